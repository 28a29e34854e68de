package maru.bootstrap.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void areBetweenBlanks() throws WrongCommandException {
        assertEquals(List.of("level", "io.netty", "debug"), Words.of("  level\tio.netty   debug \r"));
        assertEquals(List.of(), Words.of(" \t "));
        assertEquals(List.of(), Words.of(""));
    }

    @Test
    void mayHaveBlanksBetweenQuotes() throws WrongCommandException {
        assertEquals(List.of("backup", "a b.db", "it's", ""), Words.of("backup 'a b.db' \"it's\" ''"));
        assertEquals(List.of("C:\\my data\\x", "ab cd"), Words.of("\"C:\\my data\\x\" a'b c'd"));
    }

    @Test
    void needEveryQuoteClosed() {
        assertEquals(
                "a quote \" is not closed",
                assertThrows(WrongCommandException.class, () -> Words.of("backup \"a b'"))
                        .getMessage());
    }
}
