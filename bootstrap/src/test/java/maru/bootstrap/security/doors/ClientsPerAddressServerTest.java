package maru.bootstrap.security.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import maru.bootstrap.testing.ServerProcess;
import maru.bootstrap.testing.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections of one address at a time. */
class ClientsPerAddressServerTest {
    private static final int CUTS = Boolean.getBoolean("maru.nightly") ? 20_000 : 500;
    private static final int THREADS = 4;
    private static final int MOST = 10;
    private static final String A = "127.0.0.2";
    private static final String B = "127.0.0.3";
    private static final long PATIENCE_NANOS = 40_000_000_000L;
    private static final List<String> FIRST_WORDS =
            List.of("", "p", "ping<>", "get<a", "GET / HTTP/1.1\r\n", "\u0016\u0003\u0001", "alice\n", "quit<>", " \n");

    @TempDir
    Path folder;

    private final List<Comer> comers = new ArrayList<>();

    @Test
    void oneOverThemIsToldSoAndOthersAreNotAffected() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "mem", "--max-clients-per-address", "3")) {
            comesIn(server, A, 3);
            Comer refused = comes(server, A);
            assertEquals(
                    "bye<full,5000,3 connections from one address at most: close one first\\, or ask the operator for"
                            + " more>",
                    refused.answer());
            assertEquals("", refused.client().rest());
            comesIn(server, B, 3);
            comers.get(0).close();
            comesInAgain(server, A);
            assertFalse(comes(server, A).isIn());
            assertTrue(Statistics.of(server).figure("limits.clients-per-address") >= 2);
            String log = Files.readString(folder.resolve("maru.log"));
            assertTrue(log.contains("limit_exceeded limit=clients-per-address times=1 refused=true address=" + A), log);
        } finally {
            goAll();
        }
    }

    @Test
    void theyAreCountedExactlyHoweverConnectionsEnd() throws Exception {
        try (ServerProcess server =
                ServerProcess.start(folder, "mem", "--max-clients-per-address", Integer.toString(MOST))) {
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            List<Future<Void>> runs = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Random random = new Random(thread);
                Callable<Void> run = () -> comeAndGo(server.port(), random);
                runs.add(threads.submit(run));
            }
            for (Future<Void> run : runs) {
                run.get();
            }
            threads.shutdown();
            awaitNobody(server);
            for (String address : new String[] {A, B}) {
                comesIn(server, address, MOST);
                assertFalse(comes(server, address).isIn());
            }
            System.out.printf(
                    "cuts: %d connections from 2 addresses, %d of them refused%n",
                    CUTS, Statistics.of(server).figure("limits.clients-per-address") - 2);
        } finally {
            goAll();
        }
    }

    @Test
    void aDryRunCountsThemAndLetsThemIn() throws Exception {
        try (ServerProcess server =
                ServerProcess.start(folder, "mem", "--max-clients-per-address", "3", "--dry-run-limits")) {
            comesIn(server, A, 5);
            assertEquals(2, Statistics.of(server).figure("limits.clients-per-address"));
            String log = Files.readString(folder.resolve("maru.log"));
            assertTrue(
                    log.contains("limit_exceeded limit=clients-per-address times=1 refused=false address=" + A), log);
        } finally {
            goAll();
        }
    }

    /** Some stay a while, so that the limit is met too. */
    private static Void comeAndGo(int port, Random random) throws IOException {
        List<Socket> staying = new ArrayList<>();
        for (int made = 0; made < CUTS / THREADS; made++) {
            Socket socket = new Socket();
            socket.bind(new InetSocketAddress(InetAddress.getByName(random.nextBoolean() ? A : B), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            staying.add(socket);
            try {
                say(socket, random);
            } catch (SocketException e) {
                // it was closed already: that is one of the ways
            }
            int most = random.nextInt(MOST);
            while (staying.size() > most) {
                go(staying.remove(random.nextInt(staying.size())), random);
            }
        }
        for (Socket socket : staying) {
            go(socket, random);
        }
        return null;
    }

    private static void say(Socket socket, Random random) throws IOException {
        String words = FIRST_WORDS.get(random.nextInt(FIRST_WORDS.size()));
        socket.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
        if (random.nextInt(4) == 0) {
            socket.shutdownOutput();
        }
    }

    private static void go(Socket socket, Random random) throws IOException {
        try {
            socket.setSoLinger(random.nextBoolean(), 0); // a reset
        } catch (SocketException e) {
            // the server has sent one
        }
        socket.close();
    }

    private void comesIn(ServerProcess server, String address, int times) throws IOException {
        for (int time = 0; time < times; time++) {
            Comer comer = comes(server, address);
            assertTrue(comer.isIn(), comer.answer());
        }
    }

    /** When the server has heard that another has gone. */
    private void comesInAgain(ServerProcess server, String address) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!comes(server, address).isIn()) {
            assertTrue(System.nanoTime() < end, "nobody else is let in");
        }
    }

    private Comer comes(ServerProcess server, String address) throws IOException {
        Comer comer = Comer.comes(server, address);
        comers.add(comer);
        return comer;
    }

    private void goAll() throws IOException {
        for (Comer comer : comers) {
            comer.close();
        }
    }

    private static void awaitNobody(ServerProcess server) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (Statistics.of(server).figure("clients.connected") > 0) {
            assertTrue(System.nanoTime() < end, "connections are left");
            LockSupport.parkNanos(100_000_000);
        }
    }
}
