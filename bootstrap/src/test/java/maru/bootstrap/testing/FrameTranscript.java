package maru.bootstrap.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What clients and the server say to each other, as a page shows it: {@code C2: } what the second client sends (or that
 * it is cut off), {@code S2: } a frame that it gets, {@code O: } what an operator types. At the end everybody quits, and
 * has got nothing more but how others went.
 */
public final class FrameTranscript {
    private static final String CUT_OFF = "(cut off)";
    private static final Set<String> COMINGS = Set.of("entered", "exited", "online", "away");
    private static final Pattern FAREWELL = Pattern.compile("((exited|away|bye)<[^>]*>\\s*)*");

    private final ServerProcess server;
    private final Map<String, FrameClient> clients = new HashMap<>();
    private final Map<String, List<String>> ahead = new HashMap<>();
    private final Shown shown = new Shown();

    private FrameTranscript(ServerProcess server) {
        this.server = server;
    }

    public static void run(ServerProcess server, List<String> lines) throws IOException {
        FrameTranscript transcript = new FrameTranscript(server);
        try {
            for (String line : lines) {
                transcript.line(line);
            }
            transcript.end();
        } finally {
            for (FrameClient client : transcript.clients.values()) {
                client.close();
            }
        }
    }

    private void line(String line) throws IOException {
        int colon = line.indexOf(':');
        String who = line.substring(1, colon);
        String what = line.substring(colon + 2);
        switch (line.charAt(0)) {
            case 'O' -> server.type(what);
            case 'C' -> send(who, what);
            case 'S' -> expect(who, what, line);
            default -> throw new IllegalArgumentException(line);
        }
    }

    private void send(String who, String what) throws IOException {
        if (what.equals(CUT_OFF)) {
            FrameClient client = clients.remove(who);
            assertNotNull(client, "nobody is " + who);
            client.close();
            return;
        }
        FrameClient client = clients.get(who);
        if (client == null) {
            client = server.connect();
            clients.put(who, client);
        }
        client.send(shown.toSend(what));
    }

    private void expect(String who, String what, String line) throws IOException {
        FrameClient client = clients.get(who);
        assertNotNull(client, "nobody has sent anything before: " + line);
        String actual = next(who, client, what);
        assertTrue(shown.matches(what, actual), () -> "documented: " + line + ", got: " + actual);
        if (actual.startsWith("bye<")) {
            assertEquals("", client.rest().strip());
            client.close();
            clients.remove(who);
        }
    }

    /** The next frame, or a later one where what comes first may overtake what is shown. */
    private String next(String who, FrameClient client, String what) throws IOException {
        List<String> overtaken = ahead.computeIfAbsent(who, name -> new ArrayList<>());
        for (String frame : overtaken) {
            if (!mayOvertake(frame, what)) {
                overtaken.remove(frame);
                return frame;
            }
        }
        String frame = client.frame();
        while (mayOvertake(frame, what)) {
            overtaken.add(frame);
            frame = client.frame();
        }
        return frame;
    }

    /** {@code sent} and {@code message} come in any order, and so does what is told of several rooms and users. */
    private static boolean mayOvertake(String frame, String what) {
        String first = name(frame);
        String second = name(what);
        if (COMINGS.contains(first) && COMINGS.contains(second)) {
            return !about(frame).equals(about(what));
        }
        return (first.equals("sent") && second.equals("message")) || (first.equals("message") && second.equals("sent"));
    }

    /** The first field. */
    private static String about(String frame) {
        return frame.split("[<,>]", 3)[1];
    }

    private static String name(String frame) {
        return frame.substring(0, frame.indexOf('<'));
    }

    private void end() throws IOException {
        ahead.values().forEach(frames -> assertEquals(List.of(), frames, "not documented"));
        for (FrameClient client : clients.values()) {
            String rest = client.send("quit<>").rest();
            assertTrue(FAREWELL.matcher(rest).matches(), () -> "not documented: " + rest);
        }
    }
}
