package maru.bootstrap.console;

import java.util.ArrayList;
import java.util.List;

/** A line's words: between blanks, or between quotes of either kind, for a file name with blanks in it. */
final class Words {
    private static final char NONE = 0;

    private Words() {}

    /**
     * Splits a line.
     *
     * @throws WrongCommandException if a quote is not closed
     */
    static List<String> of(String line) throws WrongCommandException {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = NONE;
        for (int at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            if (quote != NONE && c == quote) {
                quote = NONE;
            } else if (quote == NONE && (c == '"' || c == '\'')) {
                quote = c;
                inWord = true;
            } else if (quote == NONE && Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                }
                word.setLength(0);
                inWord = false;
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (quote != NONE) {
            throw new WrongCommandException("a quote " + quote + " is not closed");
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
