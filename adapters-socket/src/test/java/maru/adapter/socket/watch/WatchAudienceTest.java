package maru.adapter.socket.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import maru.domain.kv.Prefix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WatchAudienceTest {
    @Test
    void whoCantBeToldOfAChangeKeepsNobodyElseFromIt() {
        EmbeddedServer server = new EmbeddedServer();
        EmbeddedClient alice = server.connectWithFrames();
        EmbeddedClient bob = server.connectWithFrames();
        alice.send("watch<k>");
        bob.send("watch<k>");
        bob.received();
        alice.failToSend();
        long first = server.entries().change("k", "1");
        server.turn();
        long second = server.entries().change("k.2", "2");
        server.turn();
        bob.assertReceived("changed<k," + first + ",1>changed<k.2," + second + ",2>");
        assertTrue(alice.session().hasEnded());
        server.close();
    }

    private final EmbeddedServer server = new EmbeddedServer();
    private final EmbeddedClient client = server.connectWithFrames();
    private final EmbeddedClient other = server.connectWithFrames();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void showsWhatIsThereAndThenEveryChange() {
        other.send("put<p.a,1>put<p.b,2>put<q,3>");
        client.send("watch<p.>");
        client.assertReceived("watch<2>changed<p.a,101,1>changed<p.b,102,2>");
        other.send("put<p.a,4>put<q,5>del<p.b>del<p.b>add<p.n,1>cas<p.a,104,6>put<p,x>");
        client.assertReceived("changed<p.a,104,4>removed<p.b,106>changed<p.n,107,1>changed<p.a,108,6>");
    }

    @Test
    void watchesEveryKeyWithTheEmptyPrefix() {
        client.send("watch<>");
        other.send("put<\\<,\\>\\,\\\\>put<~,x>");
        client.assertReceived("watch<0>changed<\\<,101,\\>\\,\\\\>changed<~,102,x>");
    }

    @Test
    void givesAChangeOnceHoweverManyWatchesCoverIt() {
        client.send("watch<>watch<a>watch<ab>watch<abc>watch<b>");
        client.received();
        change("abc", "1");
        change("ab", "2");
        change("b", "3");
        client.assertReceived("changed<abc,101,1>changed<ab,102,2>changed<b,103,3>");
    }

    @Test
    void showsNothingAfterUnwatch() {
        client.send("watch<a>watch<ab>");
        client.send("unwatch<a>");
        client.received();
        change("a", "1");
        client.assertReceived("");
        change("ab", "2");
        client.assertReceived("changed<ab,102,2>");
        client.send("unwatch<ab>unwatch<ab>unwatch<x>");
        client.assertReceived("ok<>ok<>ok<>");
        change("ab", "3");
        client.assertReceived("");
    }

    @Test
    void showsAChangeThatIsUnderWayBeforeTheListThatHasIt() {
        client.send("watch<a>");
        client.received();
        server.entries().change("ab", "1");
        client.send("watch<ab>");
        client.assertReceived("changed<ab,101,1>watch<1>changed<ab,101,1>");
    }

    @Test
    void showsARemovalThatIsUnderWayWhenAnotherWatchBegins() {
        client.send("put<ab,1>watch<a>");
        client.received();
        other.sendWithinTurn("del<ab>");
        client.send("watch<ab>");
        client.assertReceived("removed<ab,102>watch<0>");
    }

    @Test
    void showsNoChangeBeforeItsWatch() {
        server.entries().answerLater(true);
        client.send("watch<a>");
        change("a", "1");
        client.assertReceived("");
        server.entries().answerAll();
        server.turn();
        client.assertReceived("watch<0>changed<a,101,1>");
    }

    @Test
    void showsChangesThatCameWhileTheAnswerWasOnItsWay() {
        server.entries().change("a1", "0");
        server.entries().answerLater(true);
        client.send("watch<a>");
        change("a1", "1");
        change("b", "2");
        server.entries().answerAll();
        change("a1", "3");
        change("a2", "4");
        client.assertReceived("watch<1>changed<a1,101,0>changed<a1,102,1>changed<a1,104,3>changed<a2,105,4>");
    }

    @Test
    void beginsOnceWhenTheSamePrefixIsWatchedTwiceBeforeAnAnswer() {
        server.entries().answerLater(true);
        client.send("watch<a>watch<a>");
        change("a", "1");
        server.entries().answer(0);
        change("a", "2");
        client.assertReceived("watch<0>changed<a,101,1>changed<a,102,2>");
        server.entries().answer(1);
        change("a", "3");
        client.assertReceived("watch<0>changed<a,103,3>");
        assertEquals(1, client.info().watches());
    }

    @Test
    void givesAChangeOnceThatSeveralWatchesWaitFor() {
        server.entries().answerLater(true);
        client.send("watch<a>watch<>");
        change("ab", "1");
        change("c", "2");
        server.entries().answerAll();
        server.turn();
        client.assertReceived("watch<0>watch<0>changed<ab,101,1>changed<c,102,2>");
    }

    @Test
    void showsWhatAnOlderWatchCoversInItsPlaceAroundTheListOfANewerOne() {
        client.send("watch<>");
        client.received();
        server.entries().answerLater(true);
        client.send("watch<a>");
        change("ab", "1");
        change("c", "2");
        client.assertReceived("changed<c,102,2>");
        server.entries().answerAll();
        change("ab", "3");
        client.assertReceived("watch<0>changed<ab,101,1>changed<ab,103,3>");
    }

    @Test
    void showsWhatAnOlderWatchCoversWhenANewerOneIsRefusedOrEnded() {
        client.send("watch<>");
        client.received();
        server.entries().answerLater(true);
        client.send("watch<!x>watch<a>");
        change("!xy", "1");
        change("ab", "2");
        client.assertReceived("");
        client.send("unwatch<a>");
        server.entries().answerAll();
        server.turn();
        client.assertReceived("error<limit,too many keys>watch<0>ok<>changed<ab,102,2>changed<!xy,101,1>");
    }

    @Test
    void keepsWaitingForTheOtherWatchWhenOneIsEnded() {
        server.entries().answerLater(true);
        client.send("watch<a>watch<>unwatch<a>");
        change("ab", "1");
        server.entries().answerAll();
        server.turn();
        client.assertReceived("watch<0>watch<0>ok<>changed<ab,101,1>");
    }

    @Test
    void showsNothingToAWatchThatWasEndedBeforeItsAnswer() {
        server.entries().answerLater(true);
        client.send("watch<a>unwatch<a>");
        change("a", "1");
        server.entries().answerAll();
        server.turn();
        client.assertReceived("watch<0>ok<>");
        change("a", "2");
        client.assertReceived("");
        assertEquals(0, client.info().watches());
    }

    @Test
    void beginsAnewAfterAnUnwatchBetweenTwoRequests() {
        server.entries().answerLater(true);
        client.send("watch<a>unwatch<a>watch<a>");
        server.entries().answer(0);
        server.turn();
        client.assertReceived("watch<0>ok<>");
        change("a", "1");
        client.assertReceived("");
        server.entries().answer(1);
        server.turn();
        client.assertReceived("watch<0>changed<a,101,1>");
        change("a", "2");
        client.assertReceived("changed<a,102,2>");
    }

    @Test
    void watchesNothingWhenItIsRefused() {
        client.send("watch<!x>");
        client.assertReceived("error<limit,too many keys>");
        change("!xy", "1");
        client.assertReceived("");
        assertEquals(0, client.info().watches());
    }

    @Test
    void keepsAnEarlierWatchWhenALaterRequestIsRefused() {
        client.send("watch<>");
        client.received();
        server.entries().answerLater(true);
        client.send("watch<!x>watch<!x>");
        server.entries().answer(1);
        server.entries().answer(0);
        server.turn();
        change("!xy", "1");
        client.assertReceived("error<limit,too many keys>error<limit,too many keys>changed<!xy,101,1>");
        assertEquals(1, client.info().watches());
    }

    @Test
    void forgetsWhoIsGone() {
        client.send("watch<a>");
        other.send("watch<a>");
        client.received();
        other.received();
        client.vanish();
        change("a", "1");
        other.assertReceived("changed<a,101,1>");
        client.assertReceived("");
        assertEquals(0, client.info().watches());
    }

    @Test
    void listensOnlyWhileSomebodyWatches() {
        WatchAudience audience = new WatchAudience();
        audience.add(server.loop());
        assertFalse(audience.isListening());
        Prefix prefix = Prefix.of(new byte[0]);
        audience.add(client.session(), prefix);
        assertTrue(audience.isListening());
        audience.add(other.session(), prefix);
        audience.remove(client.session(), prefix);
        assertTrue(audience.isListening());
        audience.removeAll(other.session());
        assertFalse(audience.isListening());
    }

    @Test
    void showsAllWhoWatchTheSame() {
        client.send("watch<a>");
        other.send("watch<>");
        client.received();
        other.received();
        for (int at = 0; at < 10_000; at++) {
            server.entries().change("a" + at % 7, "x".repeat(at % 100));
        }
        server.turn();
        String received = client.received();
        assertEquals(10_000, received.split(">").length);
        assertEquals(received, other.received());
    }

    private void change(String key, String value) {
        server.entries().change(key, value);
        server.turn();
    }
}
