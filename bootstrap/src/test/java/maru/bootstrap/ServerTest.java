package maru.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ConnectException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import maru.bootstrap.commandline.Command;
import maru.bootstrap.commandline.Machine;
import maru.bootstrap.commandline.MaruCommandLine;
import maru.bootstrap.commandline.MaruOptions;
import maru.bootstrap.commandline.WrongCommandLineException;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.wiring.StartException;
import maru.bootstrap.wiring.SystemTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole server, wired, over real sockets. */
class ServerTest {
    private final List<Server> opened = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        opened.forEach(Server::stop);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mem", "rdb"})
    void servesAndSaysByeWhenItStops(String store) throws Exception {
        Server server = open(store);
        int port = server.start().getPort();
        try (FrameClient client = new FrameClient(port)) {
            assertEquals("ok<>", client.ask("put<greeting,hello>"));
            assertEquals("value<hello>", client.ask("get<greeting>"));
            assertTrue(client.ask("hello<1>").startsWith("hello<1,Maru "));
            assertEquals(1, server.operations().clients("").size());
            assertEquals(1, server.operations().statistics().get("store.keys"));

            server.stop();

            assertTrue(client.frame().startsWith("bye<shutting-down,"));
            assertEquals("", client.rest());
        }
        assertThrows(ConnectException.class, () -> new FrameClient(port).close());
    }

    @Test
    void keepsOnDiskWhatItAnswered() throws Exception {
        Server first = open("rdb");
        try (FrameClient client = new FrameClient(first.start().getPort())) {
            assertEquals("ok<>", client.ask("put<greeting,hello>"));
        }
        first.stop();

        try (FrameClient client = new FrameClient(open("rdb").start().getPort())) {
            assertEquals("value<hello>", client.ask("get<greeting>"));
        }
    }

    @Test
    void cantStartOnAPortThatIsTaken() throws Exception {
        int port = open("mem").start().getPort();
        Server second = open("mem", "--port", Integer.toString(port));

        String sentence = assertThrows(StartException.class, second::start).getMessage();

        assertTrue(sentence.contains("127.0.0.1:" + port), sentence);
    }

    @Test
    void cantOpenAStoreThatIsInUse() throws Exception {
        open("rdb").start();

        String sentence = assertThrows(StartException.class, () -> open("rdb")).getMessage();

        assertTrue(sentence.contains(Long.toString(ProcessHandle.current().pid())), sentence);
    }

    @Test
    void stopsWithoutHavingServed() throws Exception {
        Server server = open("rdb");
        server.stop();
        server.stop();

        assertThrows(StartException.class, server::start);
        open("rdb").start();
    }

    @Test
    void servesOnNioToo() throws Exception {
        Server server = open("mem", "--transport", "nio");
        try (FrameClient client = new FrameClient(server.start().getPort())) {
            assertEquals("pong<>", client.ask("ping<>"));
        }
    }

    private Server open(String store, String... more) throws WrongCommandLineException {
        List<String> typed = new ArrayList<>(List.of(store));
        if (!List.of(more).contains("--port")) {
            typed.addAll(List.of("--port", "0"));
        }
        if (store.equals("rdb")) {
            typed.addAll(List.of("--db", folder.resolve("maru.db").toString()));
        }
        typed.addAll(List.of(more));
        Server server = Server.open(options(typed), new SystemTime(), thrown -> {
            throw new AssertionError(thrown);
        });
        opened.add(server);
        return server;
    }

    private static MaruOptions options(List<String> typed) throws WrongCommandLineException {
        Machine machine = new Machine(Map.of(), 1_024, Runtime.getRuntime().maxMemory(), 2);
        Command command = new MaruCommandLine(machine, "test").parse(typed.toArray(String[]::new));
        return assertInstanceOf(Command.Serve.class, command).options();
    }
}
