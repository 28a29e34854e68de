package maru.bootstrap.reliability.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import maru.bootstrap.testing.Frame;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerLaunch;
import maru.bootstrap.testing.ServerProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another process, which is this one, locks the database of the real server: everybody waits, and nobody is refused. */
class LockedFileServerTest {
    private static final boolean NIGHTLY = Boolean.getBoolean("maru.nightly");
    private static final int ROUNDS = NIGHTLY ? 10 : 2;
    private static final int LOCKED_MILLIS = NIGHTLY ? 3_000 : 700;
    private static final int PER_SECOND = NIGHTLY ? 5_000 : 2_000;
    private static final int LONGEST_PING_MILLIS = NIGHTLY ? 20 : 2_000;
    private static final int WARM_MILLIS = NIGHTLY ? 8_000 : 0;
    private static final int PATIENCE_SECONDS = 30;

    /** One of each kind. */
    private static final List<String> WRITES = List.of(
            "put<k,1>",
            "put-for<k,60,1>",
            "hold<h,1>",
            "del<there>",
            "cas<k,0,1>",
            "add<n,1>",
            "touch<there,60>",
            "say<dev,x>",
            "say-once<dev,k,x>");

    /** As many as a connection may have unanswered, nearly. */
    private static final int IN_FLIGHT = 1_000;

    private final Load load = new Load();
    private final Puts puts = new Puts("k", 500, 100);
    private final Says says = new Says("dev", 100);
    private final List<Puts> many = IntStream.range(0, 2)
            .mapToObj(number -> new Puts("m" + number, 1_000, 20))
            .toList();
    private final Says old = new Says("old", 100);
    private final Pings pings = new Pings();
    private final Answers histories = new Answers();

    @TempDir
    Path folder;

    @AfterEach
    void end() {
        load.close();
    }

    private ServerProcess start() throws Exception {
        return ServerProcess.start(folder, "rdb", "--db", "maru.db", "--log-file", "maru.log");
    }

    @Test
    void lockedFileIsWaitedFor() throws Exception {
        try (ServerProcess server = start()) {
            int port = server.port();
            begin(port);
            for (int round = 0; round < ROUNDS; round++) {
                awaitWrites(PER_SECOND / 10);
                load.await("history", PATIENCE_SECONDS, () -> histories.done() > 0);
                hold(server, round, LOCKED_MILLIS);
            }
            awaitWrites(PER_SECOND);
            end(port);
            server.kill();
        }
        try (ServerProcess server = start()) {
            puts.check(server.port());
            says.check(server.port());
        }
    }

    private void begin(int port) throws Exception {
        old.fillHistory(port);
        for (Puts writer : many) {
            load.with(writer.writer(port, load, new Pace(IN_FLIGHT, IN_FLIGHT)));
        }
        load.with(puts.writer(port, load, PER_SECOND)).with(puts.reader(port, load, 100));
        load.with(puts.watcher(port, load)).with(says.speaker(port, load, PER_SECOND / 10));
        load.with(says.listener(port, load)).with(old.reader(port, load, 50, histories));
        load.goOn(WARM_MILLIS);
        load.with(pings.client(port, load));
    }

    private void end(int port) throws Exception {
        load.end();
        System.out.println(puts.answers() + " " + says.answers() + " histories " + histories + " " + pings);
        assertEquals(0, puts.answers().refused() + says.answers().refused() + histories.refused());
        assertTrue(pings.longestMillis() <= LONGEST_PING_MILLIS, pings.toString());
        puts.check(port);
        says.check(port);
        old.check(port);
        for (Puts writer : many) {
            assertEquals(0, writer.answers().refused());
            writer.check(port);
        }
    }

    /** In turn: nothing else, a backup meanwhile. */
    private void hold(ServerProcess server, int round, int millis) throws Exception {
        try (Connection other = open();
                Statement statement = other.createStatement()) {
            statement.execute(round % 2 == 0 ? "BEGIN IMMEDIATE" : "BEGIN EXCLUSIVE");
            int done = puts.answers().done();
            if (round % 2 == 0) {
                server.type("backup copy-" + round + ".db");
                String line = server.outputLine();
                assertTrue(line.contains("copy-" + round + ".db") && !line.startsWith("!"), line);
            }
            int read = histories.done();
            load.goOn(millis);
            assertTrue(histories.done() > read);
            statement.execute("ROLLBACK");
            assertTrue(puts.answers().done() - done <= PER_SECOND, "writes were answered while the file was locked");
        }
    }

