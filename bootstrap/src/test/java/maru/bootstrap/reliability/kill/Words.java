package maru.bootstrap.reliability.kill;

import maru.bootstrap.testing.Frame;

/** What one user says at one time, as a number that is never 0, and as a text that nobody else says. */
final class Words {
    private static final String PADDING = "yes ".repeat(25);

    private Words() {}

    static long of(int user, int number) {
        return (long) (user + 1) << Integer.SIZE | number;
    }

    static int user(long words) {
        return (int) (words >>> Integer.SIZE) - 1;
    }

    static int number(long words) {
        return (int) words;
    }

    static String sayer(int user) {
        return "sayer" + user;
    }

    /** 20 to 110 bytes. */
    static String text(long words) {
        return "m" + words + " " + PADDING.substring(number(words) * 7 % 90) + ".";
    }

    /** Of a {@code message}, which must have been said in just these words by that user. */
    static long of(Frame message) {
        String text = message.text(4);
        long words = Long.parseLong(text.substring(1, text.indexOf(' ')));
        if (!text.equals(text(words)) || !message.text(3).equals(sayer(user(words)))) {
            throw new AssertionError(message + " was never said");
        }
        return words;
    }
}
