package maru.bootstrap.security.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import maru.bootstrap.testing.Bulk;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.LineTranscript;
import maru.bootstrap.testing.ServerProcess;
import maru.bootstrap.testing.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of what one connection and one user may have, as clients see them. */
final class QuotaServerTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"mem", "rdb"})
    void refusalNamesTheNumberAndTheWayOut(String store) throws Exception {
        try (ServerProcess server = ServerProcess.start(
                        folder,
                        store,
                        "--max-rooms-joined=2",
                        "--max-holds=1",
                        "--max-watches=1",
                        "--max-follows=1",
                        "--max-keys-per-owner=1",
                        "--max-bytes-per-owner=400",
                        "--max-whispers-waiting=1",
                        "--max-accounts=1",
                        "--max-rooms=3");
                FrameClient client = server.connect();
                FrameClient other = server.connect()) {
            other.send("register<yuna,a good password>quit<>").rest();
            assertLimit(client, "register<joon,a good password>", "1 registered users", "go on as a guest");
            assertTrue(client.ask("login<mina>").startsWith("welcome<"));

            client.ask("join<a>");
            assertLimit(client, "join<b>", "2 rooms", "leave one first");
            client.ask("hold<a,1>");
            assertLimit(client, "hold<b,1>", "1 keys", "delete one first");
            client.ask("watch<x>");
            assertLimit(client, "watch<y>", "1 are the most", "unwatch one");
            client.send("follow<a>").frames(2);
            assertLimit(client, "follow<b>", "1 users", "unfollow one first");
            client.ask("put<~mina/a,1>");
            assertLimit(client, "put<~mina/b,1>", "~mina/ may be 1", "delete one first");
            assertLimit(client, "put<~mina/a," + "x".repeat(400) + ">", "400 bytes", "delete some first");
            client.send("tell<yuna,1>").frames(2);
            assertLimit(client, "tell<yuna,2>", "1 whispers wait already", "follow<yuna>");
            client.send("leave<a>leave<general>join<a>join<b>leave<a>").frames(5);
            assertLimit(client, "join<c>", "3 rooms");
            Statistics stats = Statistics.of(server);
            for (String limit : List.of(
                    "rooms-joined",
                    "holds",
                    "watches",
                    "follows",
                    "keys-per-owner",
                    "bytes-per-owner",
                    "whispers-waiting",
                    "accounts",
                    "rooms")) {
                assertEquals(1, stats.figure("limits." + limit), limit);
            }
        }
    }

    private static void assertLimit(FrameClient client, String request, String... parts) throws IOException {
        String reply = client.ask(request);
        assertTrue(reply.startsWith("error<limit,"), reply);
        String shown = reply.replace("\\", "");
        for (String part : parts) {
            assertTrue(shown.contains(part), reply + " without " + part);
        }
    }

    @Test
    void watchThatWasRefusedForItsSizeIsNoneOfThose() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "mem", "--max-watches", "1");
                Bulk bulk = new Bulk(server.port());
                FrameClient client = server.connect()) {
            bulk.ask(0, 10_001, n -> "put<k" + n + ",v>");
            assertTrue(client.ask("watch<k>").startsWith("error<limit,more than 10000 keys"));
            assertEquals("watch<0>", client.ask("watch<other>"));
            assertEquals("watch<0>", client.ask("watch<other>"));
            assertTrue(client.ask("watch<k10000>").startsWith("error<limit,you watch 1 prefixes"));
        }
    }

    @Test
    void dryRunRefusesNoneOfThemAndCountsAll() throws Exception {
        try (ServerProcess server = ServerProcess.start(
                        folder,
                        "mem",
                        "--dry-run-limits",
                        "--max-holds=1",
                        "--max-keys-per-owner=1",
                        "--max-rooms-joined=1",
                        "--max-rooms=2");
                FrameClient client = server.connect()) {
            client.ask("login<mina>");
            assertTrue(client.send("hold<a,1>hold<b,1>").frames(2).get(1).startsWith("ok<"));
            assertEquals(
                    "ok<>",
                    client.send("put<~mina/a,1>put<~mina/b,1>").frames(2).get(1));
            assertTrue(client.ask("join<a>").startsWith("joined<a,"));
            assertTrue(client.ask("join<b>").startsWith("error<limit,there are 2 rooms"));
            Statistics stats = Statistics.of(server);
            assertEquals(1, stats.figure("limits.holds"));
            assertEquals(1, stats.figure("limits.keys-per-owner"));
            assertEquals(2, stats.figure("limits.rooms-joined"));
            assertEquals(1, stats.figure("limits.rooms"));
        }
    }

    @Test
    void personGoesFromRoomToRoomAsEver() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "mem", "--max-rooms-joined", "1")) {
            LineTranscript.run(
                    server,
                    List.of(
                            "ann> ann             ann< ann has joined general",
                            "ann> /channel dev    ann< ann has left the channel(general)",
                            "                     ann< ann has joined dev",
                            "ann> /channel den    ann< ann has left the channel(dev)",
                            "                     ann< ann has joined den",
                            "ann> /quit           ann< ann has left the channel(den)",
                            "                     ann< ann has joined general",
                            "ann> /who            ann< * in general: ann"));
        }
    }
}
