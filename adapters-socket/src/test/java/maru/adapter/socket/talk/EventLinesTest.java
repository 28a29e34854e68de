package maru.adapter.socket.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import maru.domain.Event;
import maru.domain.chat.Away;
import maru.domain.chat.Entered;
import maru.domain.chat.Exited;
import maru.domain.chat.Message;
import maru.domain.chat.Online;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import maru.domain.chat.Whisper;
import maru.domain.notice.Notice;
import maru.domain.notice.NoticeEnd;
import maru.domain.notice.NoticeLevel;
import org.junit.jupiter.api.Test;

final class EventLinesTest {
    private static final RoomName DEV = RoomName.of("dev");
    private static final UserName ALICE = UserName.of("alice");
    private static final UserName BOB = UserName.of("Bj\u00f6rn");

    @Test
    void showsWhatThePageOnTheProtocolSays() {
        assertLine("alice: hello", message(ALICE, "hello"));
        assertLine("alice has joined dev", new Entered(DEV, ALICE));
        assertLine("Bj\u00f6rn has left the channel(dev)", new Exited(DEV, BOB));
        assertLine("alice -> Bj\u00f6rn : psst", new Whisper(9, 1_700, ALICE, BOB, Text.of("psst")));
        assertLine("* NOTICE: soon", new Notice(4, NoticeLevel.ALERT, 0, Text.of("soon"), DEV, null));
        assertLine("* NOTICE: soon", new Notice(4, NoticeLevel.INFO, 1_800, Text.of("soon"), null, null));
    }

    @Test
    void letsNobodyDrawALineInAnothersName() {
        assertLine("alice: a \u23ce bob: b \u23ce  \u23ce c\td", message(ALICE, "a\nbob: b\n\nc\td"));
        assertLine("alice: a \u23ce bob: b \u23ce c", message(ALICE, "a\u2028bob: b\u2029c"));
        assertLine("alice -> Bj\u00f6rn : a \u23ce b", new Whisper(9, 1_700, ALICE, BOB, Text.of("a\nb")));
        assertLine("* NOTICE: a \u23ce b", new Notice(4, NoticeLevel.WARN, 0, Text.of("a\nb"), DEV, null));
    }

    @Test
    void showsNothingOfTheRest() {
        assertNull(EventLines.of(new Online(ALICE)));
        assertNull(EventLines.of(new Away(ALICE)));
        assertNull(EventLines.of(new NoticeEnd(4)));
    }

    @Test
    void echoesNothing() {
        assertFalse(EventLines.isFor(message(ALICE, "hello"), UserName.of("ALICE")));
        assertTrue(EventLines.isFor(message(ALICE, "hello"), BOB));
        assertTrue(EventLines.isFor(new Whisper(9, 1_700, ALICE, BOB, Text.of("psst")), ALICE));
        assertTrue(EventLines.isFor(new Entered(DEV, ALICE), ALICE));
    }

    private static Message message(UserName from, String text) {
        return new Message(DEV, 3, 1_700, from, Text.of(text));
    }

    private static void assertLine(String expected, Event event) {
        byte[] line = EventLines.of(event);
        assertNotNull(line);
        assertEquals(expected + "\n", new String(line, StandardCharsets.UTF_8));
    }
}
