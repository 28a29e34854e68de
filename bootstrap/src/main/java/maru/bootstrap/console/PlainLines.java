package maru.bootstrap.console;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The console where there is no terminal: lines as they come, from a file or another program. */
final class PlainLines implements Screen {
    private static final Logger LOG = LoggerFactory.getLogger(PlainLines.class);

    private final Console console;
    private final ConsoleInput input;
    private final Consumer<String> output;

    PlainLines(Console console, ConsoleInput input, Consumer<String> output) {
        this.console = console;
        this.input = input;
        this.output = output;
    }

    /** Returns at the end of the input. */
    void run() {
        try {
            String line = input.line();
            while (line != null) {
                console.run(line, this);
                line = input.line();
            }
            LOG.debug("console_ended");
        } catch (IOException e) {
            LOG.info("console_ended why={}", e.toString());
        }
    }

    @Override
    public void accept(String line) {
        output.accept(line);
    }

    @Override
    public @Nullable String secret(String question) throws IOException {
        return confirm(question);
    }

    @Override
    public @Nullable String confirm(String question) throws IOException {
        output.accept(question.strip());
        return input.line();
    }
}
