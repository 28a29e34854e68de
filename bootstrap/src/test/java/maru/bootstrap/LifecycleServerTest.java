package maru.bootstrap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The process: its one line when it serves, its console, its exit codes. */
class LifecycleServerTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"mem", "rdb"})
    void endsWithZeroAfterASignal(String store) throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, store)) {
            long asked;
            try (FrameClient client = server.connect()) {
                client.ask("put<a,1>");
                asked = System.nanoTime();
                terminate(server.pid());
                assertTrue(client.frame().startsWith("bye<shutting-down,"));
            }

            assertEquals(0, server.awaitExit());
            assertTrue(System.nanoTime() - asked < Duration.ofSeconds(5).toNanos());
            assertNull(server.outputLine());
            assertEquals(log(), server.errors());
            assertTrue(log().endsWith(" Server server_stopped every_client_read_bye=true\n"), log());
        }
    }

    @Test
    void endsWithZeroAfterStopOnTheConsole() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "mem");
                FrameClient client = server.connect()) {
            client.ask("ping<>");
            server.type("clients");
            assertEquals("1 client", server.outputLine());
            assertTrue(server.outputLine().startsWith("id"));
            assertTrue(server.outputLine().contains("frames"));
            server.type("level io.netty debug 5");
            assertTrue(server.outputLine().startsWith("io.netty is at debug for 5 min;"));
            server.type("마루");
            assertEquals("! there is no command '마루': help shows those there are", server.outputLine());
            server.type("stop");
            assertEquals("stopping", server.outputLine());

            assertEquals(0, server.awaitExit());
            assertTrue(client.frame().startsWith("bye<shutting-down,"));
            assertTrue(log().contains(" [console] LogCommands operator_level logger=io.netty level=DEBUG minutes=5\n"));
            assertTrue(log().contains(" [console] Console operator_stop\n"));
        }
    }

    @Test
    void saysThatMemoryIsVolatileAndHowManyClientsThereMayBe() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "mem", "--max-clients", "7")) {
            server.terminate();
            server.awaitExit();

            assertTrue(log().contains(" store_is_volatile "), log());
            assertTrue(log().contains(" clients_limited max=7 "), log());
        }
    }

    @Test
    void aSecondSignalEndsAStopThatHangs() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "mem");
                FrameClient reader = server.connect();
                FrameClient client = server.connect()) {
            reader.ask("put<big," + "x".repeat(60_000) + ">");
            client.ask("ping<>");
            client.send("get<big>".repeat(2_000));
            awaitWaiting(server);
            terminate(server.pid());
            awaitRefusal(server.port());
            terminate(server.pid());

            assertEquals(1, server.awaitExit());
        }
    }

    /** Until what the server wants to send to one of two clients is more than the sockets take. */
    private static void awaitWaiting(ServerProcess server) throws IOException {
        List<String> rows = new ArrayList<>();
        do {
            rows.clear();
            server.type("clients");
            assertEquals("2 clients", server.outputLine());
            server.outputLine();
            rows.add(server.outputLine());
            rows.add(server.outputLine());
        } while (rows.stream().allMatch(row -> row.endsWith(" 0")));
    }

    /** Until nobody listens any more: the stop is under way. */
    private static void awaitRefusal(int port) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        try {
            while (System.nanoTime() < end) {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
            }
        } catch (SocketException e) {
            return;
        }
        throw new AssertionError("the server goes on listening on " + port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"</dev/null", "<&-"})
    void servesWithoutAnOperator(String input) throws Exception {
        Process process = java(input, "maru.bootstrap.Main", "mem", "--port", "0");
        try (FrameClient client = new FrameClient(port(process))) {
            assertEquals("pong<>", client.ask("ping<>"));
            terminate(process.pid());

            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue());
            assertNull(process.inputReader().readLine());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void leavesNoTemporaryFiles() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Process process =
                java("</dev/null", "-Djava.io.tmpdir=" + temporary, "maru.bootstrap.Main", "rdb", "--port", "0");
        try (FrameClient client = new FrameClient(port(process))) {
            assertEquals("ok<>", client.ask("put<a,1>"));
            assertArrayEquals(new String[0], temporary.toFile().list());
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"logged", "uncaught"})
    void endsWithThreeWhereNoMemoryIsLeft(String what) throws Exception {
        Process process = java("</dev/null", "maru.bootstrap.OutOfMemory", what, "mem", "--port", "0");
        try {
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertEquals(3, process.exitValue());
            assertTrue(log().contains("java.lang.OutOfMemoryError: Java heap space"), log());
        } finally {
            process.destroyForcibly();
        }
    }

    /** As {@code kill} does. A process that is told to end by its own object closes its streams as well. */
    private static void terminate(long pid) {
        assertTrue(ProcessHandle.of(pid).orElseThrow().destroy());
    }

    /** A JVM with the classes under test, and with a standard input as a shell writes it. */
    private Process java(String input, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$0\" \"$@\" " + input));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("stderr").toFile())
                .start();
    }

    private static int port(Process process) throws IOException {
        String line = process.inputReader().readLine();
        return Integer.parseInt(line.replaceFirst("Maru is ready on 127.0.0.1:(\\d+) \\((mem|rdb)\\)", "$1"));
    }

    @Test
    void endsWithOneWhereTheStoreIsInUse() throws Exception {
        try (ServerProcess first = ServerProcess.start(folder, "rdb");
                ServerProcess second = ServerProcess.launch(folder, "rdb", "--port", "0", "--log-file", "2.log")) {
            assertEquals(1, second.awaitExit());
            assertTrue(sentence(second).contains("maru.db"), second.errors());
            assertTrue(sentence(second).contains(Long.toString(first.pid())), second.errors());
            assertNull(second.outputLine());
        }
    }

    @Test
    void endsWithOneWhereThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerProcess server =
                        ServerProcess.launch(folder, "mem", "--port", Integer.toString(taken.getLocalPort()))) {
            assertEquals(1, server.awaitExit());
            assertTrue(sentence(server).contains(":" + taken.getLocalPort()), server.errors());
            assertNull(server.outputLine());
        }
    }

    @Test
    void endsWithOneWhereTheFileIsNoDatabase() throws Exception {
        Files.writeString(
                folder.resolve("text.db"), "this is a text, and a longer one than a page header is. ".repeat(99));
        try (ServerProcess server = ServerProcess.launch(folder, "rdb", "--port", "0", "--db", "text.db")) {
            assertEquals(1, server.awaitExit());
            assertTrue(sentence(server).contains("text.db"), server.errors());
        }
    }

    @ParameterizedTest
    @CsvSource({"--prot 1, there is no option --prot", "--db x, --db goes with rdb", "--port x, --port takes a number"})
    void endsWithTwoAfterAWrongCommandLine(String typed, String complaint) throws Exception {
        String[] arguments = ("mem " + typed).split(" ", -1);
        try (ServerProcess server = ServerProcess.launch(folder, arguments)) {
            assertEquals(2, server.awaitExit());
            assertTrue(sentence(server).startsWith("Maru: " + complaint), server.errors());
            assertTrue(sentence(server).endsWith("; java -jar bootstrap.jar --help shows what it takes"));
            assertNull(server.outputLine());
            assertTrue(Files.notExists(folder.resolve("maru.log")));
        }
    }

    @Test
    void showsItsHelp() throws Exception {
        try (ServerProcess server = ServerProcess.launch(folder, "--help")) {
            assertEquals(0, server.awaitExit());
            assertEquals("Usage: java -jar bootstrap.jar mem|rdb [options]", server.outputLine());
            assertEquals("", server.errors());
        }
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("maru.log"), StandardCharsets.UTF_8);
    }

    private static String sentence(ServerProcess server) throws IOException {
        List<String> lines = server.errors().lines().toList();
        assertEquals(1, lines.size(), lines.toString());
        return lines.get(0);
    }
}
