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
        NUMBER,
        /** The name of a room, in UTF-8. */
        ROOM,
        /** The name of a user, in UTF-8. */
        USER,
        /** What somebody says, in UTF-8. */
        TEXT,
        /** 1 to 64 bytes, by which a message is known again. */
        ONCE,
        /** Any bytes, that are never shown: a password, a token. */
        SECRET
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

    static Field room(String name) {
        return new Field(name, Kind.ROOM);
    }

    static Field user(String name) {
        return new Field(name, Kind.USER);
    }

    static Field text(String name) {
        return new Field(name, Kind.TEXT);
    }

    static Field once(String name) {
        return new Field(name, Kind.ONCE);
    }

    static Field secret(String name) {
        return new Field(name, Kind.SECRET);
    }
}
