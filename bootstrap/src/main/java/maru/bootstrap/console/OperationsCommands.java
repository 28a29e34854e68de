package maru.bootstrap.console;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import maru.application.port.ClientInfo;
import maru.application.port.in.OperationsUseCase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the application shows and does. */
final class OperationsCommands {
    private static final Logger LOG = LoggerFactory.getLogger(OperationsCommands.class);

    private final OperationsUseCase operations;

    OperationsCommands(OperationsUseCase operations) {
        this.operations = operations;
    }

    List<ConsoleCommand> rows() {
        return List.of(
                new ConsoleCommand(
                        "clients",
                        "clients [FILTER]",
                        Integer.MAX_VALUE,
                        "who is connected, all or those whose row contains the filter",
                        this::clients),
                new ConsoleCommand("stats", "stats", 0, "the server's figures", this::statistics),
                new ConsoleCommand("backup", "backup FILE", 1, "copies the whole store to a new file", this::backup));
    }

    private void clients(List<String> words, Consumer<String> output) {
        List<ClientInfo> clients = operations.clients(String.join(" ", words));
        output.accept(clients.size() == 1 ? "1 client" : clients.size() + " clients");
        if (!clients.isEmpty()) {
            ClientTable.of(clients).forEach(output);
        }
    }

    private void statistics(List<String> words, Consumer<String> output) {
        operations.statistics().forEach((name, value) -> output.accept(name + " " + value));
    }

    private void backup(List<String> words, Consumer<String> output) throws WrongCommandException, IOException {
        if (words.isEmpty()) {
            throw new WrongCommandException("the name of the file is missing");
        }
        Path file = path(words.get(0));
        LOG.info("operator_backup file={}", file);
        long bytes = operations.backup(file);
        LOG.info("operator_backup_done file={} bytes={}", file, bytes);
        output.accept(bytes + " bytes are in " + file);
    }

    private static Path path(String name) throws WrongCommandException {
        try {
            return Path.of(name).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new WrongCommandException("'" + name + "' can't be the name of a file");
        }
    }
}
