package maru.bootstrap.security.moderation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import maru.bootstrap.testing.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bans and mutes at the real server: typed on its console, met by clients of both dialects. */
class ModerationServerTest {
    private static final String DATE = "20\\d\\d-\\d\\d-\\d\\d";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"mem", "rdb"})
    void whoComesFromABannedAddressIsToldAndOthersGoOn(String store) throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, store);
                Visitor alice = visitor(server, 2).send("login<alice>");
                Visitor person = visitor(server, 2).send("sue\n");
                Visitor carol = visitor(server, 3).send("login<carol>ping<>")) {
            alice.until("welcome<");
            person.until("sue has joined general\n");
            carol.until("pong<>");

            List<String> shown = ask(server, "ban 127.0.0.2 1h spam, and noise", "type yes to ban:");
            assertEquals("address 127.0.0.2: 2 connections now, 0 of a registered user", shown.get(0));
            assertTrue(
                    shown.stream()
                            .anyMatch(line -> line.matches(" {2}alice, connection \\d from 127\\.0\\.0\\.2:\\d+")),
                    shown.toString());
            String done = last(ask(server, "yes", "banned"));
            assertTrue(
                    done.matches("banned address 127\\.0\\.0\\.2 until " + DATE + " .*: 2 connections are ended"),
                    done);

            assertTrue(
                    alice.rest()
                            .matches("(?s).*bye<banned,3[56]\\d{5},your address is banned until " + DATE
                                    + "T[0-9:]+Z: spam\\\\, and noise>"),
                    "told");
            assertTrue(person.rest().matches("(?s).*\\* goodbye: your address is banned until .*: spam, and noise\n"));
            try (Visitor again = visitor(server, 2).send("put<a,1>");
                    Visitor personAgain = visitor(server, 2).send("sue\n");
                    Visitor other = visitor(server, 4).send("get<a>")) {
                assertTrue(again.rest().matches("bye<banned,3[56]\\d{5},your address is banned until .*>"));
                assertTrue(personAgain.rest().startsWith("* goodbye: your address is banned until "));
                other.until("none<>");
            }
            carol.send("say<general,hello>").until("sent<1>");
            assertEquals(2, figure(server, "clients.banned"));
            assertEquals(1, figure(server, "bans"));

            assertEquals("the ban of address 127.0.0.2 is lifted", last(ask(server, "unban 127.0.0.2", "the ban")));
            try (Visitor back = visitor(server, 2).send("login<alice>")) {
                back.until("welcome<");
            }
            stop(server);
        }
        String log = log();
        assertTrue(log.contains("operator_ban by=console address=127.0.0.2 until="), log);
        assertTrue(log.contains(" connections=2 reason=spam, and noise"), log);
        assertTrue(log.contains("operator_unban by=console address=127.0.0.2 held=true"), log);
    }

    @Test
    void aRangeIsBannedWhenThatIsConfirmedAndNotElse() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "mem");
                Visitor near = visitor(server, 66).send("ping<>");
                Visitor far = visitor(server, 130).send("ping<>")) {
            near.until("pong<>");
            far.until("pong<>");
            ask(server, "ban 127.0.0.64/26", "type yes to ban:");
            ask(server, "no", "not confirmed: nothing is changed");
            near.send("ping<>").until("pong<>");
            assertEquals("0 bans, 0 mutes", last(ask(server, "bans", "0 bans")));

            ask(server, "ban 127.0.0.64/26", "type yes to ban:");
            ask(server, "yes", "banned addresses 127.0.0.64/26 for good: 1 connection is ended");
            assertEquals("bye<banned,-1,your address is banned for good>", near.rest());
            far.send("ping<>").until("pong<>");
            try (Visitor again = visitor(server, 127).send("ping<>");
                    Visitor behind = visitor(server, 128).send("ping<>")) {
                assertEquals("bye<banned,-1,your address is banned for good>", again.rest());
                behind.until("pong<>");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mem", "rdb"})
    void aBannedUserIsEndedAndComesBackNoWay(String store) throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, store);
                Visitor bob = visitor(server, 1).send("register<Bob,correct horse>");
                Visitor sue = visitor(server, 1).send("sue\n");
                Visitor guest = visitor(server, 1).send("login<dave>")) {
            String token = token(bob);
            String guestToken = token(guest);
            sue.until("sue has joined general\n");

            ask(server, "ban BOB spam", "banned user BOB for good: 1 connection is ended");
            ask(server, "ban sue 30", "banned user sue until");
            ask(server, "ban dave", "banned user dave for good: 1 connection is ended");
            assertTrue(bob.rest().endsWith("bye<banned,-1,you are banned for good: spam>"));
            assertTrue(sue.rest().contains("* goodbye: you are banned until "));
            assertTrue(guest.rest().endsWith("bye<banned,-1,you are banned for good>"));

            String told = "error<forbidden,you are banned for good: spam>bye<banned,-1,you are banned for good: spam>";
            assertEquals(told, answer(server, "login<bob,correct horse>"));
            assertEquals(told, answer(server, "resume<" + token + ">"));
            assertTrue(answer(server, "login<bob,wrong horse>quit<>").startsWith("error<bad-credentials,"));
            assertTrue(answer(server, "login<bob>quit<>").startsWith("error<bad-credentials,"));
            assertTrue(answer(server, "resume<" + guestToken + ">quit<>").startsWith("error<bad-credentials,"));
            assertTrue(answer(server, "login<dave>").endsWith("bye<banned,-1,you are banned for good>"));
            assertTrue(
                    answer(server, "register<dave,correct horse>").endsWith("bye<banned,-1,you are banned for good>"));
            assertTrue(
                    answer(server, "sue\n")
                            .matches("! you are banned until .*Z\n\\* goodbye: you are banned until .*Z\n"),
                    "a person");

            ask(server, "unban bob", "the ban of user BOB is lifted");
            assertTrue(answer(server, "resume<" + token + ">quit<>").contains("welcome<"));
        }
    }

    @Test
    void whoIsMutedReadsOn() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "mem");
                Visitor bob = visitor(server, 1).send("login<bob>join<dev>ping<>");
                Visitor alice = visitor(server, 1).send("login<alice>join<dev>ping<>");
                Visitor sue = visitor(server, 1).send("sue\n")) {
            bob.until("pong<>");
            alice.until("pong<>");
            sue.until("sue has joined general\n");
            assertEquals(List.of("muted user Bob for good"), ask(server, "mute Bob -- 3 warnings", "muted"));
            ask(server, "mute sue 30m", "muted user sue until");

            String why = "error<forbidden,you may read on\\, and are muted for good: 3 warnings>";
            bob.send("say<dev,a>").until(why);
            bob.send("say-once<general,k,b>").until(why);
            bob.send("tell<alice,c>").until(why);
            assertTrue(sue.send("hello\n").until("Z\n").contains("! you may read on, and are muted until "));
            assertTrue(sue.send("/msg alice x\n").until("Z\n").contains("! you may read on, and are muted until "));
            alice.send("say<dev,hello>").until("sent<1>");
            String heard = bob.until(",alice,hello>");
            assertTrue(heard.contains("message<dev,1,"), heard);
            alice.send("tell<bob,psst>");
            bob.until(",alice,bob,psst>");
            bob.send("put<k,v>history<dev,5>ping<>").until("pong<>");

            ask(server, "unmute bob", "the mute of user Bob is lifted");
            bob.send("say<dev,sorry>").until("sent<2>");
        }
    }

    /** The console says that it is done when it is on disk. */
    @Test
    void bansAndMutesSurviveAKillRightAfterTheConsoleSaidSo() throws Exception {
        for (int round = 1; round <= (Boolean.getBoolean("maru.nightly") ? 50 : 3); round++) {
            try (ServerProcess server = ServerProcess.start(folder, "rdb")) {
                ask(server, "ban 10.0." + round + ".0/24 spam", "banned");
                ask(server, "ban eve" + round + " 1d", "banned");
                ask(server, "mute bob" + round, "muted");
                server.kill();
            }
            try (ServerProcess server = ServerProcess.start(folder, "rdb")) {
                List<String> listed = ask(server, "bans", "mute  user bob" + round + " ");
                assertEquals(2 * round + " bans, " + (round == 1 ? "1 mute" : round + " mutes"), listed.get(0));
                assertTrue(listed.toString().contains("addresses 10.0." + round + ".0/24"), listed.toString());
                assertTrue(
                        answer(server, "login<eve" + round + ">").startsWith("error<forbidden,you are banned until "));
                assertTrue(answer(server, "login<bob" + round + ">say<general,x>quit<>")
                        .contains("error<forbidden,you may read on\\, and are muted for good>"));
                stop(server);
            }
        }
    }

    @Test
    void actsThatFailAreLoggedAndNoPasswordIs() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "mem")) {
            ask(server, "account nobody password", "the new password of nobody:");
            ask(server, "a secret horse", "! there is no registered user nobody");
            ask(server, "account nobody delete --reason spam", "! there is no registered user nobody");
            ask(server, "account nobody password another secret horse", "! there are too many words");
            ask(server, "kick nobody he left", "nobody is connected");
            stop(server);
        }
        String log = log();
        assertTrue(log.contains("operator_command_failed by=console line=account nobody password why="), log);
        assertTrue(
                log.contains("operator_command_failed by=console line=account nobody delete --reason spam why="), log);
        assertTrue(log.contains("operator_kick by=console who=nobody connections=0 reason=he left"), log);
        assertFalse(log.contains("horse"), log);
    }

    /** Then the log is complete. */
    private static void stop(ServerProcess server) throws IOException, InterruptedException {
        server.type("stop");
        assertEquals(0, server.awaitExit());
    }

    private static Visitor visitor(ServerProcess server, int last) throws IOException {
        return new Visitor(server.port(), "127.0.0." + last);
    }

    private static String answer(ServerProcess server, String requests) throws IOException {
        try (Visitor visitor = visitor(server, 1).send(requests)) {
            return visitor.rest();
        }
    }

    private static String token(Visitor visitor) throws IOException {
        visitor.until("welcome<");
        String fields = visitor.until(">");
        return fields.substring(fields.lastIndexOf(',') + 1, fields.length() - 1);
    }

    /** Types a line, and reads what the console says up to a line that begins so. */
    private static List<String> ask(ServerProcess server, String line, String ending) throws IOException {
        server.type(line);
        List<String> lines = new ArrayList<>();
        while (lines.isEmpty() || !last(lines).startsWith(ending)) {
            String next = server.outputLine();
            if (next == null) {
                throw new AssertionError("no '" + ending + "' behind " + lines + ": " + server.errors());
            }
            lines.add(next);
        }
        return lines;
    }

    private static String last(List<String> lines) {
        return lines.get(lines.size() - 1);
    }

    private static long figure(ServerProcess server, String name) throws IOException {
        return Long.parseLong(last(ask(server, "stats", name + " ")).substring(name.length() + 1));
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("maru.log"));
    }
}
