package maru.bootstrap.console;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where a command's answer goes, a line each, and where a password comes from. */
@FunctionalInterface
public interface Screen extends Consumer<String> {
    /**
     * Asks for a line that is in no history and no log. Blocks.
     *
     * @return null where none came
     */
    default @Nullable String secret(String question) throws IOException {
        return null;
    }

    /**
     * Asks for a line that is in no history. Blocks.
     *
     * @return null where none came
     */
    default @Nullable String confirm(String question) throws IOException {
        return null;
    }
}
