package maru.application.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import maru.application.limits.Limit;
import maru.application.limits.Limits;
import maru.application.limits.Rate;
import maru.application.testing.InMemoryMessages;
import maru.application.testing.RecordingReply;
import maru.application.testing.SameLane;
import maru.application.testing.SettableTime;
import maru.application.testing.Talk;
import maru.application.testing.TalkClient;
import maru.domain.RefusalCode;
import org.junit.jupiter.api.Test;

/** Five messages a second, twenty at once. */
final class MessageRateTest {
    private static final int BURST = 20;

    private final SettableTime time = new SettableTime();
    private final SameLane lane = new SameLane(time);
    private final List<String> log = new ArrayList<>();
    private Limits limits = limits(false);
    private Talk talk = talk();
    private TalkClient alice = talk.guest(lane, "alice");

    @Test
    void whatIsSaidTooFastIsRefusedWithTheTimeAfterWhichItMayBeSaid() {
        use();
        RecordingReply<Long> refused = alice.say("general", "more");
        assertEquals(RefusalCode.RATE_LIMITED, refused.refusal().code());
        assertEquals(
                "20 messages at once at most, and 5 a second: try again in 200 ms",
                refused.refusal().detail());
        time.advance(199);
        assertTrue(alice.say("general", "more").isRefused());
        time.advance(1);
        assertEquals(BURST + 1, alice.say("general", "more").value());
        assertTrue(alice.say("general", "more").isRefused());
        assertEquals(3, limits.statistics().get("limits.messages"));
    }

    @Test
    void whispersCountToo() {
        talk.guest(lane, "bob");
        for (int said = 0; said < BURST; said++) {
            assertFalse((said % 2 == 0 ? alice.say("general", "x") : alice.tell("bob", "x")).isRefused());
        }
        assertEquals(RefusalCode.RATE_LIMITED, alice.tell("bob", "x").refusal().code());
        assertEquals(
                RefusalCode.RATE_LIMITED, alice.tell("nobody", "x").refusal().code());
    }

    @Test
    void whatIsSaidOnceAndWasRefusedCanBeSaidLaterWithTheSameKey() {
        use();
        assertEquals(
                RefusalCode.RATE_LIMITED,
                alice.sayOnce("general", "k", "hello").refusal().code());
        time.advance(200);
        assertEquals(BURST + 1, alice.sayOnce("general", "k", "hello").value());
        assertEquals(
                RefusalCode.RATE_LIMITED,
                alice.sayOnce("general", "k", "hello").refusal().code());
        time.advance(200);
        assertEquals(BURST + 1, alice.sayOnce("general", "k", "hello").value());
    }

    @Test
    void whatIsRefusedForAnotherReasonDoesNotCount() {
        for (int asked = 0; asked < 2 * BURST; asked++) {
            assertEquals(
                    RefusalCode.NO_SUCH_ROOM,
                    alice.say("elsewhere", "x").refusal().code());
        }
        use();
    }

    @Test
    void eachUserHasItsOwnRate() {
        use();
        assertFalse(talk.guest(lane, "bob").say("general", "x").isRefused());
    }

    @Test
    void aDryRunCountsAndRefusesNothing() {
        limits = limits(true);
        talk = talk();
        alice = talk.guest(lane, "alice");
        use();
        assertEquals(BURST + 1, alice.say("general", "more").value());
        assertEquals(1, limits.statistics().get("limits.messages"));
        assertEquals(List.of("MESSAGES 1 false"), log);
    }

    private void use() {
        for (int said = 0; said < BURST; said++) {
            assertEquals(said + 1, alice.say("general", "x").value());
        }
    }

    private Talk talk() {
        return new Talk(time, lane, limits, new InMemoryMessages(time, true, 100), 100);
    }

    private Limits limits(boolean dryRun) {
        return new Limits(
                Map.of(),
                Map.of(Limit.MESSAGES, Rate.of(5, Duration.ofSeconds(1), BURST)),
                dryRun,
                time,
                (limit, times, who, refused) -> log.add(limit + " " + times + " " + refused));
    }
}
