package maru.application.keyvalue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import maru.application.limits.Limit;
import maru.application.port.Caller;
import maru.application.port.Reply;
import maru.application.port.Snapshot;
import maru.application.testing.Counts;
import maru.application.testing.FixedCaller;
import maru.application.testing.GetReply;
import maru.application.testing.RecordingReply;
import maru.application.testing.SettableTime;
import maru.application.testing.TestLane;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.kv.ByteView;
import maru.domain.kv.Entry;
import maru.domain.kv.Key;
import maru.domain.kv.KeyView;
import maru.domain.kv.Prefix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyValueServiceTest {
    private static final Snapshot NOTHING = new Snapshot(List.of(), 41);

    private final RecordingEntries entries = new RecordingEntries();
    private final RecordingWatchers watchers = new RecordingWatchers();
    private final KeyValueService service =
            new KeyValueService(entries, watchers, Counts.of(new SettableTime(), Map.of(Limit.WATCHES, 2L)));
    private final TestLane lane = new TestLane();
    private final Caller caller = new FixedCaller(7, lane);

    @AfterEach
    void closeLane() {
        lane.close();
    }

    @Test
    void passesOnWhatIsAllowed() {
        service.get(key("~alice/k"), new GetReply(new RecordingReply<>(lane)));
        service.find(key("~alice/k"), reply());
        service.put(caller, key("k"), value("v"), reply());
        service.hold(caller, key("k"), value("v"), reply());
        service.delete(caller, key("k"), reply());
        service.compareAndSet(caller, key("k"), 3, value("v"), reply());
        service.add(caller, key("k"), -2, reply());
        assertEquals(
                List.of(
                        "find ~alice/k",
                        "find ~alice/k",
                        "put k v 0",
                        "hold 7 k v",
                        "remove k",
                        "cas 7 k 3 v",
                        "add 7 k -2"),
                entries.calls);
    }

    @Test
    void refusesToWriteWhatBelongsToAUser() {
        KeyView owned = key("~alice/k");
        assertForbidden(reply -> service.put(caller, owned, value("v"), reply));
        assertForbidden(reply -> service.putFor(caller, owned, 1, value("v"), reply));
        assertForbidden(reply -> service.hold(caller, owned, value("v"), reply));
        assertForbidden(reply -> service.delete(caller, owned, reply));
        assertForbidden(reply -> service.compareAndSet(caller, owned, 0, value("v"), reply));
        assertForbidden(reply -> service.add(caller, owned, 1, reply));
        assertForbidden(reply -> service.touch(caller, owned, 1, reply));
        assertTrue(entries.calls.isEmpty());
    }

    @Test
    void letsAnybodyWriteWhatOnlyLooksOwned() {
        RecordingReply<Entry> reply = reply();
        service.put(caller, key("~alice"), value("v"), reply);
        assertFalse(reply.isRefused());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 60, 3_155_760_000L})
    void givesLifetimesInMilliseconds(long seconds) {
        service.putFor(caller, key("k"), seconds, value("v"), reply());
        service.touch(caller, key("k"), seconds, reply());
        assertEquals(List.of("put k v " + seconds * 1_000, "touch k " + seconds * 1_000), entries.calls);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 3_155_760_001L, Long.MAX_VALUE, Long.MIN_VALUE})
    void refusesOtherLifetimes(long seconds) {
        RecordingReply<Entry> reply = reply();
        service.putFor(caller, key("k"), seconds, value("v"), reply);
        assertEquals(Refusal.badArguments("the seconds are 1 to 3155760000, and not " + seconds), reply.refusal());
        assertTrue(entries.calls.isEmpty());
    }

    @Test
    void touchesForGoodWithZeroSeconds() {
        service.touch(caller, key("k"), 0, reply());
        assertEquals(List.of("touch k 0"), entries.calls);
        RecordingReply<Entry> reply = reply();
        service.touch(caller, key("k"), -1, reply);
        assertEquals(RefusalCode.BAD_ARGUMENTS, reply.refusal().code());
    }

    @Test
    void cutsTheLimitOfAList() {
        service.keys(prefix("p"), 1, null, new RecordingReply<>(lane));
        service.keys(prefix("p"), 1_000, Key.of("a"), new RecordingReply<>(lane));
        service.keys(prefix("p"), 1_001, null, new RecordingReply<>(lane));
        service.keys(prefix("p"), Long.MAX_VALUE, null, new RecordingReply<>(lane));
        assertEquals(List.of("list p null 1", "list p a 1000", "list p null 1000", "list p null 1000"), entries.calls);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void refusesALimitBelowOne(long limit) {
        RecordingReply<List<Key>> reply = new RecordingReply<>(lane);
        service.keys(prefix("p"), limit, null, reply);
        assertEquals(RefusalCode.BAD_ARGUMENTS, reply.refusal().code());
        assertTrue(entries.calls.isEmpty());
    }

    @Test
    void gathersChangesFromBeforeTheSnapshotOn() {
        service.watch(caller, prefix("p"), new RecordingReply<>(lane));
        assertEquals(List.of("add 7 p"), watchers.calls);
        assertEquals(List.of("snapshot p 10000 4194304"), entries.calls);
    }

    @Test
    void beginsTheWatchWithTheAnswer() {
        RecordingReply<Snapshot> reply = new RecordingReply<>(lane);
        service.watch(caller, prefix("p"), reply);
        asked().done(NOTHING);
        assertEquals(List.of("add 7 p", "begin 7 p after 41"), watchers.calls);
        assertSame(NOTHING, reply.value());
    }

    @Test
    void beginsTheWatchWithAnAnswerThatComesLater() {
        RecordingReply<Snapshot> reply = new RecordingReply<>(lane);
        service.watch(caller, prefix("p"), reply);
        Reply<Snapshot> later = asked().later();
        assertSame(lane, later.lane());
        assertEquals(List.of("add 7 p"), watchers.calls);
        lane.execute(() -> later.done(NOTHING));
        assertSame(NOTHING, reply.value());
        assertEquals(List.of("add 7 p", "begin 7 p after 41"), watchers.calls);
    }

    @Test
    void cancelsTheWatchThatIsRefused() {
        Refusal why = new Refusal(RefusalCode.LIMIT, "too much");
        RecordingReply<Snapshot> reply = new RecordingReply<>(lane);
        service.watch(caller, prefix("p"), reply);
        asked().refused(why);
        assertEquals(why, reply.refusal());
        assertEquals(List.of("add 7 p", "cancel 7 p"), watchers.calls);
    }

    @Test
    void connectionWatchesSoManyPrefixesAndNoMore() {
        watch("a");
        watch("b");
        RecordingReply<Snapshot> refused = watch("c");
        assertEquals(RefusalCode.LIMIT, refused.refusal().code());
        assertTrue(
                refused.refusal().detail().contains("2 are the most"),
                refused.refusal().detail());
        assertFalse(watchers.calls.contains("add 7 c"));
        watch("a");
        assertEquals(2, watchers.calls.stream().filter("add 7 a"::equals).count());
        service.unwatch(caller, prefix("b"));
        watch("c");
        assertTrue(watchers.calls.contains("add 7 c"));
    }

    private RecordingReply<Snapshot> watch(String prefix) {
        RecordingReply<Snapshot> reply = new RecordingReply<>(lane);
        service.watch(caller, prefix(prefix), reply);
        return reply;
    }

    @Test
    void unwatchesExactlyThePrefix() {
        service.unwatch(caller, prefix("p"));
        assertEquals(List.of("remove 7 p"), watchers.calls);
    }

    @Test
    void endsTheWatchesOfWhoIsGoneAndReleasesWhatItHeld() {
        service.ended(caller);
        assertEquals(List.of("removeAll 7"), watchers.calls);
        assertEquals(List.of("release 7"), entries.calls);
    }

    private interface Write {
        void on(RecordingReply<Entry> reply);
    }

    private void assertForbidden(Write write) {
        RecordingReply<Entry> reply = reply();
        write.on(reply);
        assertEquals(RefusalCode.FORBIDDEN, reply.refusal().code());
    }

    private Reply<Snapshot> asked() {
        return Objects.requireNonNull(entries.snapshotReply);
    }

    private RecordingReply<Entry> reply() {
        return new RecordingReply<>(lane);
    }

    private static KeyView key(String text) {
        return new KeyView().set(Key.of(text));
    }

    private static ByteView value(String text) {
        ByteView view = new ByteView();
        byte[] bytes = text.getBytes(UTF_8);
        view.set(bytes, 0, bytes.length);
        return view;
    }

    private static Prefix prefix(String text) {
        return Prefix.of(text.getBytes(UTF_8));
    }
}
