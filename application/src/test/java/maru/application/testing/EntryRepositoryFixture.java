package maru.application.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import maru.application.port.out.EntryRepository;
import maru.application.port.out.TimeSource;
import maru.domain.RefusalCode;
import maru.domain.kv.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts of the key-value store stand on: a store, two connections, a clock and a listener. */
public abstract class EntryRepositoryFixture {
    protected static final long MAX_STORE_BYTES = 1_000_000;

    protected final SettableTime time = new SettableTime();
    protected final RecordingListener listener = new RecordingListener();
    private final TestLane lane = new TestLane();
    private final TestLane otherLane = new TestLane();
    protected EntryRepository entries;
    protected EntryClient alice;
    protected EntryClient bob;

    /** A store that is open and empty, takes {@link #MAX_STORE_BYTES} and knows no other clock than this one. */
    protected abstract EntryRepository open(TimeSource time, RecordingListener listener) throws Exception;

    /** The store's own threads have to look at the clock. */
    protected abstract void timeMoved();

    protected abstract void close() throws Exception;

    @BeforeEach
    final void begin() throws Exception {
        use(open(time, listener));
    }

    /** Goes on with another repository. */
    protected final void use(EntryRepository repository) {
        entries = repository;
        alice = new EntryClient(entries, new FixedCaller(1, lane));
        bob = new EntryClient(entries, new FixedCaller(2, otherLane));
    }

    @AfterEach
    final void end() throws Exception {
        close();
        lane.close();
        otherLane.close();
    }

    /** Time passes for everybody. */
    protected final void pass(long millis) {
        time.advance(millis);
        timeMoved();
    }

    protected static void assertHas(EntryClient client, String key, String value) {
        assertEquals(value, EntryClient.valueOf(client.get(key).value()));
    }

    protected static void assertRefused(RefusalCode code, RecordingReply<?> reply) {
        assertEquals(code, reply.refusal().code());
    }

    protected static void assertConflict(long found, RecordingReply<?> reply) {
        assertRefused(RefusalCode.CONFLICT, reply);
        assertEquals(Long.toString(found), reply.refusal().detail());
    }

    /** Changes in short: {@code key=value}, or {@code -key} where it was removed. */
    protected static List<String> inShort(List<Entry> changes) {
        return changes.stream()
                .map(change -> change.isRemoved()
                        ? "-" + EntryClient.keyOf(change)
                        : EntryClient.keyOf(change) + "=" + EntryClient.valueOf(change))
                .toList();
    }
}
