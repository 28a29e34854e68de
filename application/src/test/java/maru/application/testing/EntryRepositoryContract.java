package maru.application.testing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import maru.application.port.Snapshot;
import maru.domain.RefusalCode;
import maru.domain.kv.Entry;
import maru.domain.kv.Key;
import org.junit.jupiter.api.Test;

/** Values, versions, lists and limits: every store runs this. */
public abstract class EntryRepositoryContract extends EntryRepositoryFixture {
    @Test
    void findsWhatWasPut() {
        Entry put = alice.put("a", "1").value();

        Entry found = bob.get("a").value();
        assertEquals("1", EntryClient.valueOf(found));
        assertEquals(put.version(), found.version());
        assertEquals(0, found.expiresAt());
        assertFalse(found.isHeld());
    }

    @Test
    void findsNothingWhereNothingIs() {
        assertTrue(alice.get("a").isNone());
    }

    @Test
    void getAndFindTellTheSame() {
        alice.put("a", "1").value();
        alice.putFor("b", 60_000, "2").value();
        alice.hold("c", "3").value();
        alice.put("d", "4").value();
        alice.remove("d").value();
        alice.put("e", "5").value();
        alice.touch("e", 0).value();
        for (String key : List.of("a", "b", "c", "e")) {
            Entry found = bob.find(key).value();
            Entry got = bob.get(key).value();
            assertEquals(found.version(), got.version());
            assertEquals(EntryClient.valueOf(found), EntryClient.valueOf(got));
        }
        assertTrue(bob.find("d").isNone());
        assertTrue(bob.get("d").isNone());
    }

    @Test
    void keepsAnEmptyValue() {
        alice.put("a", "").value();

        assertHas(bob, "a", "");
    }

    @Test
    void keepsAnyBytesInKeysAndValues() {
        String all = IntStream.range(0, 256)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        alice.put(all, all).value();

        Entry found = bob.get(all).value();
        assertEquals(all, EntryClient.keyOf(found));
        assertEquals(all, EntryClient.valueOf(found));
    }

    @Test
    void seesItsOwnWritesInTheirOrder() {
        alice.put("a", "1");
        RecordingReply<Entry> first = alice.get("a");
        alice.put("a", "2");
        RecordingReply<Entry> second = alice.get("a");
        alice.remove("a");
        RecordingReply<Entry> third = alice.get("a");

        assertEquals("1", EntryClient.valueOf(first.value()));
        assertEquals("2", EntryClient.valueOf(second.value()));
        assertTrue(third.isNone());
    }

    @Test
    void everyWriteHasAHigherVersion() {
        long last = time.unixMillis() * 1_000;
        for (RecordingReply<Entry> reply : List.of(
                alice.put("a", "1"),
                bob.put("b", "1"),
                alice.add("n", 5),
                alice.hold("h", "1"),
                alice.remove("a"),
                bob.cas("a", 0, "2"),
                alice.putFor("a", 5_000, "3"))) {
            assertTrue(reply.value().version() > last);
            last = reply.value().version();
        }
    }

    @Test
    void removalHasAVersionOfItsOwn() {
        Entry put = alice.put("a", "1").value();

        Entry removal = bob.remove("a").value();
        assertTrue(removal.isRemoved());
        assertTrue(removal.version() > put.version());
        assertArrayEquals(put.keyBytes(), removal.keyBytes());
        assertTrue(bob.remove("a").isNone());
    }

    @Test
    void comparesAndSetsWhatStillHasTheVersion() {
        long first = alice.cas("a", 0, "1").value().version();
        assertConflict(first, bob.cas("a", 0, "2"));
        long second = bob.cas("a", first, "2").value().version();
        assertConflict(second, alice.cas("a", first, "3"));
        assertHas(alice, "a", "2");
    }

    @Test
    void conflictOnAKeyThatIsNotThereTellsZero() {
        assertConflict(0, alice.cas("a", 7, "1"));
        assertTrue(alice.get("a").isNone());
    }

    @Test
    void addsToADecimalNumber() {
        assertEquals("5", EntryClient.valueOf(alice.add("n", 5).value()));
        assertEquals("-2", EntryClient.valueOf(bob.add("n", -7).value()));
        alice.put("n", Long.toString(Long.MAX_VALUE)).value();
        assertEquals(
                Long.toString(Long.MAX_VALUE - 1),
                EntryClient.valueOf(bob.add("n", -1).value()));
    }

