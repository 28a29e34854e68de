package maru.bootstrap.console;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import maru.application.port.in.OperationsUseCase;
import maru.bootstrap.logging.MaruLog;
import maru.bootstrap.logging.VisibleText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what a line says, and answers. One thread at a time. */
public final class Console {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    private final List<ConsoleCommand> commands = new ArrayList<>();
    private final Runnable stop;

    /** @param stop begins to stop the server, and need not return */
    public Console(OperationsUseCase operations, MaruLog log, Runnable stop) {
        this.stop = stop;
        commands.add(new ConsoleCommand("help", "help", 0, "shows this", this::help));
        commands.addAll(new OperationsCommands(operations).rows());
        commands.addAll(new LogCommands(log).rows());
        commands.add(new ConsoleCommand("stop", "stop", 0, "says bye to every client and ends the server", this::stop));
    }

    /** Never throws but what is fatal for the process. An empty line does nothing. */
    public void run(String line, Consumer<String> output) {
        Consumer<String> visibly = text -> output.accept(VisibleText.of(text));
        try {
            List<String> words = Words.of(line);
            if (!words.isEmpty()) {
                run(find(words.get(0)), words.subList(1, words.size()), visibly);
            }
        } catch (WrongCommandException e) {
            visibly.accept("! " + e.getMessage());
        } catch (IOException e) {
            visibly.accept("! " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            LOG.warn("operator_command_failed line={} why={}", line, e.toString());
        } catch (RuntimeException | StackOverflowError e) {
            visibly.accept("! that failed, and the log says more: " + e);
            LOG.error("operator_command_failed line={}", line, e);
        }
    }

    private static void run(ConsoleCommand command, List<String> words, Consumer<String> output)
            throws WrongCommandException, IOException {
        try {
            if (words.size() > command.mostWords()) {
                throw new WrongCommandException("there are too many words");
            }
            command.action().run(words, output);
        } catch (WrongCommandException e) {
            throw new WrongCommandException(e.getMessage() + "; it is typed so: " + command.usage());
        }
    }

    private ConsoleCommand find(String word) throws WrongCommandException {
        for (ConsoleCommand command : commands) {
            if (command.name().equals(word.toLowerCase(Locale.ROOT))) {
                return command;
            }
        }
        throw new WrongCommandException("there is no command '" + word + "': help shows those there are");
    }

    private void help(List<String> words, Consumer<String> output) {
        int width = commands.stream()
                .mapToInt(command -> command.usage().length())
                .max()
                .orElse(0);
        commands.forEach(command -> output.accept(
                command.usage() + " ".repeat(width - command.usage().length() + 2) + command.purpose()));
    }

    private void stop(List<String> words, Consumer<String> output) {
        LOG.info("operator_stop");
        output.accept("stopping");
        stop.run();
    }
}
