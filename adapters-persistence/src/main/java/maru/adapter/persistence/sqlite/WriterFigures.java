package maru.adapter.persistence.sqlite;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What {@code store-writer} counts, for anybody to read. */
final class WriterFigures {
    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong failedCommits = new AtomicLong();
    private final AtomicLong journalBytes = new AtomicLong();
    private final AtomicLong foldedRows = new AtomicLong();

    void committed() {
        commits.incrementAndGet();
    }

    void failed() {
        failedCommits.incrementAndGet();
    }

    void folding(Folding folding) {
        journalBytes.set(folding.journalBytes());
        foldedRows.set(folding.foldedRows());
    }

    Map<String, Long> statistics() {
        return Map.of(
                "store.commits", commits.get(),
                "store.failed-commits", failedCommits.get(),
                "store.journal-bytes", journalBytes.get(),
                "store.folded", foldedRows.get());
    }
}
