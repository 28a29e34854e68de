package maru.adapter.persistence.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.LongStream;
import maru.domain.chat.Message;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import org.junit.jupiter.api.Test;

class MessageWindowTest {
    private final MessageWindow window = new MessageWindow(5);

    @Test
    void beginsEmptyWhereItIsTold() {
        assertEquals(5, window.first());
        assertEquals(4, window.last());
        assertEquals(List.of(), window.copy(0, Long.MAX_VALUE));
    }

    @Test
    void hasWhatWasAddedAsItGrowsAndShrinks() {
        add(5, 2_000);
        assertIds(5, 2_000, 0, Long.MAX_VALUE);
        assertIds(900, 910, 900, 910);
        window.dropBefore(1_990);
        assertIds(1_990, 2_000, 0, Long.MAX_VALUE);
        assertEquals(11, window.size());
        add(2_001, 2_100);
        assertIds(1_990, 2_100, 1, 9_999);
        window.dropBefore(1_000);
        assertEquals(1_990, window.first());
    }

    @Test
    void goesOnWhereEverythingWasDropped() {
        add(5, 10);
        window.dropBefore(100);
        assertEquals(11, window.first());
        add(11, 12);
        assertIds(11, 12, 0, 100);
    }

    @Test
    void movesAlongWithAFixedSize() {
        for (long id = 5; id < 1_000; id++) {
            add(id, id);
            window.dropBefore(id - 9);
            assertIds(Math.max(5, id - 9), id, 0, Long.MAX_VALUE);
        }
    }

    @Test
    void takesNoMessageOutOfTurn() {
        assertThrows(IllegalArgumentException.class, () -> add(6, 6));
        assertThrows(IllegalArgumentException.class, () -> add(4, 4));
    }

    private void add(long from, long to) {
        for (long id = from; id <= to; id++) {
            window.add(new Message(RoomName.GENERAL, id, 0, UserName.of("a"), Text.of("x")));
        }
    }

    private void assertIds(long first, long last, long from, long to) {
        assertEquals(
                LongStream.rangeClosed(first, last).boxed().toList(),
                window.copy(from, to).stream().map(Message::id).toList());
    }
}
