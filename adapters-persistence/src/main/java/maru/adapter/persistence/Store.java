package maru.adapter.persistence;

import maru.application.port.out.AccountRepository;
import maru.application.port.out.EntryRepository;
import maru.application.port.out.LastSeenRepository;
import maru.application.port.out.MessageRepository;
import maru.application.port.out.NoticeRepository;
import maru.application.port.out.SanctionRepository;
import maru.application.port.out.StatisticsSource;
import maru.application.port.out.StoreBackup;
import maru.application.port.out.WhisperRepository;

/** A store that was opened: everything in it is loaded, nothing changes before {@link #start}. */
public interface Store extends AutoCloseable {
    EntryRepository entries();

    MessageRepository messages();

    AccountRepository accounts();

    WhisperRepository whispers();

    NoticeRepository notices();

    LastSeenRepository lastSeen();

    SanctionRepository sanctions();

    StoreBackup backup();

    /** Figures whose names begin with {@code store.}. */
    StatisticsSource statistics();

    /** Starts the store's threads. Once, after somebody who listens was announced and before the first request. */
    void start();

    /**
     * Makes nothing safe any more, and so has nothing shown that is not: for when the process is about to end because
     * half a thing may have been done. From any thread; makes no object and waits for nothing.
     */
    void freeze();

    /**
     * Refuses writes from now on with {@code shutting-down}, confirms and answers all that were taken, and closes.
     * Blocks for a few seconds at most; called once, also where {@link #start} never was.
     */
    @Override
    void close();
}
