package maru.bootstrap.commandline;

/** Something that was typed, or stands in the environment, is wrong; the message is one sentence that says what. */
public final class WrongCommandLineException extends Exception {
    private static final long serialVersionUID = 1L;

    WrongCommandLineException(String sentence) {
        super(sentence);
    }
}
