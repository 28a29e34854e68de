package maru.adapter.socket.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SessionRegistryTest {
    private static final int CLIENTS = 2_500;

    private final EmbeddedServer server = new EmbeddedServer();
    private final SessionRegistry registry = server.registry();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void knowsWhoIsThere() {
        List<EmbeddedClient> clients = connectAll();
        assertEquals(CLIENTS, registry.size());
        clients.subList(0, 2_000).forEach(EmbeddedClient::vanish);
        assertEquals(500, registry.size());
        assertEquals(500, there().size());
        EmbeddedClient next = server.connect();
        assertEquals(CLIENTS + 1, next.id());
        assertTrue(there().contains(next.session()));
        assertEquals(CLIENTS + 1, registry.connected());
    }

    @Test
    void givesEachSessionOnceWhenItIsDue() {
        List<EmbeddedClient> clients = connectAll();
        List<Session> due = new ArrayList<>();
        registry.takeDue(1, due::add);
        assertEquals(List.of(), due);
        clients.get(7).session().arm(5);
        clients.get(7).session().arm(900);
        clients.get(2_400).session().arm(10);
        registry.takeDue(5, due::add);
        registry.takeDue(9, due::add);
        assertEquals(List.of(clients.get(7).session()), due);
        registry.takeDue(899, due::add);
        assertEquals(List.of(clients.get(7).session(), clients.get(2_400).session()), due);
    }

    @Test
    void waitsUntilAllAreGone() {
        assertTrue(registry.awaitEmpty(Duration.ZERO));
        EmbeddedClient client = server.connect();
        assertFalse(registry.awaitEmpty(Duration.ofMillis(5)));
        client.vanish();
        assertTrue(registry.awaitEmpty(Duration.ofSeconds(5)));
    }

    private List<EmbeddedClient> connectAll() {
        List<EmbeddedClient> clients = new ArrayList<>();
        for (int count = 0; count < CLIENTS; count++) {
            clients.add(server.connect());
        }
        return clients;
    }

    private List<Session> there() {
        List<Session> there = new ArrayList<>();
        registry.forEach(there::add);
        return there;
    }
}
