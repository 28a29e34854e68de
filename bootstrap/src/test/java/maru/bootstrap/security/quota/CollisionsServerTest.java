package maru.bootstrap.security.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import maru.application.testing.CollidingKeys;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerProcess;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Keys and names chosen to meet in a hash table take no longer than others, asked for in turn. That they spread is what
 * CollidingKeysTest and NameTest show without a clock.
 */
@Tag("nightly")
final class CollisionsServerTest {
    private static final int KEYS = 100_000;
    private static final int NAMES = 20_000;
    private static final double MOST = 2;
    private static final int STRETCHES = 5;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void putOfChosenKeysInMemory(CollidingKeys hash) throws Exception {
        putChosenKeys("mem", hash, 10);
    }

    @ParameterizedTest
    @EnumSource
    void putOfChosenKeysOnDisk(CollidingKeys hash) throws Exception {
        putChosenKeys("rdb", hash, 100);
    }

    private void putChosenKeys(String store, CollidingKeys hash, int atOnce) throws Exception {
        List<byte[]> chosen = hash.keys(KEYS);
        List<byte[]> random = CollidingKeys.likeButRandom(chosen);
        try (ServerProcess server = ServerProcess.start(folder, store);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setTcpNoDelay(true);
            put(socket, CollidingKeys.likeButRandom(random).subList(0, KEYS / 2), atOnce);
            long[][] took = new long[2][KEYS / atOnce];
            for (int at = 0; at < KEYS / atOnce; at++) {
                int from = at * atOnce;
                took[0][at] = put(socket, chosen.subList(from, from + atOnce), atOnce);
                took[1][at] = put(socket, random.subList(from, from + atOnce), atOnce);
            }
            compare("put " + store + " " + hash, took);
        }
    }

    /** How long all of them took, so many sent at once. */
    private static long put(Socket socket, List<byte[]> keys, int atOnce) throws IOException {
        long took = 0;
        for (int from = 0; from < keys.size(); from += atOnce) {
            ByteArrayOutputStream frames = new ByteArrayOutputStream();
            for (byte[] key : keys.subList(from, from + atOnce)) {
                frames.writeBytes("put<".getBytes(StandardCharsets.UTF_8));
                frames.writeBytes(key);
                frames.writeBytes(",v>".getBytes(StandardCharsets.UTF_8));
            }
            long begun = System.nanoTime();
            socket.getOutputStream().write(frames.toByteArray());
            byte[] replies = socket.getInputStream().readNBytes("ok<>".length() * atOnce);
            took += System.nanoTime() - begun;
            assertEquals("ok<>".repeat(atOnce), new String(replies, StandardCharsets.UTF_8));
        }
        return took;
    }

    @ParameterizedTest
    @CsvSource({"mem,100000", "rdb,100000"})
    void loginAndRoomOfChosenNames(String store, String rooms) throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, store, "--max-rooms", rooms)) {
            long[][] logins = new long[2][NAMES];
            long[][] joins = new long[2][NAMES];
            for (int at = 0; at < NAMES; at++) {
                visit(server, colliding(at), logins[0], joins[0], at);
                visit(server, random(at), logins[1], joins[1], at);
            }
            compare("login " + store, logins);
            compare("join " + store, joins);
        }
    }

    /** The name is that of the user and of the room, which stays for a while, as does when the user was seen. */
    private static void visit(ServerProcess server, String name, long[] logins, long[] joins, int at)
            throws IOException {
        try (FrameClient client = server.connect()) {
            long begun = System.nanoTime();
            assertTrue(client.ask("login<" + name + ">").startsWith("welcome<"));
            long loggedIn = System.nanoTime();
            assertTrue(client.ask("join<" + name + ">").startsWith("joined<"));
            logins[at] = loggedIn - begun;
            joins[at] = System.nanoTime() - loggedIn;
            client.send("quit<>").rest();
        }
    }

    /** {@code an} and {@code c0} have the same hash in Java, and so have all texts made of them. */
    private static String colliding(int number) {
        StringBuilder name = new StringBuilder();
        for (int bit = 0; bit < 16; bit++) {
            name.append(((number >>> bit) & 1) == 0 ? "an" : "c0");
        }
        return name.toString();
    }

    private static String random(int number) {
        Random random = new Random(number);
        StringBuilder name = new StringBuilder();
        for (int at = 0; at < 32; at++) {
            name.append((char) ('a' + random.nextInt(26)));
        }
        return name.toString();
    }

    @Test
    void namesDoCollideInJava() {
        assertEquals(colliding(0).hashCode(), colliding(NAMES - 1).hashCode());
    }

    /** The later half, when the tables have grown and the code is compiled. */
    private static void compare(String what, long[][] took) {
        long chosen = late(took[0], 99);
        long random = late(took[1], 99);
        print(what + ": chosen p50 " + late(took[0], 50) / 1_000 + " p99 " + chosen / 1_000 + " us, random p50 "
                + late(took[1], 50) / 1_000 + " p99 " + random / 1_000 + " us");
        assertTrue(chosen <= MOST * random, what + ": " + chosen + " against " + random + " ns");
    }

    /** The median of some stretches: what else the machine does is in one or the other. */
    private static long late(long[] took, int percent) {
        long[] found = new long[STRETCHES];
        int length = took.length / 2 / STRETCHES;
        for (int i = 0; i < STRETCHES; i++) {
            int from = took.length / 2 + i * length;
            long[] stretch = Arrays.copyOfRange(took, from, from + length);
            Arrays.sort(stretch);
            found[i] = stretch[length * percent / 100];
        }
        Arrays.sort(found);
        return found[STRETCHES / 2];
    }

    @SuppressWarnings("SystemOut")
    private static void print(String line) {
        System.out.println(line);
    }
}
