package maru.application.limits;

import java.util.Locale;

/** What clients may do only so much of. A constant is the name of its figure in the statistics, too. */
public enum Limit {
    /** Connections of one address at a time. */
    CLIENTS_PER_ADDRESS,
    /** New connections of one address in a minute. */
    CONNECTS_PER_ADDRESS,
    /** Requests of one connection in a second. */
    REQUESTS,
    /** Messages and whispers of one connection in a second. */
    MESSAGES,
    /** Seconds until a client is logged in, where it has to be. */
    LOGIN_TIMEOUT,
    /** Bytes of one frame of a client that is to log in first. */
    LOGIN_FRAME,
    /** Whispers that wait for a registered user who is away. */
    WHISPERS_WAITING,
    /** Rooms that a connection is in, {@code general} included. */
    ROOMS_JOINED,
    /** Keys that a connection holds. */
    HOLDS,
    /** Prefixes that a connection watches. */
    WATCHES,
    /** Users that a connection follows. */
    FOLLOWS,
    /** Keys that begin with {@code ~name/}, of each name. */
    KEYS_PER_OWNER,
    /** What the keys of a name take, with their values, as the store reckons its bytes. */
    BYTES_PER_OWNER,
    /** Registered users. */
    ACCOUNTS,
    /** Rooms there are at once, in all. It protects the memory: a dry run does not lift it. */
    ROOMS,
    /** What all keys take, with their values. It protects the memory: a dry run does not lift it. */
    STORE,
    /** Logins with a wrong password to one account from one address. */
    LOGINS,
    /** Passwords that were wrong, from one address, whatever the account. */
    FAILED_LOGINS,
    /** Accounts made from one address. */
    REGISTRATIONS;

    /** As operators read it, for example {@code whispers-waiting}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
