package maru.adapter.socket.room;

import static maru.adapter.socket.room.RoomTalk.message;
import static maru.adapter.socket.room.RoomTalk.reply;
import static maru.adapter.socket.room.RoomTalk.shown;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import java.util.List;
import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A room of so many members that one round of what is told takes several tasks of the loop. */
final class LoopRoomRoundTest {
    private static final int AT_ONCE = 512;

    private final EmbeddedServer server = new EmbeddedServer();
    private final LoopRoom room = new LoopRoom(RoomTalk.withoutHold(server));
    private final List<EmbeddedClient> crowd = RoomTalk.crowd(server, 2 * AT_ONCE + 10);
    private final EmbeddedClient early = crowd.get(0);
    private final EmbeddedClient late = crowd.get(AT_ONCE + 5);
    private final EmbeddedClient last = crowd.get(2 * AT_ONCE + 9);

    @BeforeEach
    void beginARound() {
        crowd.forEach(member -> room.add(member.session()));
        room.tell(message(1));
        server.step();
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void letsOthersHaveTheirTurnAfter512Members() {
        early.assertReceived(shown(1));
        crowd.get(AT_ONCE - 1).assertReceived(shown(1));
        server.loop().execute(() -> crowd.get(2 * AT_ONCE).assertReceived(""));
        crowd.get(AT_ONCE).assertReceived("");
        assertTrue(server.step());
        crowd.get(AT_ONCE).assertReceived(shown(1));
        crowd.get(2 * AT_ONCE - 1).assertReceived(shown(1));
        assertTrue(server.step());
        server.turn();
        last.assertReceived(shown(1));
    }

    @Test
    void doesWhatWasAskedForMeanwhileBeforeTheNextMembers() {
        EmbeddedClient stranger = server.connectWithFrames();
        LoopRoom other = new LoopRoom(RoomTalk.withoutHold(server));
        other.add(stranger.session());
        room.tell(message(2));
        other.tell(message(9));
        server.step();
        server.step();
        stranger.assertReceived(shown(9));
        server.turn();
        last.assertReceived(shown(1) + shown(2));
    }

    @Test
    void tellsNextWhatCameDuringARound() {
        room.tell(message(2));
        server.step();
        room.tell(message(3));
        server.turn();
        crowd.forEach(member -> member.assertReceived(shown(1) + shown(2) + shown(3)));
        assertFalse(server.step());
    }

    @Test
    void writesOnceForARoundAndMember() {
        int writes = late.writes();
        int flushes = late.flushes();
        server.turn();
        assertEquals(writes + 1, late.writes());
        assertEquals(flushes + 1, late.flushes());
    }

    @Test
    void takesWhoComesDuringARoundFromThereOn() {
        EmbeddedClient before = server.connectWithFramesWithinTurn();
        EmbeddedClient after = server.connectWithFramesWithinTurn();
        room.add(before.session());
        room.tell(message(2));
        room.add(after.session());
        room.tell(message(3));
        server.turn();
        before.assertReceived(shown(2) + shown(3));
        after.assertReceived(shown(3));
        late.assertReceived(shown(1) + shown(2) + shown(3));
    }

    @Test
    void givesWhoLeavesDuringARoundEachMessageOnce() {
        room.tell(message(2));
        for (EmbeddedClient leaver : List.of(early, late, last)) {
            room.remove(leaver.session());
            reply(leaver.session(), "left");
        }
        room.tell(message(3));
        server.turn();
        for (EmbeddedClient leaver : List.of(early, late, last)) {
            leaver.assertReceived(shown(1) + shown(2) + "left<>");
        }
        crowd.get(1).assertReceived(shown(1) + shown(2) + shown(3));
        crowd.get(AT_ONCE).assertReceived(shown(1) + shown(2) + shown(3));
    }

    @Test
    void answersDuringARoundBehindWhatWasTold() {
        room.tell(message(2));
        for (EmbeddedClient asker : List.of(early, late, last, late)) {
            room.catchUp(asker.session());
            reply(asker.session(), "who");
        }
        room.tell(message(3));
        server.turn();
        early.assertReceived(shown(1) + shown(2) + "who<>" + shown(3));
        late.assertReceived(shown(1) + shown(2) + "who<>who<>" + shown(3));
        last.assertReceived(shown(1) + shown(2) + "who<>" + shown(3));
    }

    @Test
    void goesOnWhenAConnectionEndsDuringARound() {
        early.vanishWithinTurn();
        late.vanishWithinTurn();
        room.tell(message(2));
        room.remove(early.session());
        server.turn();
        room.remove(late.session());
        early.assertReceived(shown(1));
        late.assertReceived("");
        last.assertReceived(shown(1) + shown(2));
    }

    @Test
    void goesOnWhenAllLeaveDuringARound() {
        crowd.forEach(member -> room.remove(member.session()));
        room.tell(message(2));
        server.turn();
        crowd.forEach(member -> member.assertReceived(shown(1)));
        room.add(late.session());
        room.tell(message(3));
        server.turn();
        late.assertReceived(shown(3));
    }

    @Test
    void releasesTheMemoryWhenTheRoundHasEnded() {
        ByteBuf memory = early.lastMemory();
        assertEquals(1, memory.refCnt());
        server.turn();
        assertEquals(0, memory.refCnt());
    }
}
