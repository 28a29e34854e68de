package maru.adapter.persistence.memory;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import maru.adapter.persistence.Store;
import maru.adapter.persistence.table.Expiry;
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

/** The store {@code mem}. */
public final class InMemoryStore implements Store {
    private final InMemoryEntryRepository entries;
    private final InMemoryMessageRepository messages;
    private final Expiry expiry;
    private final InMemoryGate gate = new InMemoryGate();
    private final InMemoryAccountRepository accounts;
    private final InMemoryWhisperRepository whispers;
    private final InMemoryNoticeRepository notices;
    private final InMemoryLastSeenRepository lastSeen;
    private final InMemorySanctionRepository sanctions;

    /** See {@link maru.adapter.persistence.Stores#memory(TimeSource, long, int, long, Limits)}. */
    public InMemoryStore(TimeSource time, long maxBytes, int history, long historyBytes, Limits limits) {
        entries = new InMemoryEntryRepository(time, maxBytes, limits);
        messages = new InMemoryMessageRepository(time, history, historyBytes);
        expiry = new Expiry(entries);
        ReentrantLock lock = new ReentrantLock();
        WhisperTable kept = new WhisperTable();
        accounts = new InMemoryAccountRepository(lock, gate, kept, limits);
        whispers = new InMemoryWhisperRepository(lock, gate, kept, time, limits);
        notices = new InMemoryNoticeRepository(lock, gate, time);
        lastSeen = new InMemoryLastSeenRepository(lock, gate);
        sanctions = new InMemorySanctionRepository(lock, gate, time);
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
        return file -> {
            throw new IOException("the mem store keeps nothing on disk, so there is nothing to back up to " + file
                    + ": start the server with rdb");
        };
    }

    @Override
    public StatisticsSource statistics() {
        return () -> {
            Map<String, Long> figures = new HashMap<>(entries.statistics());
            figures.putAll(messages.statistics());
            return figures;
        };
    }

    @Override
    public void start() {
        expiry.start();
    }

    /** Nothing is ever safe here. */
    @Override
    public void freeze() {}

    @Override
    public void close() {
        entries.close();
        messages.close();
        gate.close();
        expiry.stop();
    }
}
