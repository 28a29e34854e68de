package maru.adapter.socket.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import maru.application.limits.Limit;
import maru.application.limits.Rate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ten requests a second, twenty at once. */
final class RequestRateTest {
    private static final int BURST = 20;
    private static final Rate RATE = Rate.of(10, Duration.ofSeconds(1), BURST);
    private static final String REFUSED =
            "error<rate-limited,10 requests a second and 20 at once at most\\, and this one was not done: wait for the"
                    + " replies to what you sent before you send more>";

    private EmbeddedServer server = new EmbeddedServer(false, Map.of(Limit.REQUESTS, RATE), false);
    private EmbeddedClient client = server.connect();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void withinTheBurstNothingHappens() {
        client.send("ping<>".repeat(BURST));
        client.assertReceived("pong<>".repeat(BURST));
        assertTrue(client.isBeingRead());
        server.live(1_000);
        client.send("ping<>".repeat(10));
        client.assertReceived("pong<>".repeat(10));
        assertTrue(client.isBeingRead());
        assertEquals(0, server.exceeded(Limit.REQUESTS));
    }

    @Test
    void whoIsOverItIsReadMoreSlowlyAndWhatWasReadIsDone() {
        client.send("ping<>".repeat(BURST + 5));
        client.assertReceived("pong<>".repeat(BURST + 5));
        assertFalse(client.isBeingRead());
        assertEquals(5, server.exceeded(Limit.REQUESTS));
        client.send("ping<>");
        server.live(490);
        client.assertReceived("");
        server.live(20);
        assertTrue(client.isBeingRead());
        client.read();
        server.turn();
        client.assertReceived("pong<>");
    }

    @Test
    void whoWaitsForRepliesIsNeverRefusedHoweverFast() {
        for (int asked = 0; asked < 200; asked++) {
            client.send("ping<>");
            while (client.unread() > 0) {
                server.live(10);
                client.read();
                server.turn();
            }
            client.assertReceived("pong<>");
        }
        long most = BURST + 10 * server.nanos() / 1_000_000_000 + 2;
        assertTrue(200 <= most, "200 requests within " + server.nanos() + " ns");
        assertTrue(server.nanos() <= 19_000_000_000L, server.nanos() + " ns for 200 requests");
    }

    @Test
    void furtherRequestsThanThoseAreRefusedInTheirPlaceAndNotDone() {
        client.send("add<n,1>".repeat(2 * BURST + 3));
        StringBuilder expected = new StringBuilder();
        for (int done = 1; done <= 2 * BURST; done++) {
            expected.append("value<").append(done).append('>');
        }
        client.assertReceived(expected + REFUSED.repeat(3));
        server.live(10_000);
        client.send("get<n>");
        client.assertReceived("value<40>");
    }

    @Test
    void whoGoesOnAllTheSameIsSentAway() {
        client.send("ping<>".repeat(6 * BURST));
        String received = client.received();
        String start = "pong<>".repeat(2 * BURST) + REFUSED.repeat(3 * BURST);
        assertTrue(received.startsWith(start), received);
        assertTrue(received.matches(
                "(?s).*" + REFUSED.substring(0, 20) + "[^>]*>bye<flood,10000,10 requests a second .*"));
        assertTrue(client.isClosed());
        assertEquals(CloseReason.FLOOD, client.session().closeReason());
    }

    @Test
    void whatIsNoFrameCountsToo() {
        client.send("Get<>".repeat(2 * BURST) + "Get<>>get<><>>ping<>");
        String received = client.received();
        assertEquals(2 * BURST, received.split("error<bad-frame", -1).length - 1);
        assertTrue(received.endsWith(">" + REFUSED.repeat(4)), received);
    }

    @Test
    void aWrongFrameIsRefusedOnceWithWhatBelongsToIt() {
        client.send("ping<>".repeat(2 * BURST) + "hold<\\x>>>cas<k>>>ping<\\x>>ping<>");
        client.assertReceived("pong<>".repeat(2 * BURST) + REFUSED.repeat(4));
    }

    @Test
    void aPongThatIsTooMuchGetsNoReplyEither() {
        client.send("ping<>".repeat(2 * BURST) + "pong<>pong<\\>>ping<>");
        client.assertReceived("pong<>".repeat(2 * BURST) + REFUSED);
        assertEquals(BURST + 3, server.exceeded(Limit.REQUESTS));
    }

    @Test
    void aPersonIsToldSoToo() {
        client.send("bob\n" + "/rooms\n".repeat(2 * BURST));
        String received = client.received();
        assertTrue(
                received.endsWith("! 10 requests a second and 20 at once at most, and this one was not done: wait for"
                        + " the replies to what you sent before you send more\n"));
        assertEquals(2, received.split("10 requests a second", -1).length);
        client.send("/rooms\n".repeat(6 * BURST));
        server.live(2_500);
        client.read();
        server.turn();
        assertTrue(client.received().contains("\n* goodbye: 10 requests a second and 20 at once at most"));
    }

