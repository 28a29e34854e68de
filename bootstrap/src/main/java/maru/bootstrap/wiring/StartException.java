package maru.bootstrap.wiring;

/** The server can't start. The message is one sentence for the operator that says why. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartException(String sentence) {
        super(sentence);
    }

    public StartException(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
