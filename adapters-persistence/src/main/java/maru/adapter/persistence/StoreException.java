package maru.adapter.persistence;

/** A store that can't be opened. The message is one sentence for the operator, and names the file. */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
