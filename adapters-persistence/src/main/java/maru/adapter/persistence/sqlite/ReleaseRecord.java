package maru.adapter.persistence.sqlite;

import maru.domain.Refusal;

/** That a connection has ended: where a change is undone that had ended a hold of it, the hold must not come back. */
final class ReleaseRecord extends JournalRecord {
    private final SqliteEntryRepository repository;
    private final long holder;

    ReleaseRecord(SqliteEntryRepository repository, long holder) {
        this.repository = repository;
        this.holder = holder;
    }

    @Override
    boolean resume(Refusal why) {
        repository.releaseAgain(holder);
        return true;
    }
}
