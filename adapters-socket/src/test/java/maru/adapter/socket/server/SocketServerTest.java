package maru.adapter.socket.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import maru.application.port.ClientInfo;
import maru.application.port.Farewell;
import maru.application.port.in.AdmissionUseCase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SocketServerTest {
    private static final int MAX_CLIENTS = 4;

    private final InMemoryEntries entries = new InMemoryEntries();
    private final RecordingTalk talk = new RecordingTalk();
    private volatile Farewell ban;
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void servesOverEachTransport(Transport transport) throws IOException {
        InetSocketAddress address = server(transport).start();
        SocketClient client = connect(address);
        client.send("put<a,hello, ").send("world>get<a>get<b>").expect("ok<>value<hello\\, world>none<>");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void answersAllToWhoReadsLateAndOthersMeanwhile(Transport transport) throws IOException {
        SocketServer server = server(transport);
        InetSocketAddress address = server.start();
        SocketClient late = connect(address);
        SocketClient other = connect(address);
        late.send("put<a," + "x".repeat(65_000) + ">").expect("ok<>");
        late.send("get<a>".repeat(9_000));
        while (waiting(server, late) < 64 << 10) {
            other.send("ping<>").expect("pong<>");
        }
        for (int round = 0; round < 200; round++) {
            other.send("get<b>").expect("none<>");
            assertTrue(waiting(server, late) < 1 << 20, waiting(server, late) + " bytes wait");
        }
        byte[] expected = ("value<" + "x".repeat(65_000) + ">").getBytes(StandardCharsets.US_ASCII);
        byte[] reply = new byte[expected.length];
        DataInputStream input = new DataInputStream(late.input());
        for (int replies = 0; replies < 9_000; replies++) {
            input.readFully(reply);
            assertTrue(Arrays.equals(expected, reply));
        }
        late.send("ping<>").expect("pong<>");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void answersAllToWhoShutsItsSideFirst(Transport transport) throws IOException {
        SocketClient client = connect(server(transport).start());
        client.send("put<a," + "x".repeat(20_000) + ">").expect("ok<>");
        client.send("get<a>".repeat(5_000) + "nonsense").shutOutput();
        assertEquals(5_000L * 20_007, client.readToEnd().length());
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void saysByeToWhoStillSends(Transport transport) throws IOException {
        SocketClient client = connect(server(transport).start());
        client.send("quit<>" + "put<a,1>".repeat(20_000));
        assertEquals("bye<quit,-1,goodbye>", client.readToEnd());
        assertEquals(List.of(), entries.calls());
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void tellsChangesFromAnotherLoopInTheOrderOfTheirVersions(Transport transport) throws IOException {
        InetSocketAddress address = server(transport).start();
        SocketClient watcher = connect(address);
        SocketClient writer = connect(address);
        watcher.send("watch<k>").expect("watch<0>");
        StringBuilder puts = new StringBuilder();
        for (int at = 0; at < 3_000; at++) {
            puts.append("put<k").append(at % 7).append(',').append(at).append('>');
        }
        writer.send(puts.toString());
        Map<String, Long> versions = new HashMap<>();
        Map<String, Integer> values = new HashMap<>();
        for (int at = 0; at < 3_000; at++) {
            String[] fields = watcher.readFrame().split("[<,]", -1);
            assertEquals("changed", fields[0]);
            Long before = versions.put(fields[1], Long.valueOf(fields[2]));
            assertTrue(before == null || before < Long.parseLong(fields[2]));
            Integer last = values.put(fields[1], Integer.valueOf(fields[3]));
            assertEquals(last == null ? at % 7 : last + 7, Integer.parseInt(fields[3]));
        }
        writer.expect("ok<>".repeat(3_000));
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void saysByeToAllWhenItDrains(Transport transport) throws Exception {
        SocketServer server = server(transport);
        InetSocketAddress address = server.start();
        SocketClient client = connect(address);
        SocketClient undecided = connect(address);
        client.send("ping<>").expect("pong<>");
        while (server.statistics().get("clients.connected") < 2) {
            Thread.onSpinWait();
        }
        entries.answerLater(true);
        client.send("get<a>");
        while (entries.waiting() == 0) {
            Thread.onSpinWait();
        }
        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> server.drain(Duration.ofSeconds(20)));
        assertEquals("", undecided.readToEnd());
        assertFalse(drained.isDone());
        assertTrue(turnsAway(address));
        entries.answerAll();
        assertEquals("none<>bye<shutting-down,2000,the server is stopping>", client.readToEnd());
        client.close();
        assertTrue(drained.get());
        assertEquals(0, server.statistics().get("clients.connected"));
    }

    @Test
    void lettingGoOfWhatAClientHeldDependsOnNothingElse() throws IOException {
        SocketServer server = server(Transport.AUTO);
        talk.failOn("ended false");
        SocketClient client = connect(server.start());
        client.send("hold<a,1>quit<>");
        assertTrue(client.readToEnd().endsWith("bye<quit,-1,goodbye>"));
        assertEquals(1, entries.released().size());
    }

    @Test
    void givesUpDrainingWhenTheTimeIsOver() throws IOException {
        SocketServer server = server(Transport.AUTO);
        SocketClient client = connect(server.start());
        client.send("ping<>").expect("pong<>");
        entries.answerLater(true);
        client.send("get<a>");
        while (entries.waiting() == 0) {
            Thread.onSpinWait();
        }
        assertFalse(server.drain(Duration.ofMillis(50)));
    }

    @Test
    void turnsAwayWhomItCannotTake() throws IOException {
        SocketServer server = server(Transport.AUTO);
        InetSocketAddress address = server.start();
        for (int count = 0; count < MAX_CLIENTS; count++) {
            connect(address).send("ping<>").expect("pong<>");
        }
        SocketClient surplus = connect(address);
        surplus.send("get<a>");
        assertTrue(surplus.readToEnd().startsWith("bye<full,5000,"));
        assertEquals(1, server.statistics().get("clients.refused"));
        assertEquals(List.of(), entries.calls());
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void tellsWhoIsBannedWhenItCan(Transport transport) throws IOException {
        SocketServer server = server(transport);
        InetSocketAddress address = server.start();
        connect(address, "127.0.0.2").send("ping<>").expect("pong<>");
        ban = new Farewell(4_711, "your address is banned, for good");
        SocketClient frames = connect(address, "127.0.0.2");
        frames.send("get<a>put<a,1>");
        assertEquals("bye<banned,4711,your address is banned\\, for good>", frames.readToEnd());
        SocketClient lines = connect(address, "127.0.0.2");
        lines.send("alice\nhello\n");
        assertEquals("* goodbye: your address is banned, for good\n", lines.readToEnd());
        SocketClient foreign = connect(address, "127.0.0.2");
        foreign.send("GET / HTTP/1.1\r\n");
        assertEquals("", foreign.readToEnd());
        connect(address).send("ping<>").expect("pong<>");
        assertEquals(3, server.statistics().get("clients.banned"));
        assertEquals(0, server.statistics().get("clients.refused"));
        assertEquals(List.of(), entries.calls());
        assertTrue(
                talk.calls().stream().noneMatch(call -> call.startsWith("login")),
                talk.calls().toString());
    }

    @Test
    void thoseWhoAreBannedTakeNoPlaceHoweverManyCome() throws IOException {
        SocketServer server = server(Transport.AUTO);
        InetSocketAddress address = server.start();
        ban = new Farewell(-1, "banned");
        for (int count = 0; count < 100; count++) {
            connect(address, "127.0.0.2");
        }
        while (server.statistics().get("clients.banned") < 100) {
            Thread.onSpinWait();
        }
        assertTrue(server.statistics().get("clients.connected") <= 16);
        for (int count = 0; count < MAX_CLIENTS; count++) {
            connect(address).send("ping<>").expect("pong<>");
        }
        SocketClient surplus = connect(address);
        surplus.send("ping<>");
        assertTrue(surplus.readToEnd().startsWith("bye<full,5000,"));
    }

    @Test
    void namesItsThreads() throws IOException {
        InetSocketAddress address = server(Transport.AUTO).start();
        connect(address).send("ping<>").expect("pong<>");
        connect(address).send("ping<>").expect("pong<>");
        List<String> threads = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .toList();
        assertTrue(threads.containsAll(List.of("io-1", "io-2", "heartbeat")), threads.toString());
    }

    @Test
    void showsItsClients() throws IOException {
        SocketServer server = server(Transport.AUTO);
        InetSocketAddress address = server.start();
        SocketClient first = connect(address);
        first.send("watch<a>watch<b>").expect("watch<0>watch<0>");
        SocketClient second = connect(address);
        second.send("ping<>").expect("pong<>");
        List<ClientInfo> clients = server.clients().clients();
        assertEquals(
                List.of(first.address() + " frames 2", second.address() + " frames 0"),
                clients.stream()
                        .map(client -> client.address() + " " + client.dialect() + " " + client.watches())
                        .toList());
    }

    @Test
    void countsWhatItDoes() throws IOException {
        SocketServer server = server(Transport.AUTO);
        connect(server.start()).send("ping<>ping<>nonsense<>").expect("pong<>pong<>error");
        assertEquals(
                "{clients.banned=0, clients.connected=1, clients.dead=0, clients.ever=1, clients.max=4, clients.refused=0,"
                        + " clients.slow=0, requests=3}",
                server.statistics().toString());
    }

    @Test
    void saysWhyItCannotListen() throws IOException {
        InetSocketAddress taken = server(Transport.NIO).start();
        SocketServer second = server(Transport.NIO, taken.getPort());
        IOException why = assertThrows(IOException.class, second::start);
        assertTrue(
                why.getMessage().startsWith("can't listen on 127.0.0.1:" + taken.getPort() + ": "), why.getMessage());
    }

    /** Soon: with NIO the system takes connections until the selector looks at the listener that was closed. */
    private static boolean turnsAway(InetSocketAddress address) {
        try {
            while (true) {
                new SocketClient(address).close();
            }
        } catch (IOException e) {
            return true;
        }
    }

    private static long waiting(SocketServer server, SocketClient client) {
        return server.clients().clients().stream()
                .filter(info -> info.address().equals(client.address()))
                .mapToLong(ClientInfo::bytesWaiting)
                .sum();
    }

    private SocketClient connect(InetSocketAddress address) throws IOException {
        SocketClient client = new SocketClient(address);
        open.add(0, client);
        return client;
    }

    private SocketClient connect(InetSocketAddress address, String from) throws IOException {
        SocketClient client = new SocketClient(address, from);
        open.add(0, client);
        return client;
    }

    private SocketServer server(Transport transport) {
        assumeTrue(transport.isAvailable());
        return server(transport, 0);
    }

    private SocketServer server(Transport transport, int port) {
        AdmissionUseCase admission = address -> address.getHostAddress().equals("127.0.0.2") ? ban : null;
        SocketServer server = SocketServers.create(transport, port, MAX_CLIENTS, entries, talk, admission, null);
        open.add(server::close);
        return server;
    }
}
