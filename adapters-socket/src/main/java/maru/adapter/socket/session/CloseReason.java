package maru.adapter.socket.session;

/** Why the server ends a connection: what {@code bye<reason,retry,detail>} says. */
public enum CloseReason {
    QUIT("quit", -1, "goodbye"),
    PROTOCOL("protocol", 1_000, "a frame that has begun ends within 30 seconds"),
    TIMEOUT("timeout", 0, "nothing was heard from you, not even a pong<>"),
    SLOW("slow", 1_000, "too much waits for you to read it"),
    FULL("full", 5_000, "as many clients are here as the server takes"),
    KICKED("kicked", -1, "an operator has ended this connection"),
    BANNED("banned", -1, "an operator does not want you here"),
    FLOOD("flood", 10_000, "too many requests came too fast"),
    REPLACED("replaced", -1, "this user is here with another connection now"),
    SHUTTING_DOWN("shutting-down", 2_000, "the server is stopping"),
    INTERNAL("internal", 1_000, "a fault of the server; its operator can read about it in the log");

    private final String word;
    private final int retryMillis;
    private final String detail;

    CloseReason(String word, int retryMillis, String detail) {
        this.word = word;
        this.retryMillis = retryMillis;
        this.detail = detail;
    }

    /** The reason as clients see it. */
    public String word() {
        return word;
    }

    /** How long a client should wait before it connects again, in milliseconds; -1: it should not. */
    public int retryMillis() {
        return retryMillis;
    }

    /** For people. */
    public String detail() {
        return detail;
    }
}
