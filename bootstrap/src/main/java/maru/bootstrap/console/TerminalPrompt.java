package maru.bootstrap.console;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines typed on a terminal, with a history in memory and completion. What is shown meanwhile scrolls by above the line
 * that is being typed. {@link #run}, {@link #secret} and {@link #confirm} belong to the thread {@code console}.
 */
final class TerminalPrompt implements Screen {
    static final String PROMPT = "maru> ";

    private static final Logger LOG = LoggerFactory.getLogger(TerminalPrompt.class);
    private static final char SHOW_NOTHING = 0;
    private static final String INTERRUPT = "interrupt";

    /** An operator who typed the password behind the command has shown it once: not again at the next arrow key. */
    private static final String NOT_REMEMBERED = "*account*password *";

    private final Terminal terminal;
    private final LineReader reader;
    private final Console console;
    private final AtomicBoolean closed = new AtomicBoolean();

    TerminalPrompt(Terminal terminal, Console console) {
        this.terminal = terminal;
        this.console = console;
        reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(new DefaultParser().escapeChars(null).quoteChars(new char[0]))
                .completer((source, line, candidates) -> complete(line, candidates))
                .variable(LineReader.HISTORY_IGNORE, NOT_REMEMBERED)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.BRACKETED_PASTE, false)
                .build();
        reader.getWidgets().put(INTERRUPT, this::interrupt);
        KeyMap<Binding> keys = Objects.requireNonNull(reader.getKeyMaps().get(LineReader.MAIN));
        keys.bind(new Reference(INTERRUPT), KeyMap.ctrl('C'));
    }

    /** Returns when there are no more lines. */
    void run() {
        try {
            while (true) {
                turn();
            }
        } catch (EndOfFileException e) {
            ended();
        } catch (RuntimeException | Error e) {
            if (!closed.get()) {
                LOG.warn("console_ended", e);
            }
        }
    }

    private void ended() {
        if (!closed.get()) {
            accept("the console ends, and the server goes on: Ctrl-C stops it");
            LOG.info("console_ended");
        }
    }

    private void turn() {
        try {
            console.run(reader.readLine(PROMPT), this);
        } catch (UserInterruptException e) {
            if (e.getPartialLine().isEmpty()) {
                console.run("stop", this);
            }
        }
    }

    /** Ends the line that is being typed. */
    private boolean interrupt() {
        throw new UserInterruptException(reader.getBuffer().toString());
    }

    private void complete(ParsedLine line, List<Candidate> candidates) {
        try {
            List<String> before = line.words().subList(0, line.wordIndex());
            console.completions().after(before).forEach(word -> candidates.add(new Candidate(word)));
        } catch (RuntimeException e) {
            LOG.warn("completion_failed", e);
        }
    }

    /** From any thread. Blocks where the terminal is stuck. */
    @Override
    public void accept(String line) {
        reader.printAbove(line);
    }

    /** Twice, since nobody sees what is typed. */
    @Override
    public @Nullable String secret(String question) {
        reader.setVariable(LineReader.DISABLE_COMPLETION, true);
        try {
            String typed = reader.readLine(question, SHOW_NOTHING);
            if (typed.equals(reader.readLine("once more: ", SHOW_NOTHING))) {
                return typed;
            }
            accept("! the two were not the same");
            return null;
        } catch (UserInterruptException | EndOfFileException e) {
            return null;
        } finally {
            reader.setVariable(LineReader.DISABLE_COMPLETION, false);
        }
    }

    @Override
    public @Nullable String confirm(String question) {
        reader.setVariable(LineReader.DISABLE_COMPLETION, true);
        reader.setVariable(LineReader.DISABLE_HISTORY, true);
        try {
            return reader.readLine(question);
        } catch (UserInterruptException | EndOfFileException e) {
            return null;
        } finally {
            reader.setVariable(LineReader.DISABLE_COMPLETION, false);
            reader.setVariable(LineReader.DISABLE_HISTORY, false);
        }
    }

    /** The terminal is as it was before. From any thread; blocks where the terminal is stuck. */
    void close() throws IOException {
        if (closed.getAndSet(true)) {
            return;
        }
        if (reader.isReading()) {
            terminal.writer().println();
        }
        terminal.puts(Capability.keypad_local);
        terminal.flush();
        terminal.close();
    }
}
