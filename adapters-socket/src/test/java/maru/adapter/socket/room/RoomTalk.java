package maru.adapter.socket.room;

import java.util.ArrayList;
import java.util.List;
import maru.adapter.socket.frame.FrameWriter;
import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import maru.adapter.socket.session.Session;
import maru.domain.chat.Message;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;

/** What is said in a room under test, and answers that say nothing else. */
final class RoomTalk {
    static final RoomName DEV = RoomName.of("dev");
    static final UserName ALICE = UserName.of("alice");

    private RoomTalk() {}

    /** Rooms of that loop keep nothing back. */
    static RoomHold withoutHold(EmbeddedServer server) {
        return new RoomHold(server.loop(), 0, 1, server::nanos);
    }

    /** What alice says. */
    static Message message(int id) {
        return message(id, "m" + id);
    }

    static Message message(int id, String text) {
        return new Message(DEV, id, 1_700, ALICE, Text.of(text));
    }

    /** The same as clients see it. */
    static String shown(int id) {
        return shown(id, "m" + id);
    }

    static String shown(int id, String text) {
        return "message<dev," + id + ",1700,alice," + text + ">";
    }

    /** Writes a reply to the session. */
    static void reply(Session to, String name) {
        to.outbox().writer().open(FrameWriter.name(name)).close();
        to.readCompleted();
    }

    /** A client that has said its name as a person does. */
    static EmbeddedClient connectWithLines(EmbeddedServer server, String name) {
        EmbeddedClient client = server.connect();
        client.send(name + "\n");
        client.received();
        return client;
    }

    /** Clients that speak frames. */
    static List<EmbeddedClient> crowd(EmbeddedServer server, int count) {
        List<EmbeddedClient> crowd = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            crowd.add(server.connectWithFrames());
        }
        return crowd;
    }
}
