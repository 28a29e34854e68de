package maru.bootstrap.console;

/**
 * The first word of a text, and what stands behind it.
 *
 * @param word empty where there is nothing but blanks
 * @param rest as it was typed, without the blanks before it
 */
record Head(String word, String rest) {
    static Head of(String text) {
        String typed = text.stripLeading();
        int end = 0;
        while (end < typed.length() && !Character.isWhitespace(typed.charAt(end))) {
            end++;
        }
        return new Head(typed.substring(0, end), typed.substring(end).stripLeading());
    }
}
