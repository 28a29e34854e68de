package maru.bootstrap.security.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import maru.adapter.socket.testing.TlsSockets;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerProcess;
import maru.bootstrap.testing.Statistics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** First bytes of other protocols, with requests behind them: closed without a byte, and nothing of it is done. */
@TestInstance(Lifecycle.PER_CLASS)
class ForeignProtocolsServerTest {
    private static final String FRAMES = "put<hacked,1>login<eve>say<general,hacked>\r\nput<hacked,1>\n";

    /** The first line of each is of the protocol's table. */
    private static final List<String> FIRST_LINES = List.of(
            "POST / HTTP/1.0\r\n",
            "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\nContent-Length: 60\r\n\r\n",
            "POST / HTTP/2.0\r\n",
            "PUT /put<hacked,1> HTTP/1.1\r\n",
            "post / HTTP/1.1\n",
            "OPTIONS * HTTP/1.1\r\n",
            "CONNECT example.com:443 HTTP/1.1\r\n\r\n",
            "DELETE /" + "a".repeat(900) + " HTTP/1.1\r\n",
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /put<hacked,1>",
            "HEAD / HTTP/1.1\r\n",
            "EHLO mail.example\r\n",
            "HELO mail.example\r\n",
            "*1\r\n$4\r\nPING\r\n",
            "*3\r\n$3\r\nSET\r\n$6\r\nhacked\r\n$1\r\n1\r\n",
            "CAP LS 302\r\nNICK eve\r\nUSER eve 0 * :eve\r\n",
            "NICK eve\r\n",
            "USER eve 0 * :eve\r\n",
            "PASS secret\r\n",
            "SSH-2.0-OpenSSH_9.2\r\n");

    private static final List<String> BLANKS = List.of("", " ", "\t", "\r", " \t\r ");

    /** What TLS and its ancestors begin with. */
    private static final List<String> HELLOS = List.of(
            "\u0016\u0003\u0001\u0000\u00a5\u0001\u0000\u0000\u00a1\u0003\u0003",
            "\u0016",
            "\u0080.\u0001\u0000\u0002\u0000\u0015\u0000\u0000\u0000\u0010",
            "\u0080<\u0001\u0003\u0001<put<a,1>");

    private ServerProcess server;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        server = ServerProcess.start(folder, "mem");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void closesWhatIsNotForItAndDoesNothingOfIt() throws Exception {
        List<String> openings = new ArrayList<>();
        for (String blanks : BLANKS) {
            FIRST_LINES.forEach(line -> openings.add(blanks + line + FRAMES));
        }
        HELLOS.forEach(hello -> openings.add(hello + FRAMES));
        openings.add("A".repeat(2_000) + FRAMES); // 1,024 bytes of nothing known
        Statistics before = Statistics.of(server);
        for (String opening : openings) {
            for (int piece : new int[] {opening.length(), 1, 7}) {
                assertEquals(0, answered(opening, piece), () -> piece + " bytes at a time: " + opening);
            }
        }
        System.out.printf("foreign: %d connections, no byte answered%n", openings.size() * 3);
        Statistics statistics = Statistics.of(server);
        assertEquals(before.figure("requests"), statistics.figure("requests"));
        assertEquals(openings.size() * 3L, statistics.figure("clients.ever") - before.figure("clients.ever"));
        try (FrameClient client = server.connect()) {
            assertEquals("none<>", client.ask("get<hacked>"));
            assertEquals("none<>", client.ask("get<a>"));
            client.ask("login<adam>");
            assertEquals("error<no-such-user", client.ask("whois<eve>").split(",", -1)[0]);
        }
    }

    @Test
    void closesAClientOfTlsWhereThereIsNoCertificate() throws Exception {
        try (TlsSockets.RecordSocket socket = TlsSockets.recording(server.port())) {
            assertThrows(IOException.class, () -> TlsSockets.within(socket));
            assertEquals(-1, socket.lastRecordType(), "a byte came");
        }
    }

    /** The table is of these words as they are spelled there; anything else is a person's name. */
    @Test
    void takesAnyOtherLineForAPersons() throws Exception {
        for (String line : List.of("ehlo mail.example\r\n", "PING\r\n", "Nick\r\n", "GETTING\n", "ssh-2.0\n")) {
            try (Socket client = TlsSockets.plain(server.port())) {
                client.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
                assertTrue(client.getInputStream().read() > 0, line);
            }
        }
    }

    /** How many bytes come before the server closes. */
    private int answered(String opening, int piece) throws IOException {
        byte[] bytes = opening.getBytes(StandardCharsets.ISO_8859_1);
        int count = 0;
        try (Socket client = TlsSockets.plain(server.port())) {
            InputStream in = client.getInputStream();
            try {
                for (int at = 0; at < bytes.length; at += piece) {
                    client.getOutputStream().write(bytes, at, Math.min(piece, bytes.length - at));
                    count += in.available();
                }
                count += in.readAllBytes().length;
            } catch (SocketException e) {
                assertTrue(e.getMessage().matches("(?i).*(reset|pipe|abort).*"), e.getMessage());
            }
        }
        return count;
    }
}
