package maru.application.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import maru.application.limits.Limit;
import maru.application.limits.Limits;
import maru.application.port.out.TimeSource;
import maru.domain.RefusalCode;
import maru.domain.kv.Entry;
import org.junit.jupiter.api.Test;

/** How many keys a connection may hold, and how much the keys of a user may be: every store runs this. */
public abstract class EntryLimitsContract extends EntryRepositoryFixture {
    private static final int HOLDS = 3;
    private static final int KEYS = 4;
    private static final int BYTES = 2_000;

    /** With which the store is opened. */
    protected static Limits limits(TimeSource time) {
        return Counts.of(
                time, Map.of(Limit.HOLDS, (long) HOLDS, Limit.KEYS_PER_OWNER, (long) KEYS, Limit.BYTES_PER_OWNER, (long)
                        BYTES));
    }

    @Test
    void holdsSoManyKeysAndNoMore() {
        holdAll(alice);
        RecordingReply<Entry> refused = alice.hold("one-more", "1");

        assertLimit("3", refused);
        assertTrue(bob.get("one-more").isNone());
        holdAll(bob, "other");
    }

    @Test
    void keyThatIsHeldAlreadyIsNotOneMore() {
        holdAll(alice);
        Entry again = alice.hold("h0", "2").value();
        assertEquals(
                "2", EntryClient.valueOf(alice.cas("h0", again.version(), "2").value()));
        assertEquals("3", EntryClient.valueOf(alice.add("h0", 1).value()));
        assertLimit("3", alice.hold("one-more", "1"));
        assertConflict(bob.put("taken", "1").value().version(), alice.hold("taken", "1"));
    }

    @Test
    void whateverEndsAHoldMakesRoomForAnother() {
        holdAll(alice);
        alice.remove("h0").value();
        alice.hold("a", "1").value();
        assertLimit("3", alice.hold("one-more", "1"));
        bob.put("h1", "mine").value();
        alice.hold("b", "1").value();
        assertLimit("3", alice.hold("one-more", "1"));
        bob.cas("h2", bob.get("h2").value().version(), "mine").value();
        alice.hold("c", "1").value();
        assertLimit("3", alice.hold("one-more", "1"));
        bob.remove("a").value();
        bob.hold("a", "1").value();
        alice.hold("d", "1").value();
        assertLimit("3", alice.hold("one-more", "1"));
        alice.put("b", "kept").value();
        alice.putFor("c", 1_000, "kept").value();
        alice.hold("e", "1").value();
        alice.hold("f", "1").value();
        assertLimit("3", alice.hold("one-more", "1"));
    }

    @Test
    void connectionThatEndsHoldsNothing() {
        holdAll(alice);
        alice.end();
        assertTrue(bob.get("h0").isNone());
        holdAll(alice);
        assertLimit("3", alice.hold("one-more", "1"));
    }

    @Test
    void ofManyHoldsUnderWayAtOnceNoMoreGoThrough() {
        List<RecordingReply<Entry>> replies = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            replies.add(alice.hold("k" + i, "1"));
        }
        assertEquals(HOLDS, replies.stream().filter(reply -> !reply.isRefused()).count());
        assertEquals(HOLDS, bob.list("k", null, 100).value().size());
    }

    @Test
    void userMayHaveSoManyKeysAndNoMore() {
        for (int i = 0; i < KEYS; i++) {
            alice.put("~Alice/" + i, "1").value();
        }
        assertLimit("4", alice.put("~Alice/more", "1"));
        assertLimit("4", alice.put("~ALICE/more", "1"));
        assertLimit("4", alice.hold("~alice/more", "1"));
        assertLimit("4", alice.add("~alice/more", 1));
        assertLimit("4", alice.cas("~alice/more", 0, "1"));
        assertTrue(alice.get("~alice/more").isNone());
        bob.put("~bob/1", "1").value();
        alice.put("~Alice/0", "other").value();
        alice.remove("~Alice/1").value();
        alice.put("~aLICE/more", "1").value();
        assertLimit("4", alice.put("~alice/1", "1"));
    }

    @Test
    void keysOfAUserMayTakeSoMuchAndNoMore() {
        alice.put("~alice/a", "x".repeat(BYTES / 2)).value();
        RecordingReply<Entry> refused = alice.put("~alice/b", "x".repeat(BYTES / 2));
        assertLimit("2000", refused);
        assertTrue(alice.get("~alice/b").isNone());
        assertLimit("2000", alice.put("~alice/a", "x".repeat(BYTES)));

        alice.put("~alice/a", "y".repeat(BYTES / 2)).value();
        alice.put("~alice/a", "small").value();
        alice.put("~alice/b", "x".repeat(BYTES / 2)).value();
        bob.put("~bob/b", "x".repeat(BYTES / 2)).value();
    }

    @Test
    void keyThatExpiresMakesRoomForAnother() {
        for (int i = 0; i < KEYS; i++) {
            alice.putFor("~alice/" + i, 1_000, "1").value();
        }
        assertLimit("4", alice.put("~alice/more", "1"));
        pass(1_000);
        listener.await(2 * KEYS);
        for (int i = 0; i < KEYS; i++) {
            alice.put("~alice/new" + i, "1").value();
        }
        assertLimit("4", alice.put("~alice/more", "1"));
    }

    @Test
    void whatOnlyLooksOwnedIsNobodysAndNotCounted() {
        for (int i = 0; i < 2 * KEYS; i++) {
            alice.put("~/" + i, "1").value();
            alice.put("~alice" + i, "1").value();
            alice.put("~ not a name /" + i, "1").value();
            alice.put("alice/~" + i, "1").value();
        }
        for (int i = 0; i < KEYS; i++) {
            alice.put("~alice/" + i, "1").value();
        }
    }

    /** What is refused rests on writes that may still be undone: their answers come first. */
    @Test
    void refusalComesBehindWhatItRestsOn() {
        List<RecordingReply<Entry>> held = new ArrayList<>();
        for (int i = 0; i < HOLDS; i++) {
            held.add(alice.hold("h" + i, "1"));
        }
        alice.hold("one-more", "1").refusal();
        assertTrue(held.stream().allMatch(RecordingReply::isAnswered));
    }

    private static void holdAll(EntryClient client) {
        holdAll(client, "h");
    }

    private static void holdAll(EntryClient client, String prefix) {
        for (int i = 0; i < HOLDS; i++) {
            client.hold(prefix + i, "1").value();
        }
    }

    private static void assertLimit(String number, RecordingReply<Entry> reply) {
        assertRefused(RefusalCode.LIMIT, reply);
        assertTrue(reply.refusal().detail().contains(number), reply.refusal().detail());
    }
}
