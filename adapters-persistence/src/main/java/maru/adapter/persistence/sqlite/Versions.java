package maru.adapter.persistence.sqlite;

import maru.application.port.out.TimeSource;

/**
 * Sees to it that no version is ever given twice, though most are on disk only as part of what they numbered, and those
 * of holds and removals not for long or not at all. Versions are given up to a ceiling, which is on disk before; the
 * next life of the store begins above it. For {@code store-writer} alone, once it runs.
 */
final class Versions {
    /** How many are reserved at a time; more are when half of them are left. */
    private static final long RESERVED = 1_000_000_000;

    private final SqliteEntryRepository repository;
    private long ceiling;

    Versions(SqliteEntryRepository repository) {
        this.repository = repository;
    }

    /** Begins above what was reserved before and above the Unix time in microseconds. */
    void begin(long lastCeiling, TimeSource time) {
        repository.skipTo(Math.max(lastCeiling, time.unixMillis() * 1_000));
        repository.confirmAll();
    }

    /** The ceiling that the next transaction has to write; 0: the one that is there will do. */
    long due() {
        long last = repository.lastChange();
        return last + RESERVED / 2 > ceiling ? last + RESERVED : 0;
    }

    void reserved(long newCeiling) {
        ceiling = Math.max(ceiling, newCeiling);
    }

    /** What was reserved may not be on disk. */
    void forget() {
        ceiling = 0;
    }
}
