package maru.bootstrap.security.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import maru.bootstrap.testing.Frame;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that stops while it waits for the disk: what was asked before is answered, then comes {@code bye}; what is
 * asked in between, whatever it is, has no answer and is not done.
 */
class DrainingServerTest {
    private static final String BYE = "ok<>bye<shutting-down,2000,the server is stopping>";

    private final List<FrameClient> clients = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void whatComesWhileTheServerDrainsIsNeitherDoneNorAnswered() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "rdb", "--db", "maru.db");
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("maru.db"));
                Statement lock = other.createStatement()) {
            List<Row> rows = Row.all();
            for (int at = 0; at < rows.size(); at++) {
                clients.add(in(State.NO_LOGIN, server));
                clients.add(in(State.IN_ROOM, server));
            }
            lock.execute("BEGIN IMMEDIATE");
            for (int at = 0; at < clients.size(); at++) {
                clients.get(at).send("put<before-" + at + ",1>");
            }
            awaitDraining(server);
            for (int at = 0; at < clients.size(); at++) {
                clients.get(at).send(rows.get(at / 2).request("new-" + at, at));
            }
            lock.execute("COMMIT");
            List<String> received = new ArrayList<>();
            for (FrameClient client : clients) {
                received.add(withoutComings(rest(client)));
            }
            assertEquals(0, server.awaitExit());
            assumeTrue(
                    Files.readString(folder.resolve("maru.log")).contains("every_client_read_bye=true"),
                    "this machine took longer than the 2 seconds that a server drains");
            for (int at = 0; at < clients.size(); at++) {
                assertEquals(BYE, received.get(at), rows.get(at / 2).request());
            }
        }
        try (ServerProcess server = ServerProcess.start(folder, "rdb", "--db", "maru.db");
                FrameClient client = server.connect()) {
            assertNothingWasDone(client);
        }
    }

    private static String rest(FrameClient client) throws IOException {
        try (client) { // who has read the bye and stays is waited for
            return client.rest();
        } catch (SocketException e) {
            return e.toString(); // it was not given the time to read
        }
    }

    /** Others came before, and may be told that some are gone. */
    private static String withoutComings(String frames) {
        return frames.replaceAll("(entered|exited)<[^>]*>", "");
    }

    private FrameClient in(State state, ServerProcess server) throws Exception {
        FrameClient client = server.connect();
        if (state == State.IN_ROOM) {
            client.send("login<in-" + clients.size() + ">join<dev>");
            assertEquals("dev", Frame.await(client, "joined").text(0));
        }
        return client;
    }

    /** The last to come are the last that are told, on each event loop: they have nothing to wait for. */
    private static void awaitDraining(ServerProcess server) throws Exception {
        List<FrameClient> last = new ArrayList<>();
        for (int left = 2 * Runtime.getRuntime().availableProcessors(); left > 0; left--) {
            FrameClient client = server.connect();
            last.add(client);
            assertEquals("pong<>", client.ask("ping<>"));
        }
        server.type("stop");
        for (FrameClient client : last) {
            assertEquals("bye", Frame.of(client.frame()).name());
            client.close();
        }
    }

    private void assertNothingWasDone(FrameClient client) throws Exception {
        client.send("keys<,1000>");
        assertEquals(clients.size(), Frame.await(client, "keys").number(0));
        for (int left = clients.size(); left > 0; left--) {
            assertTrue(Frame.await(client, "key").text(0).startsWith("before-"));
        }
        client.send("login<after>join<dev>");
        Frame joined = Frame.await(client, "joined");
        assertEquals("0", joined.text(3), "nothing was said");
        for (int at = 0; at < clients.size(); at++) {
            assertEquals(
                    "error<no-such-user", client.ask("whois<new-" + at + ">").replaceFirst(",.*", ""));
        }
    }
}
