package maru.bootstrap.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HeadTest {
    @Test
    void isTheFirstWordAndWhatStandsBehindIt() {
        assertEquals(new Head("say", "it's  so "), Head.of(" \tsay  it's  so "));
        assertEquals(new Head("say", ""), Head.of("say"));
        assertEquals(new Head("", ""), Head.of("  "));
        assertEquals(new Head("", ""), Head.of(""));
    }
}
