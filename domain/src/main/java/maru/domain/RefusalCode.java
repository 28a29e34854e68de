package maru.domain;

/**
 * Why a request was turned down: the codes of the protocol's table of errors. A program reads the code, a person the
 * sentence that goes with it ({@link Refusal#detail()}).
 */
public enum RefusalCode {
    BAD_FRAME("bad-frame"),
    BAD_ARGUMENTS("bad-arguments"),
    TOO_LONG("too-long"),
    UNKNOWN_COMMAND("unknown-command"),
    LOGIN_REQUIRED("login-required"),
    ALREADY_LOGGED_IN("already-logged-in"),
    NAME_TAKEN("name-taken"),
    BAD_NAME("bad-name"),
    BAD_CREDENTIALS("bad-credentials"),
    FORBIDDEN("forbidden"),
    NO_SUCH_ROOM("no-such-room"),
    NOT_A_MEMBER("not-a-member"),
    NO_SUCH_USER("no-such-user"),
    /** The detail is the version found, alone; after {@code add} a sentence. */
    CONFLICT("conflict"),
    /** The detail is the oldest id that is still kept, alone. */
    GAP("gap"),
    LIMIT("limit"),
    /** Too fast; the request was not done. */
    RATE_LIMITED("rate-limited"),
    /** The server can't take more now; the request was not done. */
    BUSY("busy"),
    /** The store had no room or refused: nothing was changed. */
    STORAGE_FAILED("storage-failed"),
    /** The store did not confirm: done or not, the client has to ask. */
    UNCERTAIN("uncertain"),
    SHUTTING_DOWN("shutting-down"),
    /** A fault of the server's own; the operator's log has it. */
    INTERNAL("internal");

    private final String word;

    RefusalCode(String word) {
        this.word = word;
    }

    /** The code as clients see it; it never changes once it was released. */
    public String word() {
        return word;
    }
}
