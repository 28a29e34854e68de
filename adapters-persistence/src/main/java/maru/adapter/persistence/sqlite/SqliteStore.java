package maru.adapter.persistence.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import maru.adapter.persistence.SqliteOptions;
import maru.adapter.persistence.Store;
import maru.adapter.persistence.StoreException;
import maru.adapter.persistence.table.EntryTables;
import maru.adapter.persistence.table.Expiry;
import maru.adapter.persistence.table.Gate;
import maru.adapter.persistence.table.WhisperTable;
import maru.application.limits.Limits;
import maru.application.port.out.AccountRepository;
import maru.application.port.out.EntryRepository;
import maru.application.port.out.LastSeenRepository;
import maru.application.port.out.MessageRepository;
import maru.application.port.out.NoticeRepository;
import maru.application.port.out.SanctionRepository;
import maru.application.port.out.StatisticsSource;
import maru.application.port.out.StoreBackup;
import maru.application.port.out.TimeSource;
import maru.application.port.out.WhisperRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store {@code rdb}. */
public final class SqliteStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);
    private static final long MAX_CLOSING_MILLIS = TimeUnit.SECONDS.toMillis(4);

    private final StoreLock storeLock;
    private final SqliteBackup backup;
    private final Journal journal;
    private final SqliteEntryRepository entries;
    private final StoreReaders readers;
    private final SqliteMessageRepository messages;
    private final SqliteAccountRepository accounts;
    private final SqliteWhisperRepository whispers;
    private final SqliteNoticeRepository notices;
    private final SqliteLastSeenRepository lastSeen;
    private final SqliteSanctionRepository sanctions;
    private final WriterFigures writerFigures = new WriterFigures();
    private final JournalWriter writer;
    private final Thread writerThread;
    private final Expiry expiry;

    private SqliteStore(
            StoreLock storeLock, SqliteOptions options, TimeSource time, Limits limits, JournalWriter.Opener opener)
            throws SQLException, StoreException {
        Path path = options.file();
        this.storeLock = storeLock;
        this.backup = new SqliteBackup(path, time);
        this.journal = new Journal(new ReentrantLock());
        EntryTables tables = new EntryTables();
        this.entries = new SqliteEntryRepository(journal, tables, time, options.maxStoreBytes(), limits);
        this.readers = new StoreReaders(path);
        this.messages = new SqliteMessageRepository(journal, time, readers, options.recentBytes());
        Gate gate = new JournalGate(journal);
        WhisperTable kept = new WhisperTable();
        this.accounts = new SqliteAccountRepository(journal, gate, kept, time, limits);
        this.whispers = new SqliteWhisperRepository(journal, gate, kept, time, limits);
        this.notices = new SqliteNoticeRepository(journal, gate, time);
        this.lastSeen = new SqliteLastSeenRepository(journal);
        this.sanctions = new SqliteSanctionRepository(journal, gate, time);
        this.expiry = new Expiry(entries);
        SqliteFile file = opener.open();
        try {
            this.writer = load(file, tables, time, () -> {
                readers.disconnect();
                return opener.open();
            });
        } catch (SQLException | StoreException | RuntimeException e) {
            file.close();
            throw e;
        }
        this.writerThread = new Thread(writer, "store-writer");
    }

    /**
     * Opens the file and loads it.
     *
     * @throws StoreException if the file is in use, can't be opened, is newer than this server, or is damaged
     */
    public static SqliteStore open(SqliteOptions options, TimeSource time, Limits limits) throws StoreException {
        return open(options, time, limits, () -> new SqliteFile(options.file(), options.durability()));
    }

    static SqliteStore open(SqliteOptions options, TimeSource time) throws StoreException {
        return open(options, time, Limits.none(time));
    }

    static SqliteStore open(SqliteOptions options, TimeSource time, JournalWriter.Opener opener) throws StoreException {
        return open(options, time, Limits.none(time), opener);
    }

    static SqliteStore open(SqliteOptions options, TimeSource time, Limits limits, JournalWriter.Opener opener)
            throws StoreException {
        Path file = options.file();
        StoreFiles.requireDirectory(file);
        StoreLock storeLock = StoreLock.acquire(file);
        try {
            StoreFiles.prepare(file);
            UnfinishedBackup.removeLeftOver(file);
            long started = time.monotonicMillis();
            StoreCheck.run(file, options.durability());
            SqliteStore store = new SqliteStore(storeLock, options, time, limits, opener);
            Map<String, Long> figures = store.statistics().statistics();
            LOG.info(
                    "store_opened file={} keys={} journal_bytes={} millis={}",
                    file,
                    figures.get("store.keys"),
                    figures.get("store.journal-bytes"),
                    time.monotonicMillis() - started);
            return store;
        } catch (SQLException e) {
            storeLock.close();
            throw new StoreException("can't open " + file + ": " + e.getMessage(), e);
        } catch (StoreException e) {
            storeLock.close();
            throw new StoreException("can't open " + file + ": " + e.getMessage(), e);
        }
    }

    private JournalWriter load(SqliteFile file, EntryTables tables, TimeSource time, JournalWriter.Opener opener)
            throws SQLException, StoreException {
        List<Journaled> repositories = List.of(
                new JournaledEntries(entries, journal.lock(), tables, time),
                new JournaledMessages(messages, time),
                new JournaledLastSeen(lastSeen));
        List<PlainTable> plainTables = List.of(accounts, whispers, notices, sanctions);
        Folding folding;
        try (SecondThread second = new SecondThread()) {
            for (Journaled repository : repositories) {
                repository.load(file, second);
            }
            folding = Folding.of(file, repositories, second::take, Journaled.replaying(repositories));
            for (Journaled repository : repositories) {
                second.take(repository::replayed);
            }
            second.finish();
        }
        for (PlainTable table : plainTables) {
            table.load(file);
        }
        long madeAsBackup = file.backupTime();
        if (madeAsBackup != 0) {
            LOG.info("backup_opened made={}", Instant.ofEpochMilli(madeAsBackup));
        }
        Versions versions = new Versions(entries);
        versions.begin(file.ceiling(), time);
        long ceiling = versions.due();
        file.begin(ceiling);
        versions.reserved(ceiling);
        return new JournalWriter(journal, repositories, plainTables, versions, opener, file, folding, writerFigures);
    }

    @Override
    public EntryRepository entries() {
        return entries;
    }

    @Override
    public MessageRepository messages() {
        return messages;
    }

    @Override
    public AccountRepository accounts() {
        return accounts;
    }

    @Override
    public WhisperRepository whispers() {
        return whispers;
    }

    @Override
    public NoticeRepository notices() {
        return notices;
    }

    @Override
    public LastSeenRepository lastSeen() {
        return lastSeen;
    }

    @Override
    public SanctionRepository sanctions() {
        return sanctions;
    }

    @Override
    public StoreBackup backup() {
        return backup;
    }

    @Override
    public StatisticsSource statistics() {
        return () -> {
            Map<String, Long> figures = new HashMap<>(entries.statistics());
            figures.putAll(messages.statistics());
            figures.putAll(writerFigures.statistics());
            figures.put("store.waiting", journal.waiting());
            return figures;
        };
    }

    @Override
    public void start() {
        writerThread.start();
        expiry.start();
    }

    @Override
    public void freeze() {
        journal.freeze();
    }

    @Override
    public void close() {
        expiry.stop();
        readers.close();
        journal.stop();
        if (writerThread.getState() == Thread.State.NEW) {
            writer.run();
        }
        awaitWriter();
        storeLock.close();
    }

    private void awaitWriter() {
        try {
            writerThread.join(MAX_CLOSING_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (writerThread.isAlive()) {
            LOG.warn("store_not_closed: the file does not answer, what was not confirmed may be lost");
        }
    }
}
