package maru.adapter.socket.controller;

/**
 * A field of a command.
 *
 * @param name as usage shows it
 * @param kind what it may hold
 */
record Field(String name, Kind kind) {
    enum Kind {
        /** 1 to 512 bytes. */
        KEY,
        /** 0 to 512 bytes. */
        PREFIX,
        /** Any bytes. */
        VALUE,
        /** A decimal 64-bit integer. */
        NUMBER
    }

    static Field key(String name) {
        return new Field(name, Kind.KEY);
    }

    static Field prefix(String name) {
        return new Field(name, Kind.PREFIX);
    }

    static Field value(String name) {
        return new Field(name, Kind.VALUE);
    }

    static Field number(String name) {
        return new Field(name, Kind.NUMBER);
    }
}
