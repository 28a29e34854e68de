package maru.adapter.socket.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import maru.adapter.socket.frame.FrameWriter;
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

final class EventFramesTest {
    private static final RoomName DEV = RoomName.of("Dev");
    private static final UserName ALICE = UserName.of("Alice");
    private static final UserName BOB = UserName.of("Bj\u00f6rn");

    @Test
    void writesEachEvent() {
        assertFrame("message<Dev,3,1700,Alice,a\\, b>", new Message(DEV, 3, 1_700, ALICE, Text.of("a, b")));
        assertFrame("entered<Dev,Alice>", new Entered(DEV, ALICE));
        assertFrame("exited<Dev,Bj\u00f6rn>", new Exited(DEV, BOB));
        assertFrame(
                "whisper<9,1700,Alice,Bj\u00f6rn,\\<b\\>\\\\\n>",
                new Whisper(9, 1_700, ALICE, BOB, Text.of("<b>\\\n")));
        assertFrame("online<Alice>", new Online(ALICE));
        assertFrame("away<Bj\u00f6rn>", new Away(BOB));
        assertFrame("notice<4,alert,0,soon>", new Notice(4, NoticeLevel.ALERT, 0, Text.of("soon"), DEV, null));
        assertFrame("notice<4,info,1800,soon>", new Notice(4, NoticeLevel.INFO, 1_800, Text.of("soon"), null, null));
        assertFrame("notice-end<4>", new NoticeEnd(4));
    }

    @Test
    void knowsNoOtherEvent() {
        assertThrows(IllegalArgumentException.class, () -> written(new Event() {}));
    }

    @Test
    void boundsTheBytesOfAMessage() {
        for (Text text : List.of(Text.of("x"), Text.of(",".repeat(2_000)), Text.of("\u23ce".repeat(2_000)))) {
            Message message = new Message(DEV, Long.MAX_VALUE, Long.MAX_VALUE, BOB, text);
            FrameWriter out = new FrameWriter(16).lineFeeds(true);
            EventFrames.write(message, out);
            assertEquals(EventFrames.mostBytes(message), out.length());
            Message small = new Message(DEV, 1, 1, BOB, text);
            assertTrue(EventFrames.mostBytes(small) > written(small).length());
        }
    }

    private static void assertFrame(String expected, Event event) {
        assertEquals(expected, written(event));
    }

    private static String written(Event event) {
        FrameWriter out = new FrameWriter(16);
        EventFrames.write(event, out);
        return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
    }
}