    private void awaitWrites(int count) throws Exception {
        int before = puts.answers().done();
        int said = says.answers().done();
        load.await("writes", PATIENCE_SECONDS, () -> puts.answers().done() >= before + count);
        load.await("says", PATIENCE_SECONDS, () -> says.answers().done() >= said + count / 10);
    }

    /** Longer than SQLite itself waits. */
    @Test
    @Tag("nightly")
    void fileThatIsLockedForLongIsWaitedForToo() throws Exception {
        try (ServerProcess server = start()) {
            begin(server.port());
            awaitWrites(PER_SECOND / 10);
            load.await("history", PATIENCE_SECONDS, () -> histories.done() > 0);
            hold(server, 1, 5_500);
            awaitWrites(PER_SECOND);
            end(server.port());
        }
    }

    /** 64 MiB wait: no write is taken, whatever it is, and all else goes on. */
    @Test
    void writesAreRefusedWhenTooManyBytesWait() throws Exception {
        Puts first = new Puts("a", 50, 60_000);
        Puts second = new Puts("b", 50, 60_000);
        try (ServerProcess server = new ServerLaunch(folder).jvm("-Xmx256m").start("rdb", "--db", "maru.db");
                FrameClient client = server.connect()) {
            int port = server.port();
            client.send("put<there,1>");
            assertEquals("ok<>", client.frame());
            try (Connection other = open();
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                load.with(once(port, first, 1_000)).with(once(port, second, 300));
                load.await("full queue", PATIENCE_SECONDS, () -> isBusy(port));
                assertEquals("value<1>", client.ask("get<there>"));
                assertEquals("pong<>", client.ask("ping<>"));
                try (FrameClient member = says.member(port, "speaker")) {
                    for (String write : WRITES) {
                        Frame reply = Frame.of(member.ask(write));
                        assertTrue(reply.isNamed("error") && reply.text(0).equals("busy"), write + ": " + reply);
                    }
                }
                statement.execute("ROLLBACK");
            }
            load.end();
            System.out.println(first.answers() + " " + second.answers());
            assertTrue(first.answers().refused("busy") + second.answers().refused("busy") > 0);
            first.check(port);
            second.check(port);
            server.kill();
        }
        try (ServerProcess server = start()) {
            first.check(server.port());
            second.check(server.port());
        }
    }

    private static Callable<Void> once(int port, Puts puts, int count) {
        return () -> {
            try (FrameClient client = new FrameClient(port)) {
                puts.put(client, count);
            }
            return null;
        };
    }

    /** A write that is taken is not answered now. */
    private static boolean isBusy(int port) {
        try (FrameClient client = new FrameClient(port)) {
            client.patience(200);
            return client.ask("put<other,1>").startsWith("error<busy,");
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is not answered yet has to be kept somewhere. */
    @Test
    void listsThatWaitAreBoundedToo() throws Exception {
        Puts many = new Puts("m", 9_900, 10);
        try (ServerProcess server = new ServerLaunch(folder).jvm("-Xmx192m").start("rdb", "--db", "maru.db");
                FrameClient client = server.connect();
                FrameClient writer = server.connect()) {
            many.put(client, 9_900);
            List<FrameClient> watchers = new ArrayList<>();
            try (Connection other = open();
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                writer.send("put<pending,1>");
                for (int at = 0; at < 3; at++) {
                    FrameClient watcher = server.connect();
                    watchers.add(watcher);
                    watcher.send("watch<m.>".repeat(1_000));
                }
                assertEquals("pong<>", client.ask("ping<>"));
                load.await("refusal", PATIENCE_SECONDS, () -> isListRefused(server.port()));
                statement.execute("ROLLBACK");
            }
            assertEquals("ok<>", writer.frame());
            assertEquals("watch<9900>", watchers.get(0).frame());
            for (FrameClient watcher : watchers) {
                watcher.abort();
            }
            many.check(server.port());
        }
    }

    private static boolean isListRefused(int port) {
        try (FrameClient client = new FrameClient(port)) {
            client.patience(200);
            return client.ask("keys<m.,10>").startsWith("error<busy,");
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("maru.db") + "?busy_timeout=5000");
    }
}
