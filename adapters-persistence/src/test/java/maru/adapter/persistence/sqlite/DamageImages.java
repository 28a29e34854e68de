package maru.adapter.persistence.sqlite;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import maru.adapter.persistence.Durability;
import maru.adapter.persistence.table.EntryTables;
import maru.application.port.out.AccountRepository;
import maru.application.testing.EntryClient;
import maru.application.testing.RecordingReply;
import maru.application.testing.RoomClient;
import maru.application.testing.SettableTime;
import maru.application.testing.TestLane;
import maru.domain.account.Account;
import maru.domain.account.AccountToken;
import maru.domain.account.TokenHash;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import maru.domain.chat.Whisper;
import maru.domain.kv.ByteView;
import maru.domain.kv.Entry;
import maru.domain.kv.KeyView;
import maru.domain.notice.Notice;
import maru.domain.notice.NoticeLevel;

/** A store with something of everything, and its files in several states. */
final class DamageImages implements AutoCloseable {
    static final int KEYS = 1_500;
    static final int USERS = 12;
    static final List<String> ROOMS = List.of("Old-room", "Lobby", "second-room", "\u00c4nderungen");
    private static final int MESSAGES = 400;
    private static final int COMPACTED = 200;
    private static final long QUIET_MILLIS = 300;
    private static final List<String> SUFFIXES = List.of("", "-wal", "-shm", ".sums");

    private final SettableTime time;
    private final Path directory;
    private final TestLane lane = new TestLane();

    DamageImages(SettableTime time, Path directory) {
        this.time = time;
        this.directory = directory;
    }

    /** By what was done to the server before. */
    Map<String, Path> make() throws Exception {
        Map<String, Path> images = new LinkedHashMap<>();
        Path folded = directory.resolve("folded.db");
        prepare(folded);
        try (StoreUnderTest store = StoreUnderTest.open(folded, time)) {
            fill(store, 0);
            settle(store);
            images.put("killed, all folded", copy(folded, "killed-folded"));
            fillUntilTheLogBeginsAnew(store, folded);
            images.put("killed after a checkpoint", copy(folded, "killed-later"));
        }
        images.put("stopped, all folded", copy(folded, "stopped-folded"));
        Path journaled = directory.resolve("journaled.db");
        prepare(journaled);
        try (StoreUnderTest store = StoreUnderTest.openWithoutFolding(journaled, time)) {
            fill(store, 0);
            images.put("killed, in the journal", copy(journaled, "killed-journal"));
        }
        images.put("stopped, in the journal", copy(journaled, "stopped-journal"));
        return images;
    }

    private void fillUntilTheLogBeginsAnew(StoreUnderTest store, Path file) throws Exception {
        long before = salts(file);
        for (int round = 1; salts(file) == before; round++) {
            fill(store, round);
            settle(store);
        }
    }

    private static long salts(Path file) throws IOException {
        try (FileChannel log = FileChannel.open(LogFormat.of(file), StandardOpenOption.READ)) {
            return LogFormat.salts(Objects.requireNonNull(LogFormat.readHeader(log)));
        }
    }

    private static void settle(StoreUnderTest store) {
        while (store.figure("store.journal-bytes") > 0) {
            Thread.onSpinWait();
        }
    }

    private void prepare(Path file) throws Exception {
        try (SqliteFile made = new SqliteFile(file, Durability.POWER)) {
            compact(made);
        }
        try (OldMessages old = new OldMessages(SqliteFile.connect(file, false))) {
            old.room(1, ROOMS.get(0), 200);
            for (int i = 1; i <= 200; i++) {
                old.row(1, i, time.unixMillis() - 1_000 + i, "Alice", i > 190 ? "key" + i : null, "old message " + i);
            }
        }
    }

    private void compact(SqliteFile file) throws Exception {
        SqliteEntryRepository repository =
                new SqliteEntryRepository(new Journal(new ReentrantLock()), new EntryTables(), time, Long.MAX_VALUE);
        List<JournalRecord> records = new ArrayList<>();
        for (int i = 0; i < COMPACTED; i++) {
            KeyView key = new KeyView();
            byte[] name = ("compacted" + i).getBytes(StandardCharsets.UTF_8);
            key.set(name, 0, name.length);
            ByteView value = new ByteView();
            value.set(name, 0, name.length);
            records.add(new EntryRecord(repository, null, Entry.of(key, value, i + 1, null), null));
        }
        for (int pos = 1; pos <= 4; pos++) {
            int piece = COMPACTED / 4;
            byte[] row = Batch.next(records.subList((pos - 1) * piece, pos * piece), 0)
                    .encode(pos);
            Sql.update(file.connection(), "INSERT INTO compacted (pos, batch) VALUES (?, ?)", pos, row);
        }
    }

