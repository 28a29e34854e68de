package maru.domain.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import org.junit.jupiter.api.Test;

final class NoticeTest {
    private static final Text TEXT = Text.of("maintenance");

    @Test
    void holdsUntilItsTimeAndNotAtIt() {
        Notice notice = new Notice(1, NoticeLevel.WARN, 1_000, TEXT, null, null);
        assertTrue(notice.holdsAt(999));
        assertFalse(notice.holdsAt(1_000));
        assertFalse(notice.holdsAt(1_001));
    }

    @Test
    void neverHoldsWhereItIsSaidOnce() {
        assertFalse(new Notice(1, NoticeLevel.INFO, 0, TEXT, null, null).holdsAt(1));
    }

    @Test
    void isForAllUnlessItIsForARoomOrAUser() {
        assertTrue(new Notice(1, NoticeLevel.INFO, 0, TEXT, null, null).isForAll());
        assertFalse(new Notice(1, NoticeLevel.INFO, 0, TEXT, RoomName.GENERAL, null).isForAll());
        assertFalse(new Notice(1, NoticeLevel.INFO, 0, TEXT, null, UserName.of("bob")).isForAll());
    }

    @Test
    void changesItsNumberAlone() {
        Notice notice = new Notice(0, NoticeLevel.ALERT, 5, TEXT, RoomName.GENERAL, null);
        assertEquals(new Notice(7, NoticeLevel.ALERT, 5, TEXT, RoomName.GENERAL, null), notice.withId(7));
    }

    @Test
    void usesTheWordsOfTheProtocol() {
        assertEquals("info", NoticeLevel.INFO.word());
        assertEquals("warn", NoticeLevel.WARN.word());
        assertEquals("alert", NoticeLevel.ALERT.word());
    }
}
