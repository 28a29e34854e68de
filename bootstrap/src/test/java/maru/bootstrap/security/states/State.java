package maru.bootstrap.security.states;

/** What a connection can be when it asks, in the order of the table's columns. */
enum State {
    NO_LOGIN,
    /** In {@code general} alone, like the next one. */
    GUEST,
    REGISTERED,
    /** A guest who is in {@code dev}. */
    IN_ROOM,
    /** A guest who has left it. */
    NOT_IN_ROOM
}
