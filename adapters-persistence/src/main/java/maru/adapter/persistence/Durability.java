package maru.adapter.persistence;

/** What a confirmed write survives. */
public enum Durability {
    /** A power cut: each commit is synced to the disk. */
    POWER,
    /** The end of the process, however it came; after a power cut the newest writes may be gone. */
    PROCESS
}
