package maru.bootstrap.security.forging;

import static maru.bootstrap.security.forging.Forgeries.frame;
import static maru.bootstrap.security.forging.Forgeries.inOneLine;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import maru.bootstrap.testing.ServerProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random texts, keys and values with separators, escapes, whole frames and whole lines in them, escaped by an encoder of
 * the test's own: a program gets exactly the frames that were meant, and a person exactly one line for each, which begins
 * with who really said it.
 */
class ForgingServerTest {
    private static final boolean NIGHTLY = Boolean.getBoolean("maru.nightly");
    private static final int TEXTS = NIGHTLY ? 1_000_000 : 20_000;
    private static final int A_BATCH = 400;
    private static final int TYPED_A_BATCH = 10;
    private static final int KEPT = 100;

    private final Forgeries forgeries = new Forgeries(20_261_121);
    private final Deque<String> newest = new ArrayDeque<>();
    private ServerProcess server;
    private Receiver ann;
    private Receiver ben;
    private Receiver dora;
    private long said;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        server = ServerProcess.start(folder, "mem");
        ann = Receiver.ofFrames(server.port());
        ben = Receiver.ofFrames(server.port());
        dora = Receiver.ofLines(server.port(), "dora", "ann");
        dora.expect(Receiver.ROOM, "dora has joined general");
        dora.send("/channel dev\n");
        dora.expect(Receiver.ROOM, "dora has left the channel(general)");
        dora.expect(Receiver.ROOM, "dora has joined dev");
        enter(ann, "ann");
        dora.expect(Receiver.ROOM, "ann has joined dev");
        enter(ben, "ben");
        dora.expect(Receiver.ROOM, "ben has joined dev");
        ann.expect("entered", "dev", "ben");
        ben.send(frame("watch", "k"));
        ben.expect("watch", "0");
    }

    private static void enter(Receiver client, String name) throws Exception {
        client.send(frame("login", name) + frame("leave", "general") + frame("join", "dev"));
        assertEquals(name, client.next("welcome").get(1));
        client.expect("left", "general");
        assertEquals("dev", client.next("joined").get(0));
    }

    @AfterEach
    void stop() throws IOException {
        ann.close();
        ben.close();
        dora.close();
        server.close();
    }

    @Test
    void everyReceiverGetsExactlyWhatWasSentAndNobodySpeaksForAnother() throws Exception {
        int texts = 0;
        for (int batch = 0; texts < TEXTS; batch++) {
            texts += says() + types();
            comesAndGoes(batch);
            if (batch % 10 == 0) {
                announces();
            }
        }
        looksBack();
        assertNothingElseCame();
        System.out.println("texts " + texts + " said " + said);
    }

    /** As a program, with nothing waited for. */
    private int says() throws Exception {
        StringBuilder requests = new StringBuilder();
        List<String> replies = new ArrayList<>();
        List<String> room = new ArrayList<>();
        List<String> toBen = new ArrayList<>();
        List<String> toDora = new ArrayList<>();
        List<List<String>> whispers = new ArrayList<>();
        Map<String, String> changed = new TreeMap<>();
        for (int at = 0; at < A_BATCH; at++) {
            String text = forgeries.text();
            int kind = forgeries.below(10);
            replies.add(kind < 9 ? "sent" : "ok");
            switch (kind) {
                case 7 -> {
                    requests.append(frame("tell", "ben", text));
                    toBen.add(text);
                    whispers.add(List.of("ben", text));
                }
                case 8 -> {
                    requests.append(frame("tell", "dora", text));
                    toDora.add(text);
                    whispers.add(List.of("dora", text));
                }
                case 9 -> {
                    String key = "k" + forgeries.anyBytes() + at;
                    String value = forgeries.anyBytes();
                    requests.append(frame("put", key, value));
                    changed.put(key, value);
                }
                case 6 -> {
                    requests.append(
                            frame("say-once", "dev", forgeries.anyBytes().substring(0, 1) + said + at, text));
                    room.add(text);
                }
                default -> {
                    requests.append(frame("say", "dev", text));
                    room.add(text);
                }
            }
        }
        ann.send(requests.toString());
        for (String reply : replies) {
            ann.next(reply);
        }
        for (String text : room) {
            expectSaid("ann", text);
            dora.expect(Receiver.ROOM, "ann: " + inOneLine(text));
        }
        for (String text : toBen) {
            expectWhisper(ben, "ben", text);
        }
        for (String text : toDora) {
            dora.expect(Receiver.WHISPER, "ann -> dora : " + inOneLine(text));
        }
        for (List<String> whisper : whispers) {
            expectWhisper(ann, whisper.get(0), whisper.get(1));
        }
        expectChanged(changed);
        return A_BATCH;
    }

    private void expectSaid(String from, String text) throws Exception {
        said++;
        for (Receiver receiver : List.of(ann, ben)) {
            List<String> message = receiver.next("message");
            assertEquals(List.of("dev", Long.toString(said), from, text), without(message, 2));
        }
        newest.addLast(from + ": " + text);
        if (newest.size() > KEPT) {
            newest.removeFirst();
        }
    }

    private void expectWhisper(Receiver receiver, String to, String text) throws Exception {
        List<String> whisper = receiver.next("whisper");
        assertEquals(List.of("ann", to, text), whisper.subList(2, whisper.size()));
    }

    /** Of keys that differ, in any order. */
    private void expectChanged(Map<String, String> expected) throws Exception {
        Map<String, String> changed = new TreeMap<>();
        for (int left = expected.size(); left > 0; left--) {
            List<String> frame = ben.next("changed");
            assertEquals(3, frame.size());
            changed.put(frame.get(0), frame.get(2));
        }
        assertEquals(expected, changed);
    }

    /** As a person, who is not shown it again. */
    private int types() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < TYPED_A_BATCH; at++) {
            lines.add(forgeries.typed());
        }
        dora.send(String.join("\n", lines) + "\n");
        for (String line : lines) {
            expectSaid("dora", line);
        }
        return TYPED_A_BATCH;
    }

    /** Somebody under a name that means something elsewhere. */
    private void comesAndGoes(int number) throws Exception {
        String name = forgeries.name(number);
        try (Receiver guest = Receiver.ofFrames(server.port())) {
            enter(guest, name);
            guest.send(frame("quit"));
            guest.expect("bye", "quit", "-1", "goodbye");
        }
        for (Receiver receiver : List.of(ann, ben)) {
            receiver.expect("entered", "dev", name);
            receiver.expect("exited", "dev", name);
        }
        dora.expect(Receiver.ROOM, name + " has joined dev");
        dora.expect(Receiver.ROOM, name + " has left the channel(dev)");
    }

    private void announces() throws Exception {
        String text = forgeries.typed();
        server.type("notice " + new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        assertTrue(server.outputLine().endsWith(" is told to everybody, once"));
        for (Receiver receiver : List.of(ann, ben)) {
            List<String> notice = receiver.next("notice");
            assertEquals(List.of("info", "0", text), notice.subList(1, notice.size()));
        }
        dora.expect(Receiver.NOTICE, "* NOTICE: " + inOneLine(text));
    }

    /** What is kept is as it was. */
    private void looksBack() throws Exception {
        ben.send(frame("history", "dev", Integer.toString(KEPT)));
        ben.expect("history", Integer.toString(KEPT));
        dora.send("/history " + KEPT + "\n");
        for (String expected : newest) {
            List<String> message = ben.next("message");
            assertEquals(expected, message.get(3) + ": " + message.get(4));
            dora.expect(Receiver.ROOM, inOneLine(expected));
        }
    }

    private void assertNothingElseCame() throws Exception {
        ben.send(frame("ping"));
        ben.expect("pong", "");
        ann.send(frame("quit"));
        ann.expect("bye", "quit", "-1", "goodbye");
        ben.expect("exited", "dev", "ann");
        dora.expect(Receiver.ROOM, "ann has left the channel(dev)");
        ann.next("end");
        assertEquals(Map.of(), ann.rest());
        assertEquals(Map.of(), ben.rest());
        assertEquals(Map.of(), dora.rest());
    }

    private static List<String> without(List<String> fields, int at) {
        List<String> others = new ArrayList<>(fields);
        others.remove(at);
        return others;
    }

    @Test
    void whatASenderLeavesUnescapedReachesNobodyElse() throws Exception {
        ann.send("say<dev,a>message<dev,9,9,bob,hello>bye<kicked,-1,go>whisper<1,1,bob,ben,psst>say<dev,b>");
        ann.expect("sent", "1");
        for (String command : List.of("message", "bye", "whisper")) {
            ann.expect("error", "unknown-command", "there is no command " + command + ", help<> lists those there are");
        }
        ann.expect("sent", "2");
        expectSaid("ann", "a");
        expectSaid("ann", "b");
        dora.expect(Receiver.ROOM, "ann: a");
        dora.expect(Receiver.ROOM, "ann: b");
        assertNothingElseCame();
    }
}