    @Test
    void addRefusesWhatIsNoNumberAndWhatOverflows() {
        alice.put("text", "1x").value();
        assertRefused(RefusalCode.CONFLICT, alice.add("text", 1));
        alice.put("n", Long.toString(Long.MAX_VALUE)).value();
        assertRefused(RefusalCode.CONFLICT, alice.add("n", 1));
        assertHas(alice, "n", Long.toString(Long.MAX_VALUE));
    }

    @Test
    void listsKeysOfAPrefixInTheirOrder() {
        for (String key : List.of("b", "ab", "aa", "é", "a", "ac", "")) {
            alice.put("k" + key, "v").value();
        }
        alice.remove("kab").value();

        assertEquals(
                keys("k", "ka", "kaa", "kac", "kb", "ké"),
                alice.list("k", null, 100).value());
        assertEquals(keys("ka", "kaa", "kac"), bob.list("ka", null, 100).value());
        assertEquals(keys("ka", "kaa"), bob.list("ka", null, 2).value());
        assertEquals(keys("kac"), bob.list("ka", "kaa", 100).value());
        assertEquals(keys("kac"), bob.list("ka", "kab", 100).value());
        assertEquals(keys("ka", "kaa", "kac"), bob.list("ka", "a", 100).value());
        assertEquals(keys(), bob.list("x", null, 100).value());
        assertEquals(6, bob.list("", null, 100).value().size());
    }

    @Test
    void listSeesWritesBeforeIt() {
        alice.put("a", "1");
        RecordingReply<List<Key>> one = alice.list("", null, 10);
        alice.remove("a");
        RecordingReply<List<Key>> none = alice.list("", null, 10);

        assertEquals(keys("a"), one.value());
        assertEquals(keys(), none.value());
    }

    @Test
    void snapshotHasEverythingAsOfOneChange() {
        alice.put("k.b", "2").value();
        alice.put("k.a", "1").value();
        alice.put("l", "3").value();
        long last = alice.put("k.b", "4").value().version();

        Snapshot snapshot = bob.snapshot("k.", 10, 1_000).value();
        assertEquals(List.of("k.a=1", "k.b=4"), inShort(snapshot.entries()));
        assertTrue(snapshot.asOf() >= last);
        assertTrue(alice.put("k.c", "5").value().version() > snapshot.asOf());
    }

    @Test
    void refusesASnapshotOfMoreThanItMayHave() {
        alice.put("k.a", "12345").value();
        alice.put("k.b", "12345").value();

        assertEquals(2, bob.snapshot("k.", 2, 16).value().entries().size());
        assertRefused(RefusalCode.LIMIT, bob.snapshot("k.", 1, 1_000));
        assertRefused(RefusalCode.LIMIT, bob.snapshot("k.", 10, 15));
    }

    @Test
    void tellsOfChangesInTheirOrder() {
        alice.put("a", "1").value();
        bob.put("a", "2").value();
        alice.add("n", 1).value();
        bob.remove("a").value();
        alice.touch("n", 60_000).value();
        bob.cas("a", 0, "3").value();

        List<Entry> changes = listener.await(5);
        assertEquals(List.of("a=1", "a=2", "n=1", "-a", "a=3"), inShort(changes));
        for (int i = 1; i < changes.size(); i++) {
            assertTrue(changes.get(i).version() > changes.get(i - 1).version());
        }
    }

    @Test
    void tellsNobodyWhoDoesNotListen() {
        listener.setListening(false);
        alice.put("a", "1").value();
        listener.setListening(true);
        alice.put("a", "2").value();

        assertEquals(List.of("a=2"), inShort(listener.await(1)));
    }

    @Test
    void refusesWhatMakesTheStoreLargerThanItMayBe() {
        String large = "x".repeat((int) MAX_STORE_BYTES / 2);
        alice.put("a", large).value();
        RecordingReply<Entry> refused = alice.put("b", large);
        assertRefused(RefusalCode.LIMIT, refused);
        assertTrue(refused.refusal().detail().contains(Long.toString(MAX_STORE_BYTES)));
        assertTrue(alice.get("b").isNone());

        alice.put("a", "y".repeat(large.length())).value();
        alice.put("a", "small").value();
        alice.put("b", large).value();
        assertRefused(RefusalCode.LIMIT, bob.hold("c", large));
        assertRefused(RefusalCode.LIMIT, bob.cas("c", 0, large));
        alice.remove("b").value();
        bob.hold("c", large).value();
    }

    private static List<Key> keys(String... texts) {
        return List.of(texts).stream().map(Key::of).toList();
    }
}
