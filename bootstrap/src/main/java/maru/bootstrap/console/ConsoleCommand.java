package maru.bootstrap.console;

import java.io.IOException;
import java.util.List;

/**
 * A row of the console's table.
 *
 * @param name its first word
 * @param usage how it is typed
 * @param mostWords how many words may follow its name; {@link #TEXT}: it is given the rest of the line as it was typed
 * @param purpose what it does
 */
record ConsoleCommand(String name, String usage, int mostWords, String purpose, Action action) {
    static final int TEXT = -1;

    /** What is done. Blocks as long as it takes. */
    interface Action {
        /**
         * Does it.
         *
         * @param words behind the name; of a command that takes a text one, the rest of the line
         * @param screen what is told to it is shown visibly
         * @throws WrongCommandException if the words are none that it takes
         * @throws IOException with a sentence, if it could not be done
         */
        void run(List<String> words, Screen screen) throws WrongCommandException, IOException;
    }

    List<String> words(String rest) throws WrongCommandException {
        return mostWords == TEXT ? List.of(rest) : Words.of(rest);
    }

    void run(List<String> words, Screen screen) throws WrongCommandException, IOException {
        try {
            if (mostWords != TEXT && words.size() > mostWords) {
                throw new WrongCommandException("there are too many words");
            }
            action.run(words, screen);
        } catch (WrongCommandException e) {
            throw new WrongCommandException(e.getMessage() + "; it is typed so: " + usage);
        }
    }
}
