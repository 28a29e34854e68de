package maru.bootstrap.security.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import maru.bootstrap.testing.Frame;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerProcess;

/** Fills in a table of commands and states: a connection for each cell. */
final class Cells implements AutoCloseable {
    private static final String PASSWORD = "correct horse";

    /** All replies that there are; everything else is a push, or a row of a list. */
    private static final Set<String> REPLIES = Set.of(
            "ok", "value", "none", "entry", "keys", "watch", "hello", "pong", "bye", "help", "welcome", "joined",
            "left", "sent", "rooms", "who", "whois", "history", "error");

    private final ServerProcess server;
    private final FrameClient zed;
    private String token = "none";
    private int number;

    /** @param server one that nobody has used yet */
    Cells(ServerProcess server) throws IOException {
        this.server = server;
        zed = server.connect().send("login<zed>join<dev>");
        Frame.await(zed, "joined");
    }

    /** The commands that {@code help} lists, and the one that it does not. */
    Set<String> commands() throws IOException {
        Set<String> commands = new TreeSet<>(Set.of("pong"));
        try (FrameClient client = server.connect()) {
            client.send("login<helper>");
            Frame.await(client, "welcome");
            client.send("help<>");
            for (long left = Frame.await(client, "help").number(0); left > 0; left--) {
                String usage = Frame.await(client, "usage").text(0);
                commands.add(usage.substring(0, usage.indexOf('\\')));
            }
        }
        return commands;
    }

    /** How the request of a row is answered to one who is such. */
    String answer(Row row, State state) throws IOException {
        try (FrameClient client = server.connect()) {
            return answer(client, row, enter(client, state));
        }
    }

    /** How it is answered on a connection that has the name. */
    String answer(FrameClient client, Row row, String me) throws IOException {
        client.send(row.request(me, number) + "ping<>");
        List<Frame> replies = new ArrayList<>();
        boolean pinging = row.command().equals("ping");
        for (boolean goesOn = true; goesOn; ) {
            Frame frame = Frame.of(client.frame());
            boolean last = frame.isNamed("pong") && !(pinging && replies.isEmpty());
            if (REPLIES.contains(frame.name()) && !last) {
                replies.add(frame);
            }
            goesOn = !last && !frame.isNamed("bye");
        }
        assertTrue(replies.size() <= 1, () -> row + " was answered with " + replies);
        if (replies.isEmpty()) {
            return "-";
        }
        Frame reply = replies.get(0);
        return reply.isNamed("error") ? reply.text(0) : reply.name();
    }

    /** Makes a connection such. Returns its name, or one that it could take. */
    String enter(FrameClient client, State state) throws IOException {
        number++;
        String guest = "guest-" + number;
        switch (state) {
            case NO_LOGIN -> {}
            case GUEST -> login(client, guest);
            case REGISTERED -> {
                register(client);
                return "rita";
            }
            case IN_ROOM -> {
                login(client, guest);
                client.send("join<dev>");
                Frame.await(client, "joined");
            }
            case NOT_IN_ROOM -> {
                login(client, guest);
                client.send("join<dev>leave<dev>");
                Frame.await(client, "left");
            }
        }
        return guest;
    }

    private static void login(FrameClient client, String guest) throws IOException {
        client.send("login<" + guest + ">");
        Frame.await(client, "welcome");
    }

    /** With the token, as long as it lives: a password takes long. */
    private void register(FrameClient client) throws IOException {
        Frame welcome = Frame.of(client.ask("resume<" + token + ">"));
        if (welcome.isNamed("error")) {
            welcome = Frame.of(client.ask("login<rita," + PASSWORD + ">"));
        }
        if (welcome.isNamed("error")) {
            welcome = Frame.of(client.ask("register<rita," + PASSWORD + ">"));
        }
        assertEquals("welcome", welcome.name());
        token = welcome.text(2);
    }

    /** Fails with the cells that differ. */
    static void assertSame(Map<String, String> expected, Map<String, String> found) {
        List<String> differing = new ArrayList<>();
        expected.forEach((cell, answer) -> {
            if (!answer.equals(found.get(cell))) {
                differing.add(cell + " is answered with " + found.get(cell) + " and not " + answer);
            }
        });
        assertEquals(List.of(), differing);
        assertEquals(expected.keySet(), found.keySet());
        System.out.println("cells " + found.size());
    }

    @Override
    public void close() throws IOException {
        zed.close();
    }
}
