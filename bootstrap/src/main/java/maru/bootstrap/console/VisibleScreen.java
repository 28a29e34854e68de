package maru.bootstrap.console;

import java.io.IOException;
import maru.bootstrap.logging.VisibleText;
import org.jspecify.annotations.Nullable;

/** Shows what clients sent as what it is. */
record VisibleScreen(Screen screen) implements Screen {
    @Override
    public void accept(String line) {
        screen.accept(VisibleText.of(line));
    }

    @Override
    public @Nullable String secret(String question) throws IOException {
        return screen.secret(VisibleText.of(question));
    }

    @Override
    public @Nullable String confirm(String question) throws IOException {
        return screen.confirm(VisibleText.of(question));
    }
}
