package maru.application.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import maru.application.port.Snapshot;
import maru.domain.RefusalCode;
import maru.domain.kv.Entry;
import org.junit.jupiter.api.Test;

/** How keys come to their end, by the clock or with their holder: every store runs this. */
public abstract class EntryLifetimeContract extends EntryRepositoryFixture {
    @Test
    void keyIsGoneWhenItsTimeIsOver() {
        Entry put = alice.putFor("a", 5_000, "1").value();
        assertEquals(time.unixMillis() + 5_000, put.expiresAt());
        time.advance(4_999);
        assertHas(alice, "a", "1");

        time.advance(1);
        assertTrue(alice.get("a").isNone());
        assertTrue(bob.remove("a").isNone());
        assertTrue(bob.touch("a", 1_000).isNone());
        assertEquals(List.of(), bob.list("", null, 10).value());
        assertEquals(List.of(), bob.snapshot("", 10, 1_000).value().entries());
    }

    @Test
    void whoBeginsToWatchIsNotToldLaterOfKeysThatWereGoneBefore() {
        alice.put("a", "1").value();
        alice.putFor("due", 1_000, "2").value();
        alice.putFor("other", 1_000, "3").value();
        time.advance(1_000);

        Snapshot begin = bob.snapshot("d", 10, 1_000).value();
        assertEquals(List.of(), begin.entries());
        assertEquals("-due", inShort(listener.await(4)).get(3));
        assertTrue(listener.changes().get(3).version() <= begin.asOf());
    }

    @Test
    void keysExpireUnasked() {
        for (int i = 0; i < 1_000; i++) {
            alice.putFor("k" + i, 1_000 + i % 2, "v");
        }
        alice.putFor("last", 2_000, "v").value();
        pass(1_500);

        List<Entry> changes = listener.await(2_001);
        assertEquals(1_000, changes.stream().filter(Entry::isRemoved).count());
        assertTrue(changes.get(2_000).version() > changes.get(1_000).version());
        assertHas(alice, "last", "v");
        pass(500);
        assertEquals("-last", inShort(listener.await(2_002)).get(2_001));
    }

    @Test
    void whatIsWrittenOverADueKeyIsNew() {
        alice.putFor("a", 1_000, "1").value();
        alice.putFor("n", 1_000, "41").value();
        alice.putFor("h", 1_000, "1").value();
        time.advance(1_000);

        alice.cas("a", 0, "2").value();
        assertEquals("1", EntryClient.valueOf(alice.add("n", 1).value()));
        alice.hold("h", "2").value();
        assertEquals(0, alice.get("n").value().expiresAt());
        assertTrue(inShort(listener.await(9)).containsAll(List.of("-a", "-n", "-h", "a=2", "n=1", "h=2")));
    }

    @Test
    void putKeepsNoExpiryButCasAndAddDo() {
        Entry first = alice.putFor("a", 5_000, "1").value();
        assertEquals(
                first.expiresAt(), alice.cas("a", first.version(), "2").value().expiresAt());
        assertEquals(first.expiresAt(), alice.add("a", 1).value().expiresAt());
        assertEquals(0, alice.put("a", "4").value().expiresAt());
        pass(5_000);
        assertHas(alice, "a", "4");
    }

    @Test
    void touchMovesTheEndAndNothingElse() {
        Entry put = alice.putFor("a", 5_000, "1").value();
        time.advance(1_000);

        Entry touched = bob.touch("a", 10_000).value();
        assertEquals(put.version(), touched.version());
        assertEquals(time.unixMillis() + 10_000, touched.expiresAt());
        pass(9_999);
        assertHas(alice, "a", "1");
        assertEquals(0, bob.touch("a", 0).value().expiresAt());
        pass(1);
        assertHas(alice, "a", "1");
        assertEquals(put.version(), alice.get("a").value().version());
        assertTrue(bob.touch("b", 1_000).isNone());
        assertEquals(List.of("a=1"), inShort(listener.changes()));
    }

