package maru.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import maru.bootstrap.testing.Frame;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerProcess;
import maru.bootstrap.testing.TalkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the real process while clients speak: what was answered or heard by anybody is kept, once. */
class TalkKillServerTest {
    private static final int ROUNDS = 5;
    private static final List<String> SAYERS = List.of("alice", "bob", "carol");
    private static final int LISTENERS = 2;
    private static final int LEAST_ANSWERS = 300;
    private static final int MORE_ANSWERS = 3_000;
    private static final int WHISPERS_A_ROUND = 10;
    private static final int PATIENCE_SECONDS = 20;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final TalkRecord record = new TalkRecord();
    private final Set<String> whispers = new HashSet<>();
    private final Set<String> notices = new HashSet<>();

    @TempDir
    Path folder;

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void whatWasAnsweredOrHeardSurvivesKillUnderLoad() throws Exception {
        Random random = new Random(20261122);
        for (int round = 0; round < ROUNDS; round++) {
            try (ServerProcess server = start()) {
                if (round == 0) {
                    register(server);
                } else {
                    check(server);
                }
                speakUntilKilled(server, round, LEAST_ANSWERS + random.nextInt(MORE_ANSWERS));
            }
        }
        try (ServerProcess server = start()) {
            check(server);
            checkHistory(server); // with what was said again
            checkWhispers(server);
        }
    }

    private ServerProcess start() throws Exception {
        return ServerProcess.start(folder, "rdb", "--db", "maru.db");
    }

    private static void register(ServerProcess server) throws Exception {
        for (String name : List.of("alice", "bob", "carol", "teller", "away")) {
            try (FrameClient client = server.connect()) {
                Frame.await(client.send("register<" + name + "," + TalkRecord.PASSWORD + ">"), "welcome");
                Frame.await(client.send("quit<>"), "bye");
            }
        }
    }

    private void speakUntilKilled(ServerProcess server, int round, int answers) throws Exception {
        record.begin();
        List<Future<?>> members = new ArrayList<>();
        for (int listener = 0; listener < LISTENERS; listener++) {
            String name = "listener" + listener;
            members.add(threads.submit(() -> record.listen(server, name)));
        }
        for (String sayer : SAYERS) {
            members.add(threads.submit(() -> record.speak(server, sayer, sayer + "-" + round + "-")));
        }
        announce(server, round);
        whisper(server, round);
        record.awaitAnswers(answers, PATIENCE_SECONDS);
        record.end();
        server.kill();
        for (Future<?> member : members) {
            member.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void announce(ServerProcess server, int round) throws Exception {
        server.type("notice --for 1h notice-" + round);
        String line = server.outputLine();
        while (line != null && !line.startsWith("notice ")) {
            line = server.outputLine();
        }
        notices.add("notice-" + round);
    }

    private void whisper(ServerProcess server, int round) throws Exception {
        try (FrameClient client = TalkRecord.login(server, "teller")) {
            for (int at = 0; at < WHISPERS_A_ROUND; at++) {
                String text = "whisper-" + round + "-" + at;
                Frame sent = Frame.await(client.send("tell<away," + text + ">"), "sent");
                whispers.add(sent.number(0) + ": " + text);
            }
        }
    }

    private void check(ServerProcess server) throws Exception {
        checkHistory(server);
        for (String sayer : SAYERS) {
            record.sayAgain(server, sayer);
        }
        checkNotices(server);
    }

    private void checkNotices(ServerProcess server) throws Exception {
        Set<String> shown = new HashSet<>();
        try (FrameClient client = server.connect().send("login<reader>")) {
            Frame.await(client, "welcome");
            while (shown.size() < notices.size()) {
                Frame notice = Frame.await(client, "notice");
                assertTrue(shown.add(notice.text(3)), notice.toString());
            }
            assertNone(client, "notice");
            Frame.await(client.send("quit<>"), "bye");
        }
        assertEquals(notices, shown);
    }

    private static void assertNone(FrameClient client, String name) throws Exception {
        client.send("ping<>");
        for (Frame frame = Frame.of(client.frame()); !frame.isNamed("pong"); frame = Frame.of(client.frame())) {
            assertFalse(frame.isNamed(name), frame.toString());
        }
    }

    private void checkHistory(ServerProcess server) throws Exception {
        try (FrameClient client = server.connect()) {
            Frame.await(client.send("login<reader>"), "welcome");
            record.check(client);
            Frame.await(client.send("quit<>"), "bye");
        }
    }

    private void checkWhispers(ServerProcess server) throws Exception {
        Set<String> shown = new HashSet<>();
        try (FrameClient client = TalkRecord.login(server, "away")) {
            while (shown.size() < whispers.size()) {
                Frame whisper = Frame.await(client, "whisper");
                assertEquals(List.of("teller", "away"), whisper.fields().subList(2, 4));
                assertTrue(shown.add(whisper.number(0) + ": " + whisper.text(4)), whisper.toString());
            }
            assertNone(client, "whisper");
        }
        assertEquals(whispers, shown);
    }
}
