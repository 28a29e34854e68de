package maru.bootstrap.console;

/** A line that can't be done as it was typed. The message says what is wrong with it, in one line. */
final class WrongCommandException extends Exception {
    private static final long serialVersionUID = 1L;

    WrongCommandException(String message) {
        super(message);
    }
}
