package maru.bootstrap.console;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import maru.application.port.in.ModerationUseCase;
import maru.application.port.in.NoticeUseCase;
import maru.application.port.in.OperationsUseCase;
import maru.bootstrap.logging.MaruLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what a line says, and answers. One thread at a time. */
public final class Console {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    private final List<ConsoleCommand> commands = new ArrayList<>();
    private final Completions completions;
    private final Runnable stop;

    /**
     * Does nothing yet.
     *
     * @param clock its time zone is the operator's
     * @param stop begins to stop the server, and need not return
     */
    public Console(
            OperationsUseCase operations,
            ModerationUseCase moderation,
            NoticeUseCase notices,
            MaruLog log,
            Clock clock,
            Runnable stop) {
        this.stop = stop;
        commands.add(new ConsoleCommand("help", "help", 0, "shows this", this::help));
        commands.addAll(new OperationsCommands(operations).rows());
        commands.addAll(new ModerationCommands(moderation).rows());
        commands.addAll(new SanctionCommands(moderation, clock).rows());
        commands.addAll(new NoticeCommands(notices, clock).rows());
        commands.addAll(new LogCommands(log).rows());
        commands.add(new ConsoleCommand("stop", "stop", 0, "says bye to every client and ends the server", this::stop));
        completions = new Completions(
                commands.stream().map(ConsoleCommand::name).toList(), moderation, notices, log.levels());
    }

    /** Never throws but what is fatal for the process. An empty line does nothing. */
    public void run(String line, Screen screen) {
        Screen visibly = new VisibleScreen(screen);
        try {
            Head head = Head.of(line);
            if (!head.word().isEmpty()) {
                ConsoleCommand command = find(head.word());
                command.run(command.words(head.rest()), visibly);
            }
        } catch (WrongCommandException e) {
            visibly.accept("! " + e.getMessage());
        } catch (IOException e) {
            visibly.accept("! " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            LOG.warn("operator_command_failed by=console line={} why={}", line, e.toString());
        } catch (RuntimeException | StackOverflowError e) {
            visibly.accept("! that failed, and the log says more: " + e);
            LOG.error("operator_command_failed by=console line={}", line, e);
        }
    }

    Completions completions() {
        return completions;
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
        List<String[]> rows = new ArrayList<>();
        commands.forEach(command -> rows.add(new String[] {command.usage(), command.purpose()}));
        Table.lines(rows).forEach(output);
    }

    private void stop(List<String> words, Consumer<String> output) {
        LOG.info("operator_stop");
        output.accept("stopping");
        stop.run();
    }
}
