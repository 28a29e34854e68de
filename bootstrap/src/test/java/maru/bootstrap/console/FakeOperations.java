package maru.bootstrap.console;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import maru.application.port.ClientInfo;
import maru.application.port.in.OperationsUseCase;

/** Two clients, two figures, and a backup that fails where it is told to. */
final class FakeOperations implements OperationsUseCase {
    static final ClientInfo ALICE = new ClientInfo(1, "alice", "127.0.0.1:50000", "frames", 5_000, 1_000, 1, 2, 0);
    static final ClientInfo BOB = new ClientInfo(2, "bob", "127.0.0.1:50001", "?", 4_000, 0, 0, 0, 9);

    final List<Path> backups = new ArrayList<>();
    Exception failure;

    @Override
    public List<ClientInfo> clients(String filter) {
        return List.of(ALICE, BOB).stream()
                .filter(client -> client.name().contains(filter))
                .toList();
    }

    @Override
    public SortedMap<String, Long> statistics() {
        return new TreeMap<>(Map.of("store.keys", 3L, "clients.connected", 2L));
    }

    @Override
    public long backup(Path file) throws IOException {
        if (failure instanceof IOException expected) {
            throw expected;
        }
        if (failure instanceof RuntimeException unexpected) {
            throw unexpected;
        }
        backups.add(file);
        return 4_096;
    }
}
