package maru.bootstrap.console;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * A row of the console's table.
 *
 * @param name its first word
 * @param usage how it is typed
 * @param mostWords how many words may follow its name
 * @param purpose what it does
 */
record ConsoleCommand(String name, String usage, int mostWords, String purpose, Action action) {
    /** What is done. Blocks as long as it takes. */
    interface Action {
        /**
         * Does it.
         *
         * @param words behind the name
         * @param output takes a line each; what is in it is shown visibly
         * @throws WrongCommandException if the words are none that it takes
         * @throws IOException with a sentence, if it could not be done
         */
        void run(List<String> words, Consumer<String> output) throws WrongCommandException, IOException;
    }
}