    @Test
    void theSilenceOfWhoIsNotReadIsNotCounted() {
        slow();
        client.send("watch<w>" + "ping<>".repeat(2 * BURST - 1));
        client.received();
        assertFalse(client.isBeingRead());
        server.live(190_000);
        client.assertReceived("");
        assertFalse(client.isClosed());
        server.live(10_500);
        assertTrue(client.isBeingRead());
        server.live(29_000);
        client.assertReceived("");
        server.live(1_500);
        client.assertReceived("ping<>");
        server.live(31_000);
        assertTrue(client.isClosed());
    }

    @Test
    void aFrameIsNotLateForThePause() {
        slow();
        client.send("ping<>".repeat(2 * BURST) + "get<a");
        server.live(201_000);
        assertTrue(client.isBeingRead());
        server.live(28_000);
        client.assertReceived("pong<>".repeat(2 * BURST));
        client.send(">");
        client.assertReceived("none<>");
        client.send("get<a");
        server.live(30_500);
        assertTrue(client.received().startsWith("bye<protocol,"));
    }

    @Test
    void whatWaitsForAnAnswerIsDoneWhenThatIsThereThoughTheSocketIsNotReadYet() {
        server.talk().answerLater(true);
        client.send("ping<>".repeat(BURST + 5) + "login<alice>" + "ping<>".repeat(5));
        client.assertReceived("pong<>".repeat(BURST + 5));
        server.talk().answerAll();
        server.turn();
        assertTrue(client.received().matches("welcome<7,alice,[^>]*>(pong<>){5}"));
        assertFalse(client.isBeingRead());
        server.live(1_200);
        assertTrue(client.isBeingRead());
    }

    @Test
    void whoIsGoneIsNotReadAgain() {
        client.send("ping<>".repeat(BURST + 5));
        client.vanish();
        server.live(2_000);
        assertTrue(client.isClosed());
        assertEquals(List.of(), server.fatal());
    }

    @Test
    void aDryRunCountsAndDoesAll() {
        server.close();
        server = new EmbeddedServer(false, Map.of(Limit.REQUESTS, RATE), true);
        client = server.connect();
        client.send("ping<>".repeat(10 * BURST));
        client.assertReceived("pong<>".repeat(10 * BURST));
        assertTrue(client.isBeingRead());
        assertEquals(9 * BURST, server.exceeded(Limit.REQUESTS));
        server.live(BURST * 100 * 6);
        client.send("ping<>");
        assertEquals(9 * BURST, server.exceeded(Limit.REQUESTS));
    }

    /** However what is sent is cut and timed, up to when it is a flood: one reply for each, in its place. */
    @Test
    void everyRequestGetsOneReplyInItsPlace() {
        Random random = new Random(6);
        for (int round = 0; round < 30; round++) {
            EmbeddedClient other = server.connect();
            int sent = 0;
            StringBuilder received = new StringBuilder();
            while (sent < 300 && !other.isClosed()) {
                int count = 1 + random.nextInt(2 * BURST);
                StringBuilder frames = new StringBuilder();
                for (int at = 0; at < count; at++) {
                    frames.append("hello<")
                            .append(random.nextBoolean() ? "\\" : "")
                            .append("1x")
                            .append(sent++)
                            .append("> ");
                }
                other.send(frames.substring(0, frames.length() / 2));
                other.send(frames.substring(frames.length() / 2));
                server.live(10L * random.nextInt(200));
                other.read();
                server.turn();
                received.append(other.received());
            }
            while (other.unread() > 0) {
                server.live(100);
                other.read();
                server.turn();
            }
            received.append(other.received());
            assertReplies(sent, received.toString());
        }
    }

    /** Each reply either names its request, or says that it was not done. */
    private static void assertReplies(int count, String received) {
        String[] replies = received.split(">", -1);
        boolean isFlood = received.contains("bye<flood");
        assertTrue(isFlood || replies.length - 1 == count, replies.length - 1 + " of " + count);
        for (int at = 0; at < replies.length - (isFlood ? 2 : 1); at++) {
            boolean isIts = replies[at].endsWith(" not '1x" + at + "'");
            assertTrue(isIts || replies[at].startsWith("error<rate-limited,"), at + ": " + replies[at]);
        }
    }

    /** One request in ten seconds: so pauses are long. */
    private void slow() {
        server.close();
        server = new EmbeddedServer(false, Map.of(Limit.REQUESTS, new Rate(BURST, 10_000_000)), false);
        client = server.connect();
    }
}
