package maru.adapter.socket.room;

import static maru.adapter.socket.room.RoomTalk.crowd;
import static maru.adapter.socket.room.RoomTalk.message;
import static maru.adapter.socket.room.RoomTalk.reply;
import static maru.adapter.socket.room.RoomTalk.shown;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import maru.adapter.socket.session.CloseReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A room that has sent its first message, and is told the next ones within the millisecond that it then keeps back. */
final class RoomHoldTest {
    private static final long MILLI = 1_000_000;

    private final EmbeddedServer server = new EmbeddedServer();
    private final RoomHold hold = new RoomHold(server.loop(), MILLI, 1, server::nanos);
    private final LoopRoom room = new LoopRoom(hold);
    private final EmbeddedClient bob = server.connectWithFrames();
    private final EmbeddedClient carol = server.connectWithFrames();

    @BeforeEach
    void sendTheFirst() {
        room.add(bob.session());
        room.add(carol.session());
        room.tell(message(1));
        server.turn();
        bob.assertReceived(shown(1));
        carol.assertReceived(shown(1));
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void keepsBackUntilTheMillisecondIsOver() {
        pass(400_000);
        room.tell(message(2));
        server.turn();
        pass(599_999);
        bob.assertReceived("");
        pass(1);
        bob.assertReceived(shown(2));
    }

    @Test
    void countsFromWhenTheRoomBeganToSendLast() {
        pass(400_000);
        room.tell(message(2));
        pass(600_000);
        bob.assertReceived(shown(2));
        pass(MILLI - 1);
        room.tell(message(3));
        server.turn();
        bob.assertReceived("");
        pass(1);
        bob.assertReceived(shown(3));
    }

    @Test
    void sendsAtOnceWhereTheRoomWasQuietForAMillisecond() {
        pass(MILLI);
        room.tell(message(2));
        server.turn();
        bob.assertReceived(shown(2));
    }

    @Test
    void writesAndFlushesOnceForAllThatWasKeptBack() {
        int writes = bob.writes();
        int flushes = bob.flushes();
        for (int id = 2; id <= 10; id++) {
            room.tell(message(id));
            server.turn();
            pass(100_000);
        }
        bob.assertReceived("");
        pass(100_000);
        assertEquals(9, bob.received().split(">").length);
        assertEquals(writes + 1, bob.writes());
        assertEquals(flushes + 1, bob.flushes());
    }

    @Test
    void setsOneTimerForAllRoomsAndNoneWhileNoneWaits() {
        LoopRoom other = new LoopRoom(hold);
        other.add(carol.session());
        pass(300_000);
        other.tell(message(7));
        server.turn();
        carol.assertReceived(shown(7));
        assertEquals(0, server.timers());
        room.tell(message(2));
        other.tell(message(8));
        room.tell(message(3));
        assertEquals(1, server.timers());
        pass(700_000);
        bob.assertReceived(shown(2) + shown(3));
        carol.assertReceived(shown(2) + shown(3) + shown(8));
        pass(10 * MILLI);
        assertEquals(1, server.timers());
        assertFalse(server.step());
    }

    @Test
    void keepsNoReplyBack() {
        room.tell(message(2));
        bob.send("ping<>");
        bob.assertReceived("pong<>");
        pass(MILLI);
        bob.assertReceived(shown(2));
    }

    @Test
    void answersBehindWhatIsKeptBackAndSaysItOnce() {
        room.tell(message(2));
        room.catchUp(bob.session());
        reply(bob.session(), "history");
        room.tell(message(3));
        server.turn();
        bob.assertReceived(shown(2) + "history<>");
        pass(MILLI);
        bob.assertReceived(shown(3));
        carol.assertReceived(shown(2) + shown(3));
    }

    @Test
    void givesWhoLeavesWhatIsKeptBackAndWhoComesNothingOfIt() {
        EmbeddedClient dave = server.connectWithFrames();
        room.tell(message(2));
        room.remove(bob.session());
        reply(bob.session(), "left");
        room.add(dave.session());
        reply(dave.session(), "joined");
        room.tell(message(3));
        server.turn();
        bob.assertReceived(shown(2) + "left<>");
        dave.assertReceived("joined<>");
        pass(MILLI);
        bob.assertReceived("");
        dave.assertReceived(shown(3));
        carol.assertReceived(shown(2) + shown(3));
    }

    @Test
    void takesWhoLeftAndCameAgainFromThereOn() {
        room.tell(message(2));
        room.remove(bob.session());
        room.tell(message(3));
        room.add(bob.session());
        room.tell(message(4));
        pass(MILLI);
        bob.assertReceived(shown(2) + shown(4));
    }

    @Test
    void saysByeBehindWhatIsKeptBackInAnyRoom() {
        LoopRoom second = room(21);
        LoopRoom third = room(31);
        LoopRoom left = room(41);
        left.remove(bob.session());
        room.tell(message(2));
        second.tell(message(22));
        third.tell(message(32));
        third.remove(bob.session());
        left.tell(message(42));
        bob.received();
        bob.session().endAfterReplies(CloseReason.SHUTTING_DOWN);
        room.remove(bob.session());
        second.remove(bob.session());
        room.tell(message(3));
        server.turn();
        bob.assertReceived(shown(32) + shown(22) + shown(2) + "bye<shutting-down,2000,the server is stopping>");
        pass(MILLI);
        bob.assertReceived("");
        carol.assertReceived(shown(2) + shown(3));
    }

    @Test
    void closesBehindWhatIsKeptBackForWhoHasShutItsSide() {
        room.tell(message(2));
        bob.shutOutput();
        bob.assertReceived(shown(2));
        assertTrue(bob.isClosed());
    }

    @Test
    void dropsWhatIsKeptBackForWhoIsCutOff() {
        room.tell(message(2));
        bob.session().end(CloseReason.INTERNAL);
        server.turn();
        assertFalse(bob.received().contains("message"));
        pass(MILLI);
        carol.assertReceived(shown(2));
    }

    @Test
    void keepsNoMoreBackThanASendIsWorth() {
        String text = "x".repeat(2_000);
        int id = 2;
        for (; id < 10; id++) {
            room.tell(message(id, text));
        }
        server.turn();
        bob.assertReceived("");
        room.tell(message(id, text));
        server.turn();
        assertEquals(9, bob.received().split(">").length);
        room.tell(message(11));
        server.turn();
        bob.assertReceived("");
        pass(MILLI);
        bob.assertReceived(shown(11));
        assertFalse(server.step());
    }

    @Test
    void showsPeopleTheirLinesAtOnce() {
        EmbeddedClient dave = RoomTalk.connectWithLines(server, "dave");
        room.add(dave.session());
        room.tell(message(2));
        server.turn();
        dave.assertReceived("alice: m2\n");
        bob.assertReceived("");
    }

    @Test
    void keepsBackWhatIsToldWhileARoundIsUnderWay() {
        List<EmbeddedClient> crowd = crowd(server, 600);
        crowd.forEach(member -> room.add(member.session()));
        pass(MILLI);
        room.tell(message(2));
        server.step();
        room.tell(message(3));
        server.turn();
        crowd.forEach(member -> member.assertReceived(shown(2)));
        pass(MILLI - 1);
        bob.assertReceived(shown(2));
        pass(1);
        crowd.forEach(member -> member.assertReceived(shown(3)));
        bob.assertReceived(shown(3));
    }

    @Test
    void countsWhatSendingTakes() {
        crowd(server, 600).forEach(member -> room.add(member.session()));
        pass(MILLI);
        room.tell(message(2));
        server.step();
        pass(300_000);
        room.tell(message(3));
        server.turn();
        bob.assertReceived(shown(2));
        pass(399_999);
        bob.assertReceived("");
        pass(1);
        bob.assertReceived(shown(3));
    }

    @Test
    void keepsNothingBackWhereSendingTakesAsLong() {
        crowd(server, 600).forEach(member -> room.add(member.session()));
        pass(MILLI);
        room.tell(message(2));
        server.step();
        pass(500_000);
        room.tell(message(3));
        server.turn();
        bob.assertReceived(shown(2) + shown(3));
    }

    @Test
    void goesOnWhenAllHaveLeftWhatIsKeptBack() {
        room.tell(message(2));
        room.remove(bob.session());
        room.remove(carol.session());
        room.tell(message(3));
        pass(MILLI);
        room.add(bob.session());
        pass(MILLI);
        room.tell(message(4));
        server.turn();
        bob.assertReceived(shown(2) + shown(4));
        carol.assertReceived(shown(2));
    }

    @Test
    void keepsNothingBackFromFewMembers() {
        LoopRoom small = new LoopRoom(new RoomHold(server.loop(), MILLI, 2, server::nanos));
        small.add(bob.session());
        for (int id = 10; id < 13; id++) {
            small.tell(message(id));
            server.turn();
            bob.assertReceived(shown(id));
        }
        small.add(carol.session());
        small.tell(message(13));
        server.turn();
        bob.assertReceived("");
    }

    /** Another room with bob, which has sent a message. */
    private LoopRoom room(int firstId) {
        LoopRoom made = new LoopRoom(hold);
        made.add(bob.session());
        made.tell(message(firstId));
        server.turn();
        return made;
    }

    private void pass(long nanos) {
        server.passNanos(nanos);
        server.turn();
    }
}
