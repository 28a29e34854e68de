package maru.bootstrap.commandline;

/** Where entries are kept: the first word of the command line. */
public enum StoreKind {
    /** In memory only. */
    MEM,
    /** In memory, and in one SQLite file. */
    RDB
}
