package maru.adapter.persistence.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import maru.adapter.persistence.Durability;
import maru.adapter.persistence.SqliteOptions;
import maru.adapter.persistence.StoreException;
import maru.application.limits.Limits;
import maru.application.testing.EntryClient;
import maru.application.testing.FixedCaller;
import maru.application.testing.RecordingListener;
import maru.application.testing.RoomClient;
import maru.application.testing.SettableTime;
import maru.application.testing.TestLane;
import maru.domain.chat.Message;
import maru.domain.kv.Entry;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A running store, and connections to it. */
final class StoreUnderTest implements AutoCloseable {
    final RecordingListener listener = new RecordingListener();
    private final List<Message> announced = new CopyOnWriteArrayList<>();
    private final TestLane lane = new TestLane();
    private final SqliteStore store;

    private StoreUnderTest(SqliteStore store) {
        this.store = store;
        store.entries().announceTo(listener);
        store.messages().announceTo(this::announced);
        store.start();
    }

    static StoreUnderTest open(Path file, SettableTime time) throws StoreException {
        return open(file, time, () -> new SqliteFile(file, Durability.POWER));
    }

    static StoreUnderTest open(Path file, SettableTime time, JournalWriter.Opener opener) throws StoreException {
        SqliteOptions options = new SqliteOptions(file, Durability.POWER, Long.MAX_VALUE);
        return new StoreUnderTest(SqliteStore.open(options, time, opener));
    }

    static StoreUnderTest open(Path file, SettableTime time, Limits limits, JournalWriter.Opener opener)
            throws StoreException {
        SqliteOptions options = new SqliteOptions(file, Durability.POWER, Long.MAX_VALUE);
        return new StoreUnderTest(SqliteStore.open(options, time, limits, opener));
    }

    /** A store that has memory for so much of messages that are in the file as well. */
    static StoreUnderTest open(Path file, SettableTime time, long recentBytes) throws StoreException {
        SqliteOptions options = new SqliteOptions(file, Durability.POWER, Long.MAX_VALUE, recentBytes);
        return new StoreUnderTest(SqliteStore.open(options, time));
    }

    /** A store that leaves everything in the journal, and its files alone when nothing is written. */
    static StoreUnderTest openWithoutFolding(Path file, SettableTime time) throws StoreException {
        return open(file, time, () -> new SqliteFile(file, Durability.POWER) {
            @Override
            void fold(Work work) throws SQLException {
                throw new SQLiteException("made by the test", SQLiteErrorCode.SQLITE_BUSY);
            }
        });
    }

    EntryClient client(long id) {
        return new EntryClient(store.entries(), new FixedCaller(id, lane));
    }

    RoomClient room(String name, SettableTime time) {
        return new RoomClient(store.messages(), time, lane, name);
    }

    private void announced(Message message) {
        if (!lane.isCurrent()) {
            throw new AssertionError("announced on " + Thread.currentThread());
        }
        announced.add(message);
    }

    /** Messages that turned out to be recorded. */
    List<Message> announced() {
        return announced;
    }

    /** Returns when so many rows were folded. */
    void awaitFolded(long rows) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (figure("store.folded") < rows) {
            if (System.nanoTime() > end) {
                throw new AssertionError("folded: " + figure("store.folded"));
            }
            Thread.onSpinWait();
        }
    }

    SqliteStore store() {
        return store;
    }

    long figure(String name) {
        return store.statistics().statistics().get(name);
    }

    void timeMoved() {
        ((SqliteEntryRepository) store.entries()).lookForDue();
    }

    /** Everything that is there: key to value, version and expiry. */
    Map<String, String> content() {
        Map<String, String> content = new TreeMap<>();
        for (Entry entry : client(999)
                .snapshot("", Integer.MAX_VALUE, Integer.MAX_VALUE)
                .value()
                .entries()) {
            content.put(
                    EntryClient.keyOf(entry),
                    EntryClient.valueOf(entry) + " " + entry.version() + " " + entry.expiresAt());
        }
        return content;
    }

    /** The database as it would be found if the process ended now. */
    static Path copy(Path file, Path directory) throws IOException {
        Files.createDirectories(directory);
        Path image = directory.resolve(file.getFileName());
        Files.copy(file, image, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(wal(file), wal(image), StandardCopyOption.REPLACE_EXISTING);
        return image;
    }

    static Path wal(Path file) {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    @Override
    public void close() {
        store.close();
        lane.close();
    }
}
