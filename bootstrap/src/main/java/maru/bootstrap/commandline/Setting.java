package maru.bootstrap.commandline;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Every option: what it takes, what holds where nothing is said, what it is for. */
enum Setting {
    HOST(
            "ADDRESS",
            "127.0.0.1",
            "where it listens; any address but a loopback one needs --require-login or --allow-guests, and"
                    + " --tls-cert or --insecure-plaintext"),
    PORT("PORT", "8080", "where it listens; 0: any free port"),
    TRANSPORT("KIND", "auto", "auto, epoll or nio; auto: epoll where there is one"),
    DB("FILE", "maru.db", "rdb: the SQLite file"),
    DURABILITY("WHAT", "power", "rdb: what an answered write survives: power (a power failure) or process (kill -9)"),
    HEARTBEAT("SECONDS", "30", "a silent client is asked after that time, and dead after twice as long"),
    MAX_FRAME("BYTES", "65536", "the longest frame that is read"),
    MAX_PENDING("BYTES", "1048576", "how much may wait for a client that does not read"),
    MAX_CLIENTS("N", "", "how many there may be at once; where nothing is said, the limit of open files less 128"),
    MAX_CLIENTS_PER_ADDRESS(
            "N",
            "",
            "how many of them from one address; where nothing is said, on a loopback address any number, else 64; 0: any"),
    MAX_CONNECTS_PER_ADDRESS(
            "N",
            "",
            "how many new ones a minute from one address; where nothing is said, on a loopback address any number, else"
                    + " 120; 0: any"),
    REQUEST_RATE(
            "N[/BURST]",
            "",
            "how many requests a second of one client, and how many at once (4 times as many); where nothing is said, on"
                    + " a loopback address any number, else 1000/4000; 0: any"),
    MESSAGE_RATE(
            "N[/BURST]",
            "",
            "the same for what one client says; where nothing is said, on a loopback address any number, else 5/20"),
    LOGIN_TIMEOUT("SECONDS", "10", "with --require-login: how long a client may take to log in; 0: any time"),
    MAX_LOGIN_FRAME("BYTES", "1024", "with --require-login: the longest frame before a login; 0: as after it"),
    MAX_STORE("BYTES", "", "how large the store may grow; where nothing is said, half of the heap"),
    MAX_WHISPERS_WAITING("N", "1000", "how many whispers may wait for a registered user who is away; 0: no such limit"),
    MAX_ROOMS_JOINED("N", "100", "how many rooms a connection may be in; 0: no such limit"),
    MAX_HOLDS("N", "100", "how many keys a connection may hold; 0: no such limit"),
    MAX_WATCHES("N", "100", "how many prefixes a connection may watch; 0: no such limit"),
    MAX_FOLLOWS("N", "100", "how many users a connection may follow; 0: no such limit"),
    MAX_KEYS_PER_OWNER("N", "1000", "how many keys ~NAME/... there may be of one user; 0: no such limit"),
    MAX_BYTES_PER_OWNER("BYTES", "1048576", "how much the keys ~NAME/... of one user may take; 0: no such limit"),
    MAX_ACCOUNTS("N", "1000000", "how many registered users there may be; 0: no such limit"),
    MAX_LOGINS("N", "5", "logins a minute with a wrong password to one account from one address; 0: no such limit"),
    MAX_FAILED_LOGINS("N", "20", "logins an hour with a wrong password from one address; 0: no such limit"),
    MAX_REGISTRATIONS(
            "N",
            "",
            "registrations an hour from one address; where nothing is said, 3, and on a loopback address no limit, as 0 is"),
    DRY_RUN_LIMITS(null, "false", "counts and logs what the limits of clients, addresses and users would refuse"),
    ROOM_HOLD(
            "MILLISECONDS",
            "1",
            "how long what is said in a busy room may be kept back, to be sent with what follows; 0: not at all"),
    MAX_ROOMS(
            "N",
            "",
            "how many rooms there may be at once; where nothing is said, 100000, with less than 1 GiB of heap fewer"),
    ROOM("NAME", "", "a room that always exists, as general does; may be given more than once"),
    HISTORY("N", "1000", "mem: how many messages a room keeps; rdb keeps them all"),
    LOG_LEVEL("LEVEL", "info", "error, warn, info, debug or trace"),
    LOG_FILE("FILE", "maru.log", "what the log is appended to"),
    REQUIRE_LOGIN(null, "false", "a client has to log in before it may do anything else"),
    ALLOW_GUESTS(null, "false", "says that anybody may come, and read and write every key"),
    INSECURE_PLAINTEXT(null, "false", "says that anybody on the way may listen, where there is no --tls-cert"),
    TLS_CERT("FILE", "", "the certificate for TLS and those behind it, in PEM; read again on SIGHUP"),
    TLS_KEY("FILE", "", "the certificate's key, in PEM and PKCS#8"),
    TLS_ONLY(null, "false", "closes clients without TLS; where nothing is said, one port serves both");

    private final @Nullable String label;
    private final String preset;
    private final String purpose;

    /** @param preset empty where it is the machine's */
    Setting(@Nullable String label, String preset, String purpose) {
        this.label = label;
        this.preset = preset;
        this.purpose = purpose;
    }

    /** As on the command line. */
    String option() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As in the environment. */
    String variable() {
        return "MARU_" + name();
    }

    /** What stands for the value in the help; null for a flag, which has none. */
    @Nullable String label() {
        return label;
    }

    /** The value where nothing is said. */
    String preset(Machine machine) {
        return switch (this) {
            case MAX_CLIENTS -> Integer.toString(machine.clients());
            case MAX_STORE -> Long.toString(machine.heapBytes() / 2);
            case MAX_ROOMS -> Integer.toString(machine.rooms());
            default -> preset;
        };
    }

    String purpose() {
        return purpose;
    }

    /** Whether it may be given more than once; in the environment, with commas between. */
    boolean isRepeatable() {
        return this == ROOM;
    }

    /** Why it has no meaning with that store; null where it has one. */
    @Nullable String refusal(StoreKind store) {
        return switch (this) {
            case DB, DURABILITY ->
                store == StoreKind.RDB ? null : option() + " goes with rdb: mem keeps nothing on disk";
            case HISTORY -> store == StoreKind.MEM ? null : option() + " goes with mem: rdb keeps every message";
            default -> null;
        };
    }
}