    private void fill(StoreUnderTest store, int round) throws Exception {
        EntryClient client = store.client(1);
        for (int i = 0; i < KEYS; i++) {
            if (i % 100 == 0) {
                client.put("key" + i, ("big" + round).repeat(3_000)).value();
            } else if (i % 10 == 1) {
                client.putFor("key" + i, 3_600_000 + i, "for a while " + round);
            } else {
                client.put("key" + i, "value " + i + " of round " + round);
            }
        }
        client.remove("key" + (10 + round)).value();
        for (String name : ROOMS) {
            RoomClient room = store.room(name, time);
            for (int i = 0; i < MESSAGES; i++) {
                room.say("Alice", "message " + i + " of round " + round);
            }
            room.sayOnce("Alice", "once" + round, "said once").value();
        }
        fillUsers(store.store(), round);
    }

    private void fillUsers(SqliteStore store, int round) {
        for (int i = 0; i < USERS; i++) {
            UserName user = user(i);
            save(store.accounts(), user, i, round);
            Whisper whisper =
                    new Whisper(store.whispers().nextId(), time.unixMillis(), user(i + 1), user, Text.of("psst " + i));
            RecordingReply<Whisper> kept = new RecordingReply<>(lane);
            store.whispers().keep(whisper, kept);
            kept.value();
            if (i % 4 == 0) {
                RoomName room = i % 8 == 0 ? null : RoomName.of("Lobby");
                RecordingReply<Notice> added = new RecordingReply<>(lane);
                store.notices()
                        .add(
                                new Notice(
                                        0,
                                        NoticeLevel.WARN,
                                        time.unixMillis() + 60_000_000,
                                        Text.of("n" + i),
                                        room,
                                        null),
                                added);
                added.value();
            }
            store.lastSeen().seen(user, time.unixMillis() + i);
        }
        seen(store, user(USERS - 1)).value(); // all is committed
    }

    private RecordingReply<?> seen(SqliteStore store, UserName user) {
        RecordingReply<maru.application.port.UserInfo> reply = new RecordingReply<>(lane);
        store.lastSeen().find(user, reply);
        return reply;
    }

    static UserName user(int number) {
        return UserName.of("User" + number);
    }

    static TokenHash token(int user, int round) {
        return new TokenHash("%08x%08x".formatted(user, round));
    }

    private void save(AccountRepository accounts, UserName user, int number, int round) {
        Account before = accounts.find(user);
        AccountToken token = new AccountToken(token(number, round), time.unixMillis(), time.unixMillis(), null);
        RecordingReply<Account> reply = new RecordingReply<>(lane);
        accounts.save(before, new Account(user, "$hash$of$" + user + round, time.unixMillis(), List.of(token)), reply);
        reply.value();
    }

    private Path copy(Path file, String name) throws IOException {
        awaitQuiet(file);
        return copy(file, directory.resolve(name), "maru.db");
    }

    /** What was answered may be checkpointed after that. */
    private static void awaitQuiet(Path file) throws IOException {
        while (System.currentTimeMillis() - changed(file) < QUIET_MILLIS) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static long changed(Path file) throws IOException {
        long changed = 0;
        for (String suffix : SUFFIXES) {
            Path part = file.resolveSibling(file.getFileName() + suffix);
            if (Files.exists(part)) {
                changed = Math.max(changed, StoreCheck.changed(part));
            }
        }
        return changed;
    }

    /** The files of a database as they are, with their times. */
    static Path copy(Path file, Path into, String name) throws IOException {
        Files.createDirectories(into);
        for (String suffix : SUFFIXES) {
            Path from = file.resolveSibling(file.getFileName() + suffix);
            Path to = into.resolve(name + suffix);
            Files.deleteIfExists(to);
            if (Files.exists(from)) {
                Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return into.resolve(name);
    }

    @Override
    public void close() {
        lane.close();
    }
}
