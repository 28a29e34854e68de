package maru.adapter.socket.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLSocket;
import maru.adapter.socket.testing.TestIdentity;
import maru.adapter.socket.testing.TlsSockets;
import maru.adapter.socket.tls.Engines;
import maru.adapter.socket.tls.Tls;
import maru.adapter.socket.tls.TlsException;
import maru.application.port.ClientInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class TlsServerTest {
    private static final int ALERT = 21;

    private final InMemoryEntries entries = new InMemoryEntries();
    private final RecordingTalk talk = new RecordingTalk();
    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"BORING_SSL,TLSv1.3", "BORING_SSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2"})
    void servesFramesWithinTls(Engines engine, String protocol) throws Exception {
        SocketServer server = server(engine, false);
        SSLSocket client = open(TlsSockets.connect(start(server), protocol));
        assertEquals(protocol, client.getSession().getProtocol());
        send(client, "put<a,hello, world>get<a>get<b>");
        expect(client, "ok<>value<hello\\, world>none<>");
        assertEquals(1, server.statistics().get("tls.handshakes"));
        assertEquals(0, server.statistics().get("tls.failed"));
        assertEquals(List.of("frames+tls"), dialects(server));
    }

    @ParameterizedTest
    @EnumSource(Engines.class)
    void servesClientsWithoutTlsBesides(Engines engine) throws Exception {
        SocketServer server = server(engine, false);
        int port = start(server);
        SSLSocket secured = open(TlsSockets.connect(port));
        Socket plain = open(TlsSockets.plain(port));
        send(secured, "put<a,1>");
        expect(secured, "ok<>");
        send(plain, "get<a>");
        expect(plain, "value<1>");
        assertEquals(List.of("frames+tls", "frames"), dialects(server));
    }

    @ParameterizedTest
    @EnumSource(Engines.class)
    void closesClientsWithoutTlsWhereOnlyThatIsTaken(Engines engine) throws Exception {
        int port = start(server(engine, true));
        for (String first : List.of("put<a,1>", "\n", "alice\n", "GET / HTTP/1.1\r\n\r\n", "\u0015\u0003\u0001")) {
            Socket plain = open(TlsSockets.plain(port));
            send(plain, first);
            assertEquals("", rest(plain), first);
        }
        assertEquals(List.of(), entries.calls());
        SSLSocket secured = open(TlsSockets.connect(port));
        send(secured, "ping<>");
        expect(secured, "pong<>");
    }

    @ParameterizedTest
    @EnumSource(Engines.class)
    void choosesTheDialectWithinTlsByTheSameTable(Engines engine) throws Exception {
        SocketServer server = server(engine, false);
        int port = start(server);
        for (String foreign : List.of(
                "POST / HTTP/1.1\r\nput<a,1>",
                "GET / HTTP/1.1\r\n",
                "EHLO x\r\n",
                "*1\r\n$4\r\nPING\r\n",
                "\u0016\u0003\u0001\u0000\u0005hello")) {
            SSLSocket client = open(TlsSockets.connect(port));
            send(client, foreign);
            assertEquals("", rest(client), foreign);
        }
        assertEquals(List.of(), entries.calls());
        SSLSocket person = open(TlsSockets.connect(port));
        send(person, "\n");
        expect(person, "type your name and Enter");
    }

    @ParameterizedTest
    @EnumSource(Engines.class)
    void readsARequestThatComesByteByByte(Engines engine) throws Exception {
        int port = start(server(engine, false));
        SSLSocket client = open(TlsSockets.within(TlsSockets.cut(port, new Random(1), 1)));
        send(client, "put<a,1>get<a>");
        expect(client, "ok<>value<1>");
    }

    @ParameterizedTest
    @EnumSource(Engines.class)
    void readsRecordsHoweverTheyAreCut(Engines engine) throws Exception {
        int port = start(server(engine, false));
        Random random = new Random(7);
        SSLSocket client = open(TlsSockets.within(TlsSockets.cut(port, random, 5_000)));
        DataInputStream in = new DataInputStream(client.getInputStream());
        for (int round = 0; round < 40; round++) {
            byte[] value = new byte[random.nextInt(65_000)];
            Arrays.fill(value, (byte) ('a' + round % 26));
            String text = new String(value, StandardCharsets.US_ASCII);
            send(client, "put<k," + text + ">get<k>");
            String expected = "ok<>value<" + text + ">";
            byte[] read = new byte[expected.length()];
            in.readFully(read);
            assertTrue(expected.equals(new String(read, StandardCharsets.US_ASCII)), "round " + round);
        }
    }

    @ParameterizedTest
    @EnumSource(Engines.class)
    void answersAllToWhoReadsLateAndKeepsLittleFor(Engines engine) throws Exception {
        SocketServer server = server(engine, false);
        int port = start(server);
        SSLSocket late = open(TlsSockets.connect(port));
        SSLSocket other = open(TlsSockets.connect(port));
        send(late, "put<a," + "x".repeat(65_000) + ">");
        expect(late, "ok<>");
        send(late, "get<a>".repeat(1_000));
        while (waiting(server) < 64 << 10) {
            send(other, "ping<>");
            expect(other, "pong<>");
        }
        for (int round = 0; round < 100; round++) {
            send(other, "get<b>");
            expect(other, "none<>");
            assertTrue(waiting(server) < 1 << 20, waiting(server) + " bytes wait");
        }
        byte[] expected = ("value<" + "x".repeat(65_000) + ">").getBytes(StandardCharsets.US_ASCII);
        byte[] reply = new byte[expected.length];
        DataInputStream input = new DataInputStream(late.getInputStream());
        for (int replies = 0; replies < 1_000; replies++) {
            input.readFully(reply);
            assertTrue(Arrays.equals(expected, reply));
        }
    }

    @ParameterizedTest
    @EnumSource(Engines.class)
    void saysByeAndThenThatTlsIsOverToWhoStillSends(Engines engine) throws Exception {
        int port = start(server(engine, false));
        TlsSockets.RecordSocket socket = open(TlsSockets.recording(port));
        SSLSocket client = open(TlsSockets.within(socket, "TLSv1.2"));
        send(client, "quit<>" + "put<a,1>".repeat(2_000));
        assertEquals("bye<quit,-1,goodbye>", rest(client));
        assertEquals(ALERT, socket.lastRecordType());
        assertEquals(List.of(), entries.calls());
    }

    @ParameterizedTest
    @EnumSource(Engines.class)
    void saysByeToWhoStillSendsWithTheNewestTls(Engines engine) throws Exception {
        int port = start(server(engine, false));
        for (int round = 0; round < 20; round++) {
            SSLSocket client = open(TlsSockets.connect(port, "TLSv1.3"));
            send(client, "ping<>quit<>" + "put<a,1>".repeat(5_000));
            assertEquals("pong<>bye<quit,-1,goodbye>", rest(client));
        }
    }

    @ParameterizedTest
    @EnumSource(Engines.class)
    void answersAllToWhoShutsItsSideWithoutEndingTls(Engines engine) throws Exception {
        int port = start(server(engine, false));
        TlsSockets.RecordSocket socket = open(TlsSockets.recording(port));
        SSLSocket client = open(TlsSockets.within(socket, "TLSv1.2"));
        send(client, "put<a,1>" + "get<a>".repeat(500));
        socket.shutdownOutput();
        assertEquals("ok<>" + "value<1>".repeat(500), rest(client));
        assertEquals(ALERT, socket.lastRecordType());
    }

    /** Whether what it asked for just before is answered depends on the version and the engine; it is done. */
    @ParameterizedTest
    @CsvSource({"BORING_SSL,TLSv1.3", "BORING_SSL,TLSv1.2", "JDK,TLSv1.3", "JDK,TLSv1.2"})
    void closesAfterTheClientHasEndedTls(Engines engine, String protocol) throws Exception {
        SocketServer server = server(engine, false);
        SSLSocket client = open(TlsSockets.connect(start(server), protocol));
        send(client, "ping<>");
        expect(client, "pong<>");
        send(client, "put<a,1>");
        client.shutdownOutput();
        awaitNobody(server);
        assertTrue(entries.calls().toString().contains("a"), entries.calls()::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "BORING_SSL,TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
        "BORING_SSL,TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
        "BORING_SSL,TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
        "BORING_SSL,TLS_RSA_WITH_AES_128_GCM_SHA256",
        "BORING_SSL,TLS_RSA_WITH_AES_128_CBC_SHA",
        "JDK,TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
        "JDK,TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
        "JDK,TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
        "JDK,TLS_RSA_WITH_AES_128_GCM_SHA256",
        "JDK,TLS_RSA_WITH_AES_128_CBC_SHA"
    })
    void refusesSuitesOfOldKinds(Engines engine, String suite) throws Exception {
        SocketServer server = server(engine, TestIdentity.RSA, false);
        int port = start(server);
        assertThrows(IOException.class, () -> TlsSockets.offering(port, "TLSv1.2", suite));
        SSLSocket good = open(TlsSockets.offering(port, "TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"));
        send(good, "ping<>");
        expect(good, "pong<>");
        assertEquals(1, server.statistics().get("tls.failed"));
    }

    @ParameterizedTest
    @CsvSource({"BORING_SSL,0", "BORING_SSL,1", "BORING_SSL,2", "JDK,0", "JDK,1", "JDK,2"})
    void refusesVersionsBefore12(Engines engine, int minor) throws Exception {
        SocketServer server = server(engine, false);
        int port = start(server);
        Socket client = open(TlsSockets.plain(port));
        client.getOutputStream().write(hello(minor));
        byte[] answer = client.getInputStream().readAllBytes();
        assertEquals(ALERT, answer[0]);
        assertEquals(2, answer[5], "fatal");
        assertEquals(7, answer.length, "an alert and nothing else");
        awaitNobody(server);
        assertEquals(1, server.statistics().get("tls.failed"));
    }

    @ParameterizedTest
    @EnumSource(Engines.class)
    void closesWhatBeginsLikeTlsAndIsNone(Engines engine) throws Exception {
        SocketServer server = server(engine, false);
        int port = start(server);
        Random random = new Random(3);
        for (int round = 0; round < 50; round++) {
            byte[] rubbish = new byte[1 + random.nextInt(300)];
            random.nextBytes(rubbish);
            rubbish[0] = 0x16;
            try (Socket client = TlsSockets.plain(port)) {
                client.getOutputStream().write(rubbish);
                client.shutdownOutput();
                byte[] answer = client.getInputStream().readAllBytes();
                assertTrue(answer.length <= 7, answer.length + " bytes in round " + round);
            } catch (SocketException e) {
                assertTrue(e.getMessage().contains("reset") || e.getMessage().contains("pipe"), e.getMessage());
            }
        }
        awaitNobody(server);
    }

    @ParameterizedTest
    @EnumSource(Engines.class)
    void keepsOnlySoMuchOfWhatComesBeforeTheHandshakeIsDone(Engines engine) throws Exception {
        SocketServer server = server(engine, false);
        Socket client = open(TlsSockets.plain(start(server)));
        byte[] record = new byte[5 + 16_000];
        record[0] = 0x16;
        record[1] = 3;
        record[2] = 1;
        record[3] = (byte) (16_000 >> 8);
        record[4] = (byte) 16_000;
        record[5] = 1; // a hello, with a length that it does not reach
        record[6] = 0x0f;
        assertThrows(IOException.class, () -> {
            for (int at = 0; at < 1_000; at++) {
                client.getOutputStream().write(record);
            }
        });
        awaitNobody(server);
    }

    @ParameterizedTest
    @EnumSource(Engines.class)
    void showsNewConnectionsTheNewCertificateAndLeavesTheOthers(Engines engine) throws Exception {
        Tls tls = engine.load(folder, TestIdentity.FIRST, false);
        SocketServer server = server(tls);
        int port = start(server);
        SSLSocket before = open(TlsSockets.connect(port));
        assertEquals("CN=first.example", subject(before));
        TestIdentity.SECOND.certificateTo(folder.resolve("crt"));
        tls.reload();
        assertEquals("CN=first.example", subject(open(TlsSockets.connect(port))), "the key is still the other's");
        TestIdentity.SECOND.keyTo(folder.resolve("key"));
        tls.reload();
        assertEquals("CN=second.example", subject(open(TlsSockets.connect(port))));
        send(before, "ping<>");
        expect(before, "pong<>");
    }

    @Test
    void loadsACertificateAgainAndAgainWhileClientsCome() throws Exception {
        Tls tls = Engines.BORING_SSL.load(folder, TestIdentity.FIRST, false);
        SocketServer server = server(tls);
        int port = start(server);
        Thread reloads = new Thread(() -> {
            for (int at = 0; at < 50; at++) {
                tls.reload();
            }
        });
        reloads.start();
        for (int at = 0; at < 30; at++) {
            try (SSLSocket client = TlsSockets.connect(port)) {
                send(client, "ping<>");
                expect(client, "pong<>");
            }
        }
        reloads.join();
        assertEquals(0, server.statistics().get("tls.failed"));
    }

    private static byte[] hello(int minor) {
        byte[] hello = new byte[5 + 4 + 2 + 32 + 1 + 2 + 4 + 2];
        hello[0] = 0x16;
        hello[1] = 3;
        hello[2] = (byte) minor;
        hello[4] = (byte) (hello.length - 5);
        hello[5] = 1;
        hello[8] = (byte) (hello.length - 9);
        hello[9] = 3;
        hello[10] = (byte) minor;
        hello[45] = 4;
        hello[46] = (byte) 0xc0; // ECDHE-ECDSA-AES128-SHA
        hello[47] = 0x09;
        hello[49] = 0x2f; // AES128-SHA
        hello[50] = 1;
        return Arrays.copyOf(hello, 52);
    }

    private static void awaitNobody(SocketServer server) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!server.clients().clients().isEmpty()) {
            assertFalse(System.nanoTime() > end, "still there");
            Thread.onSpinWait();
        }
    }

    private static List<String> dialects(SocketServer server) {
        return server.clients().clients().stream().map(ClientInfo::dialect).toList();
    }

    private static long waiting(SocketServer server) {
        return server.clients().clients().stream()
                .mapToLong(ClientInfo::bytesWaiting)
                .max()
                .orElse(0);
    }

    private static String subject(SSLSocket client) throws IOException {
        X509Certificate shown = (X509Certificate) client.getSession().getPeerCertificates()[0];
        return shown.getSubjectX500Principal().getName();
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void expect(Socket client, String expected) throws IOException {
        byte[] bytes = client.getInputStream().readNBytes(expected.length());
        assertEquals(expected, new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static String rest(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private SocketServer server(Engines engine, boolean only) throws TlsException {
        return server(engine.load(folder, TestIdentity.FIRST, only));
    }

    private SocketServer server(Engines engine, TestIdentity identity, boolean only) throws TlsException {
        return server(engine.load(folder, identity, only));
    }

    private SocketServer server(Tls tls) {
        SocketServer server = SocketServers.create(Transport.AUTO, 0, 100, entries, talk, address -> null, tls);
        open.add(server::close);
        return server;
    }

    private static int start(SocketServer server) throws IOException {
        return server.start().getPort();
    }

    private <T extends AutoCloseable> T open(T client) {
        open.add(0, client);
        return client;
    }
}
