package maru.bootstrap.reliability.kill;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import maru.bootstrap.testing.Frame;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerProcess;

/** What is rare beside the load: accounts with their tokens, whispers for somebody who is away, an operator's notices. */
final class People {
    private static final String PASSWORD = "correct horse";
    private static final int WHISPERS = 10;

    private final Map<String, String> tokens = new HashMap<>();
    private final Set<String> whispers = new HashSet<>();
    private final Set<String> notices = new HashSet<>();

    void register(ServerProcess server, String name) throws IOException {
        try (FrameClient client = server.connect()) {
            client.send("register<" + name + "," + PASSWORD + ">");
            tokens.put(name, Frame.await(client, "welcome").text(2));
        }
    }

    void announce(ServerProcess server, String text) throws IOException {
        server.type("notice --for 1h " + text);
        String line = server.outputLine();
        while (line != null && !line.startsWith("notice ")) {
            line = server.outputLine();
        }
        notices.add(text);
    }

    /** Tells a registered user who is away. */
    void whisper(ServerProcess server, String user, String mark) throws IOException {
        try (FrameClient client = server.connect().send("login<teller>")) {
            Frame.await(client, "welcome");
            for (int at = 0; at < WHISPERS; at++) {
                String text = mark + at;
                Frame sent = Frame.await(client.send("tell<" + user + "," + text + ">"), "sent");
                whispers.add(sent.number(0) + ": " + text);
            }
        }
    }

    /** All that were registered come back with their tokens, or with their passwords if it is to be sure. */
    void check(ServerProcess server, String away, boolean withPasswords) throws IOException {
        for (Map.Entry<String, String> account : tokens.entrySet()) {
            String login = withPasswords
                    ? "login<" + account.getKey() + "," + PASSWORD + ">"
                    : "resume<" + account.getValue() + ">";
            try (FrameClient client = server.connect().send(login)) {
                Frame welcome = Frame.await(client, "welcome");
                require(welcome.text(1).equals(account.getKey()), welcome.toString());
                account.setValue(welcome.text(2));
                if (account.getKey().equals(away)) {
                    checkPushes(client);
                }
                Frame.await(client.send("quit<>"), "bye");
            }
        }
    }

    private void checkPushes(FrameClient client) throws IOException {
        Set<String> told = new HashSet<>();
        Set<String> announced = new HashSet<>();
        client.send("ping<>");
        while (announced.size() < notices.size() || told.size() < whispers.size()) {
            Frame frame = Frame.of(client.frame());
            if (frame.isNamed("whisper")) {
                String whisper = frame.number(0) + ": " + frame.text(4);
                require(told.add(whisper), whisper + " came twice");
            } else if (frame.isNamed("notice")) {
                require(announced.add(frame.text(3)), frame + " came twice");
            }
        }
        require(told.equals(whispers), told + " instead of " + whispers);
        require(announced.equals(notices), announced + " instead of " + notices);
        whispers.clear();
    }

    private static void require(boolean isRight, String what) {
        if (!isRight) {
            throw new AssertionError(what);
        }
    }
}
