package maru.application.notice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import maru.application.testing.RecordingReply;
import maru.application.testing.SameLane;
import maru.application.testing.SettableTime;
import maru.application.testing.Talk;
import maru.application.testing.TalkClient;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import maru.domain.notice.Notice;
import maru.domain.notice.NoticeLevel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class NoticeServiceTest {
    private static final long HOUR = 3_600_000;

    private final SettableTime time = new SettableTime();
    private final SameLane lane = new SameLane(time);
    private final Talk talk = new Talk(time, lane);
    private final TalkClient alice = talk.guest(lane, "alice");
    private final TalkClient bob = talk.guest(lane, "bob");
    private final TalkClient nobody = talk.connect(lane);

    @BeforeEach
    void forgetTheLogins() {
        talk.audience.clear();
    }

    @Test
    void everyConnectionIsShownWhatIsForAll() {
        Notice notice = announce("hello", HOUR, null, null).value();
        assertEquals(1, notice.id());
        assertEquals(List.of(notice), talk.notice.notices());
        assertEquals(List.of("notice 1: hello"), alice.seen());
        assertEquals(List.of("notice 1: hello"), bob.seen());
        assertEquals(List.of("notice 1: hello"), nobody.seen());
    }

    @Test
    void membersAreShownWhatIsForTheirRoom() {
        alice.join("dev");
        talk.audience.clear();
        announce("hello", HOUR, "DEV", null);
        announce("nobody there", HOUR, "empty", null);
        assertEquals(List.of("notice 1: hello"), alice.seen());
        assertEquals(List.of(), bob.seen());
        assertEquals(List.of(), nobody.seen());
    }

    @Test
    void aUserIsShownWhatIsForTheUser() {
        announce("hello", HOUR, null, "Bob");
        announce("not here", HOUR, null, "carol");
        assertEquals(List.of(), alice.seen());
        assertEquals(List.of("notice 1: hello"), bob.seen());
    }

    @Test
    void whoComesLaterIsShownWhatHoldsBehindTheWelcome() {
        announce("said once", 0, null, null);
        announce("all", HOUR, null, null);
        announce("general", HOUR, "general", null);
        announce("carol", HOUR, null, "Carol");
        announce("dev", HOUR, "dev", null);
        announce("bob", HOUR, null, "bob");
        TalkClient carol = talk.guest(lane, "carol");
        assertEquals("welcome carol", carol.seen().get(0));
        assertEquals(
                List.of("notice 2: all", "notice 3: general", "notice 4: carol", "welcome carol"),
                carol.seen().stream().sorted().toList());
        talk.audience.clear();
        carol.join("dev");
        carol.join("dev");
        assertEquals(List.of("joined dev 1", "notice 5: dev", "joined dev 1"), carol.seen());
    }

    @Test
    void nobodyIsShownWhatHoldsNoMore() {
        announce("all", HOUR, null, null);
        announce("dev", HOUR, "dev", null);
        time.advance(HOUR);
        TalkClient carol = talk.guest(lane, "carol");
        carol.join("dev");
        assertEquals(List.of("welcome carol", "joined dev 1"), carol.seen());
        assertEquals(List.of(), talk.notice.notices());
        assertTrue(end(1).isNone());
    }

    @Test
    void whoWasShownANoticeIsToldThatItEnded() {
        alice.join("dev");
        announce("all", HOUR, null, null);
        announce("dev", HOUR, "dev", null);
        announce("bob", HOUR, null, "bob");
        talk.audience.clear();
        assertEquals(1, end(1).value().id());
        end(2);
        end(3);
        assertEquals(List.of("notice-end 1", "notice-end 2"), alice.seen());
        assertEquals(List.of("notice-end 1", "notice-end 3"), bob.seen());
        assertEquals(List.of("notice-end 1"), nobody.seen());
        assertEquals(List.of(), talk.notice.notices());
        assertEquals(List.of("welcome carol"), talk.guest(lane, "carol").seen());
    }

    @Test
    void aNoticeEndsOnce() {
        announce("all", HOUR, null, null);
        end(1);
        talk.audience.clear();
        assertTrue(end(1).isNone());
        assertTrue(end(7).isNone());
        assertEquals(List.of(), alice.seen());
    }

    @Test
    void nobodyIsShownANoticeBeforeItIsRecorded() {
        talk.notices.answers().hold();
        RecordingReply<Notice> announced = announce("all", HOUR, null, null);
        assertEquals(List.of(), alice.seen());
        talk.notices.answers().release();
        assertEquals(1, announced.value().id());
        assertEquals(List.of("notice 1: all"), alice.seen());
        talk.notices.answers().hold();
        RecordingReply<Notice> ended = end(1);
        assertEquals(1, alice.seen().size());
        talk.notices.answers().release();
        assertEquals(1, ended.value().id());
        assertEquals("notice-end 1", alice.seen().get(1));
    }

    @Test
    void aNoticeThatCanNotBeRecordedIsShownToNobody() {
        Refusal why = new Refusal(RefusalCode.STORAGE_FAILED, "the disk is full");
        talk.notices.answers().refuseNext(why);
        assertEquals(why, announce("all", HOUR, null, null).refusal());
        assertEquals(List.of(), alice.seen());
        announce("all", HOUR, null, null);
        talk.notices.answers().refuseNext(why);
        assertEquals(why, end(1).refusal());
        assertEquals(List.of("notice 1: all"), alice.seen());
    }

    private RecordingReply<Notice> announce(
            String text, long lastsMillis, @Nullable String room, @Nullable String user) {
        Notice notice = new Notice(
                0,
                NoticeLevel.INFO,
                lastsMillis == 0 ? 0 : time.unixMillis() + lastsMillis,
                Text.of(text),
                room == null ? null : RoomName.of(room),
                user == null ? null : UserName.of(user));
        RecordingReply<Notice> reply = new RecordingReply<>(lane);
        talk.notice.announce(notice, reply);
        return reply;
    }

    private RecordingReply<Notice> end(long id) {
        RecordingReply<Notice> reply = new RecordingReply<>(lane);
        talk.notice.end(id, reply);
        return reply;
    }
}
