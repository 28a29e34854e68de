package maru.adapter.socket.room;

import static maru.adapter.socket.room.RoomTalk.crowd;
import static maru.adapter.socket.room.RoomTalk.message;
import static maru.adapter.socket.room.RoomTalk.reply;
import static maru.adapter.socket.room.RoomTalk.shown;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import java.util.List;
import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import maru.adapter.socket.session.CloseReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LoopRoomTest {
    private final EmbeddedServer server = new EmbeddedServer();
    private final LoopRoom room = new LoopRoom(RoomTalk.withoutHold(server));
    private final EmbeddedClient bob = server.connectWithFrames();
    private final EmbeddedClient carol = server.connectWithFrames();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void writesAndFlushesOnceForAllThatATurnBrings() {
        join(bob, carol);
        int writes = bob.writes();
        int flushes = bob.flushes();
        tell(1, 50);
        bob.assertReceived("");
        server.turn();
        assertEquals(50, bob.received().split(">").length);
        assertEquals(writes + 1, bob.writes());
        assertEquals(flushes + 1, bob.flushes());
    }

    @Test
    void sendsAllMembersTheSameMemoryAndReleasesIt() {
        join(bob, carol);
        bob.takeNothing();
        tell(1, 2);
        server.turn();
        ByteBuf memory = bob.lastMemory();
        assertSame(memory, carol.lastMemory());
        carol.assertReceived(shown(1) + shown(2));
        assertEquals(1, memory.refCnt());
        bob.takeAll();
        bob.assertReceived(shown(1) + shown(2));
        assertEquals(0, memory.refCnt());
    }

    @Test
    void flushesOnceWhereRepliesAreThereToo() {
        join(bob);
        int flushes = bob.flushes();
        bob.sendWithinTurn("put<a,1>");
        tell(1, 3);
        bob.sendWithinTurn("ping<>");
        server.turn();
        bob.assertReceived("ok<>pong<>" + shown(1) + shown(2) + shown(3));
        assertEquals(flushes + 2, bob.flushes(), "one for what was read before the turn had anything to push");
    }

    @Test
    void beginsForAMemberBehindWhatWasToldBefore() {
        join(bob);
        tell(1, 2);
        join(carol);
        reply(carol.session(), "joined");
        tell(3, 3);
        server.turn();
        bob.assertReceived(shown(1) + shown(2) + shown(3));
        carol.assertReceived("joined<>" + shown(3));
    }

    @Test
    void sendsNothingToWhoCameLast() {
        join(bob);
        tell(1, 1);
        join(carol);
        int flushes = carol.flushes();
        server.turn();
        assertEquals(flushes, carol.flushes());
        tell(2, 2);
        server.turn();
        carol.assertReceived(shown(2));
    }

    @Test
    void givesWhoLeavesAllThatCameBeforeAndNothingAfter() {
        join(bob, carol);
        tell(1, 2);
        room.remove(bob.session());
        reply(bob.session(), "left");
        tell(3, 3);
        server.turn();
        bob.assertReceived(shown(1) + shown(2) + "left<>");
        carol.assertReceived(shown(1) + shown(2) + shown(3));
    }

    @Test
    void takesWhoLeftAndCameAgainFromThereOn() {
        join(bob, carol);
        tell(1, 1);
        room.remove(bob.session());
        tell(2, 2);
        join(bob);
        tell(3, 3);
        server.turn();
        bob.assertReceived(shown(1) + shown(3));
    }

    @Test
    void answersBehindWhatWasToldBefore() {
        join(bob, carol);
        tell(1, 2);
        room.catchUp(bob.session());
        reply(bob.session(), "history");
        tell(3, 3);
        room.catchUp(bob.session());
        room.catchUp(bob.session());
        reply(bob.session(), "who");
        server.turn();
        bob.assertReceived(shown(1) + shown(2) + "history<>" + shown(3) + "who<>");
        carol.assertReceived(shown(1) + shown(2) + shown(3));
    }

    @Test
    void tellsInTheNextTurnWhatCameBehindThis() {
        join(bob);
        tell(1, 1);
        server.turn();
        bob.assertReceived(shown(1));
        server.turn();
        tell(2, 2);
        bob.assertReceived("");
        server.turn();
        bob.assertReceived(shown(2));
    }

    @Test
    void pushesBehindAReplyThatIsThereAndBeforeThoseThatAreNot() {
        join(bob, carol);
        server.entries().answerLater(true);
        bob.send("get<a>get<b>get<c>");
        server.entries().answer(1);
        tell(1, 2);
        server.turn();
        bob.assertReceived("");
        carol.assertReceived(shown(1) + shown(2));
        server.entries().answer(0);
        server.turn();
        bob.assertReceived("none<>none<>" + shown(1) + shown(2));
        server.entries().answer(2);
        tell(3, 3);
        server.turn();
        bob.assertReceived("none<>" + shown(3));
    }

    @Test
    void keepsForWhoTakesNothingWhatOthersHaveLongHad() {
        join(bob, carol);
        bob.takeNothing();
        StringBuilder all = new StringBuilder();
        for (int id = 1; id <= 30; id++) {
            tell(id, id);
            server.turn();
            all.append(shown(id));
            carol.assertReceived(shown(id));
        }
        bob.take(17);
        bob.takeAll();
        bob.assertReceived(all.toString());
        assertEquals(0, bob.info().bytesWaiting());
    }

    @Test
    void putsEachFrameOnALineForWhoTypes() {
        bob.send("ping<>\n");
        bob.received();
        join(bob, carol);
        tell(1, 2);
        server.turn();
        bob.assertReceived(shown(1) + "\n" + shown(2) + "\n");
        carol.assertReceived(shown(1) + shown(2));
    }

    @Test
    void endsWhoIsTooSlowWhileOthersGoOn() {
        join(bob, carol);
        bob.takeNothing();
        String text = "x".repeat(2_000);
        int id = 0;
        for (; id < 200; id++) {
            room.tell(message(id, text));
            server.turn();
            carol.assertReceived(shown(id, text));
        }
        assertEquals(List.of(bob.id()), server.ended());
        bob.takeAll();
        String received = bob.received();
        assertTrue(received.startsWith(shown(0, text) + "bye<slow,1000,"), () -> received.substring(2_000));
        assertTrue(bob.isClosed());
    }

    @Test
    void dropsWhatIsToldBehindABye() {
        join(bob, carol);
        tell(1, 1);
        bob.session().endAfterReplies(CloseReason.KICKED, "enough");
        tell(2, 2);
        server.turn();
        tell(3, 3);
        server.turn();
        bob.assertReceived(shown(1) + "bye<kicked,-1,enough>");
        carol.assertReceived(shown(1) + shown(2) + shown(3));
    }

    @Test
    void showsLinesToPeopleButNotTheirOwn() {
        EmbeddedClient alice = RoomTalk.connectWithLines(server, "alice");
        EmbeddedClient dave = RoomTalk.connectWithLines(server, "dave");
        join(alice, dave, bob);
        tell(1, 2);
        room.remove(dave.session());
        tell(3, 3);
        server.turn();
        alice.assertReceived("");
        dave.assertReceived("alice: m1\nalice: m2\n");
        bob.assertReceived(shown(1) + shown(2) + shown(3));
    }

    @Test
    void countsTheRoomsOfASession() {
        EmbeddedClient dave = RoomTalk.connectWithLines(server, "dave");
        LoopRoom other = new LoopRoom(RoomTalk.withoutHold(server));
        join(bob, dave);
        other.add(bob.session());
        assertEquals(2, bob.info().rooms());
        assertEquals(1, dave.info().rooms());
        room.remove(bob.session());
        room.remove(bob.session());
        room.remove(dave.session());
        assertEquals(1, bob.info().rooms());
        assertEquals(0, dave.info().rooms());
    }

    @Test
    void takesNobodyInTwiceNorWhoIsGone() {
        join(bob);
        assertThrows(IllegalStateException.class, () -> room.add(bob.session()));
        carol.vanish();
        join(carol);
        assertEquals(0, carol.info().rooms());
        room.remove(carol.session());
        assertEquals(0, carol.info().rooms());
    }

    @Test
    void goesOnWhenAllHaveLeftWithinATurn() {
        List<EmbeddedClient> crowd = crowd(server, 30);
        crowd.forEach(this::join);
        tell(1, 1);
        crowd.forEach(member -> room.remove(member.session()));
        tell(2, 2);
        join(bob);
        tell(3, 3);
        server.turn();
        crowd.forEach(member -> member.assertReceived(shown(1)));
        bob.assertReceived(shown(3));
        assertFalse(server.step());
    }

    private void join(EmbeddedClient... clients) {
        for (EmbeddedClient client : clients) {
            room.add(client.session());
        }
    }

    private void tell(int from, int to) {
        for (int id = from; id <= to; id++) {
            room.tell(message(id));
        }
    }
}