    @Test
    void overwritingAKeyAgainAndAgainLeavesOneDeadline() {
        for (int i = 0; i < 100; i++) {
            alice.putFor("a", 1_000 + i, "1").value();
        }
        alice.putFor("a", 5_000, "2").value();
        pass(2_000);
        alice.put("b", "1").value();

        assertHas(alice, "a", "2");
        assertTrue(listener.await(102).stream().noneMatch(Entry::isRemoved));
    }

    @Test
    void clockThatIsSetDoesNotMoveTheEnd() {
        alice.putFor("a", 5_000, "1").value();
        time.setUnixMillis(time.unixMillis() + 1_000_000);
        timeMoved();
        assertHas(alice, "a", "1");
        time.setUnixMillis(1_000);
        pass(5_000);
        assertTrue(alice.get("a").isNone());
    }

    @Test
    void heldKeyIsGoneWhenItsHolderIs() {
        alice.hold("h1", "1").value();
        alice.hold("h2", "1").value();
        bob.hold("h3", "1").value();
        alice.put("p", "1").value();
        alice.end();

        List<Entry> changes = listener.await(6);
        assertEquals(
                List.of("-h1", "-h2"),
                inShort(changes.subList(4, 6)).stream().sorted().toList());
        assertTrue(bob.get("h1").isNone());
        assertHas(bob, "h3", "1");
        assertHas(bob, "p", "1");
        assertEquals(2, bob.list("", null, 10).value().size());
    }

    @Test
    void onlyTheHolderHoldsAgain() {
        Entry held = alice.hold("h", "1").value();
        assertTrue(held.isHeld());
        assertConflict(held.version(), bob.hold("h", "2"));
        Entry again = alice.hold("h", "2").value();
        assertTrue(again.version() > held.version());
        Entry put = alice.put("p", "1").value();
        assertConflict(put.version(), alice.hold("p", "2"));
        assertConflict(again.version(), alice.touch("h", 1_000));
    }

    @Test
    void holderKeepsItsHoldByCasAndAdd() {
        long version = alice.hold("h", "1").value().version();
        assertTrue(alice.cas("h", version, "2").value().isHeld());
        assertTrue(alice.add("h", 1).value().isHeld());
        alice.end();

        assertTrue(bob.get("h").isNone());
    }

    @Test
    void anyOtherWriteEndsTheHoldAndStays() {
        long version = alice.hold("cas", "1").value().version();
        alice.hold("add", "1").value();
        alice.hold("put", "1").value();
        alice.hold("own", "1").value();
        alice.hold("del", "1").value();

        assertFalse(bob.cas("cas", version, "2").value().isHeld());
        assertFalse(bob.add("add", 1).value().isHeld());
        assertFalse(bob.put("put", "2").value().isHeld());
        assertFalse(alice.putFor("own", 60_000, "2").value().isHeld());
        bob.remove("del").value();
        assertFalse(bob.hold("del", "2").isRefused());
        alice.end();

        for (String key : List.of("cas", "add", "put", "own", "del")) {
            assertHas(bob, key, "2");
        }
    }

    @Test
    void releaseFindsWhatWasHeldJustBefore() {
        for (int i = 0; i < 1_000; i++) {
            alice.hold("h" + i, "1");
        }
        alice.end();

        assertEquals(List.of(), bob.list("", null, 10).value());
        assertEquals(
                1_000, listener.await(2_000).stream().filter(Entry::isRemoved).count());
    }

    @Test
    void heldKeyThatWasRemovedMayBeHeldByAnother() {
        alice.hold("h", "1").value();
        alice.remove("h").value();
        bob.hold("h", "2").value();
        alice.end();

        assertHas(alice, "h", "2");
        assertRefused(RefusalCode.CONFLICT, alice.hold("h", "3"));
    }
}
