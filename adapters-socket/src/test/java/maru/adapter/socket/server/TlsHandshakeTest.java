package maru.adapter.socket.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import maru.adapter.socket.testing.TestIdentity;
import maru.adapter.socket.tls.Engines;
import maru.adapter.socket.tls.Tls;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TlsHandshakeTest {
    private static final String BEGINNING = "\u0016\u0003\u0001\u0002\u0000\u0001";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Engines.class)
    void hasTenSecondsFromTheFirstByteForAHandshake(Engines engine) throws Exception {
        try (EmbeddedServer server = new EmbeddedServer();
                Tls tls = engine.load(folder, TestIdentity.FIRST, false)) {
            server.offer(tls);
            EmbeddedClient client = server.connect();
            server.pass(30_000);
            client.send(BEGINNING.substring(0, 1));
            server.pass(5_000);
            client.send(BEGINNING.substring(1));
            server.pass(4_500);
            assertFalse(client.isClosed());
            server.pass(750);
            assertTrue(client.isClosed());
        }
    }

    @ParameterizedTest
    @EnumSource(Engines.class)
    void isDoneSixtySecondsAfterTheConnectionAtTheLatest(Engines engine) throws Exception {
        try (EmbeddedServer server = new EmbeddedServer();
                Tls tls = engine.load(folder, TestIdentity.FIRST, false)) {
            server.offer(tls);
            EmbeddedClient client = server.connect();
            server.pass(58_000);
            client.send(BEGINNING);
            server.pass(1_500);
            assertFalse(client.isClosed());
            server.pass(750);
            assertTrue(client.isClosed());
        }
    }
}
