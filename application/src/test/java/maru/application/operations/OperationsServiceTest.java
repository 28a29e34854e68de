package maru.application.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import maru.application.port.ClientInfo;
import maru.application.port.out.ClientDirectory;
import maru.application.port.out.StatisticsSource;
import maru.application.port.out.StoreBackup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OperationsServiceTest {
    private final ClientDirectory directory = () -> List.of(
            client(1, "-", "10.0.0.7:4711", "frames"),
            client(2, "Alice", "127.0.0.1:5000", "frames"),
            client(13, "bob", "10.0.0.7:4712", "?"));

    @ParameterizedTest
    @CsvSource({
        "'', 1 2 13",
        "alice, 2",
        "ALICE, 2",
        "10.0.0.7, 1 13",
        "frames, 1 2",
        "?, 13",
        "13, 13",
        "nobody, ''",
        "4711, 1"
    })
    void findsClientsByNameAddressDialectAndId(String filter, String ids) {
        List<String> found = service(List.of()).clients(filter).stream()
                .map(client -> Long.toString(client.id()))
                .toList();
        assertEquals(ids, String.join(" ", found));
    }

    @Test
    void showsTheFiguresOfAllSourcesInTheOrderOfTheirNames() {
        StatisticsSource store = () -> Map.of("store.keys", 3L, "store.bytes", 100L);
        StatisticsSource socket = () -> Map.of("requests", 7L);
        assertEquals(
                "{requests=7, store.bytes=100, store.keys=3}",
                service(List.of(store, socket)).statistics().toString());
    }

    @Test
    void leavesTheBackupToTheStore() throws IOException {
        assertEquals(9, service(List.of()).backup(Path.of("123456789")));
    }

    @Test
    void passesOnWhyABackupFailed() throws IOException {
        StoreBackup failing = mock();
        IOException why = new IOException("no room");
        when(failing.backup(any())).thenThrow(why);
        OperationsService service = new OperationsService(directory, List.of(), failing);
        assertSame(why, assertThrows(IOException.class, () -> service.backup(Path.of("copy"))));
    }

    private OperationsService service(List<StatisticsSource> sources) {
        return new OperationsService(directory, sources, file -> file.toString().length());
    }

    private static ClientInfo client(long id, String name, String address, String dialect) {
        return new ClientInfo(id, name, address, dialect, 0, 0, 0, 0, 0);
    }
}
