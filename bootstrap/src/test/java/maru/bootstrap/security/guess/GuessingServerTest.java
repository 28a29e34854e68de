package maru.bootstrap.security.guess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import maru.bootstrap.testing.Frame;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerProcess;
import maru.bootstrap.testing.Statistics;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords are guessed from many addresses and from one: the limits hold, and the owner and all others hardly notice. */
class GuessingServerTest {
    private static final boolean IS_NIGHTLY = Boolean.getBoolean("maru.nightly");
    private static final int ADDRESSES = IS_NIGHTLY ? 100 : 6;
    private static final int GUESSES_OF_ADDRESS = 10;
    private static final int ADDRESSES_AT_ONCE = 5;
    private static final int LOGINS_A_MINUTE = 5;
    private static final int FAILED_AN_HOUR = 20;
    private static final int ACCOUNTS = 1_000;
    private static final int LOGINS_A_SECOND = 500;
    private static final int FLOOD_ADDRESSES = IS_NIGHTLY ? 1_000 : 2;
    private static final int FLOOD_SECONDS = IS_NIGHTLY ? 30 : 1;
    private static final double MOST_MILLIS = 20;
    private static final String WRONG = "name and password do not belong together";
    private static final String TOO_MANY =
            "5 logins a minute with a wrong password to one account from one address: try again in N seconds";

    @TempDir
    Path folder;

    @Test
    void guessesAtOneAccountFromManyAddressesAreAFewEach() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "mem");
                FrameClient owner = server.connect()) {
            String token = register(owner, "alice");
            long longest = 0;
            try (Guessers guessers = new Guessers(server.port(), ADDRESSES)) {
                for (int first = 0; first < ADDRESSES; first += ADDRESSES_AT_ONCE) {
                    long began = System.nanoTime();
                    for (int from = first; from < Math.min(ADDRESSES, first + ADDRESSES_AT_ONCE); from++) {
                        for (int guess = 0; guess < GUESSES_OF_ADDRESS; guess++) {
                            guessers.login(from, guess % 2 == 0 ? "alice" : "ALICE", "guess " + guess);
                        }
                    }
                    assertResumes(server, token);
                    guessers.awaitAnswers();
                    longest = Math.max(longest, System.nanoTime() - began);
                }
                long more = TimeUnit.NANOSECONDS.toSeconds(longest) * LOGINS_A_MINUTE / 60 + 1;
                int tried = guessers.count("bad-credentials");
                int refused = guessers.count("rate-limited");
                assertTrue(tried >= ADDRESSES * LOGINS_A_MINUTE, guessers.toString());
                assertTrue(tried <= ADDRESSES * (LOGINS_A_MINUTE + more), guessers + ", " + more);
                assertEquals(ADDRESSES * GUESSES_OF_ADDRESS, tried + refused, guessers.toString());
                assertTrue(
                        Set.of(WRONG, TOO_MANY).containsAll(guessers.details().keySet()),
                        () -> guessers.details().toString());
                assertEquals(refused, Statistics.of(server).figure("limits.logins"));
                print("from " + ADDRESSES + " addresses, " + guessers);
            }
            assertResumes(server, token);
            try (FrameClient elsewhere = server.connect()) {
                assertTrue(elsewhere.ask("login<alice,a good password>").startsWith("welcome<"));
            }
        }
    }

    @Test
    void guessesAtManyAccountsFromOneAddressAreAFewInAll() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "mem");
                FrameClient owner = server.connect();
                Guessers guesser = new Guessers(server.port(), 1)) {
            String token = register(owner, "user0");
            for (int account = 0; account < ACCOUNTS; account++) {
                guesser.login(0, "user" + account, "a bad password");
            }
            assertResumes(server, token);
            guesser.awaitAnswers();
            assertEquals(
                    Map.of(
                            WRONG,
                            FAILED_AN_HOUR,
                            "20 logins an hour with a wrong password from one address: try again in N seconds",
                            ACCOUNTS - FAILED_AN_HOUR),
                    guesser.details());
            assertEquals(ACCOUNTS - FAILED_AN_HOUR, Statistics.of(server).figure("limits.failed-logins"));
            print("from one address, " + guesser);
        }
    }

    @Test
    void aFloodOfLoginsIsAnsweredWhileOthersPing() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "mem")) {
            flood(server, FLOOD_SECONDS);
        }
    }

    /** Each of them may be hashed: only that no more than 102 wait holds the flood up. */
    @Test
    @Tag("nightly")
    void othersHardlyNoticeHashesWithoutEnd() throws Exception {
        try (ServerProcess server =
                ServerProcess.start(folder, "mem", "--max-logins", "0", "--max-failed-logins", "0")) {
            flood(server, FLOOD_SECONDS);
        }
    }

    private static void flood(ServerProcess server, int seconds) throws Exception {
        try (FrameClient owner = server.connect();
                Guessers guessers = new Guessers(server.port(), FLOOD_ADDRESSES)) {
            String token = register(owner, "alice");
            warmUp(guessers);
            try (Pings pings = new Pings(server.port())) {
                long began = System.nanoTime();
                long first = guessers.sent();
                long all = (long) seconds * LOGINS_A_SECOND;
                while (guessers.sent() - first < all) {
                    long due = (System.nanoTime() - began) * LOGINS_A_SECOND / TimeUnit.SECONDS.toNanos(1);
                    while (guessers.sent() - first < Math.min(due, all)) {
                        long number = guessers.sent();
                        guessers.login((int) (number % FLOOD_ADDRESSES), "user" + number % 777, "guess " + number);
                    }
                    guessers.read(1);
                }
                assertResumes(server, token);
                guessers.awaitAnswers();
                long[] took = pings.finish();
                print(String.format(
                        "%s; %d pings: p50 %.2f, p99 %.2f, p99.9 %.2f ms",
                        guessers,
                        took.length,
                        Pings.millis(took, 500),
                        Pings.millis(took, 990),
                        Pings.millis(took, 999)));
                assertEquals(
                        guessers.sent(),
                        guessers.count("bad-credentials") + guessers.count("rate-limited") + guessers.count("busy"),
                        guessers.toString());
                assertTrue(took.length > 0);
                if (IS_NIGHTLY) {
                    assertTrue(Pings.millis(took, 990) <= MOST_MILLIS, "p99 " + Pings.millis(took, 990) + " ms");
                }
            }
        }
    }

    /** Until the JIT has compiled the hash. */
    private static void warmUp(Guessers guessers) throws Exception {
        for (int i = 0; IS_NIGHTLY && i < 60; i++) {
            guessers.login(i, "nobody", "guess " + i);
        }
        guessers.awaitAnswers();
    }

    private static String register(FrameClient client, String name) throws Exception {
        return Frame.await(client.send("register<" + name + ",a good password>"), "welcome")
                .text(2);
    }

    private static void assertResumes(ServerProcess server, String token) throws Exception {
        try (FrameClient owner = server.connect()) {
            assertEquals("welcome", Frame.of(owner.ask("resume<" + token + ">")).name());
        }
    }

    private static void print(String figures) {
        System.out.println("guessing: " + figures);
    }
}
