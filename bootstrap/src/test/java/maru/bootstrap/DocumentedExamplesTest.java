package maru.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import maru.bootstrap.testing.Document;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.FrameTranscript;
import maru.bootstrap.testing.LineTranscript;
import maru.bootstrap.testing.ServerProcess;
import maru.bootstrap.testing.Shown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What README and docs show is what the server does. */
class DocumentedExamplesTest {
    @TempDir
    Path folder;

    @Test
    void transcriptsOfProgramsAreTrue() throws Exception {
        List<List<String>> transcripts = Document.read("docs/protocol.md").blocks("maru");
        assertFalse(transcripts.isEmpty());
        for (String store : List.of("mem", "rdb")) {
            try (ServerProcess server = start(store)) {
                for (List<String> transcript : transcripts) {
                    FrameTranscript.run(server, transcript);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/protocol.md", "README.md"})
    void transcriptsOfPeopleAreTrue(String page) throws Exception {
        List<List<String>> transcripts = Document.read(page).blocks("lines");
        assertFalse(transcripts.isEmpty());
        for (String store : List.of("mem", "rdb")) {
            try (ServerProcess server = start(store)) {
                for (List<String> transcript : transcripts) {
                    LineTranscript.run(server, transcript);
                }
            }
        }
    }

    private ServerProcess start(String store) throws IOException {
        return ServerProcess.start(Files.createDirectory(folder.resolve(store)), store);
    }

    @Test
    void sessionTypedByHandInTheReadmeIsTrue() throws Exception {
        List<List<String>> sessions = Document.read("README.md").blocks("nc");
        assertFalse(sessions.isEmpty());
        try (ServerProcess server = ServerProcess.start(folder, "mem")) {
            for (List<String> session : sessions) {
                type(server, session);
            }
        }
    }

    /** After each line that is typed, a ping tells where its replies end, and a second one where the pushes do. */
    private static void type(ServerProcess server, List<String> session) throws IOException {
        Shown shown = new Shown();
        try (FrameClient client = server.connect()) {
            int at = 0;
            while (at < session.size()) {
                String typed = session.get(at++);
                client.send(shown.toSend(typed) + "\n");
                List<String> printed = new ArrayList<>();
                if (typed.equals("quit<>")) {
                    printed.addAll(client.rest().strip().lines().toList());
                } else {
                    printed.addAll(framesBeforePong(client));
                    printed.addAll(framesBeforePong(client));
                }
                for (String line : printed) {
                    String expected = at < session.size() ? session.get(at++) : "(nothing)";
                    assertTrue(
                            shown.matches(expected, line),
                            () -> typed + " documented: " + expected + ", printed: " + line);
                }
            }
        }
    }

    private static List<String> framesBeforePong(FrameClient client) throws IOException {
        List<String> frames = new ArrayList<>();
        client.send("ping<>\n");
        for (String frame = client.frame(); !frame.equals("pong<>"); frame = client.frame()) {
            frames.add(frame);
        }
        return frames;
    }

    @Test
    void pythonClientOfTheReadmePrintsWhatItSays() throws Exception {
        Document readme = Document.read("README.md");
        String program = String.join("\n", readme.blocks("python").get(0));
        String expected = String.join("\n", readme.blocks("text").get(0));
        try (ServerProcess server = ServerProcess.start(folder, "mem")) {
            Path script = folder.resolve("client.py");
            Files.writeString(script, program.replace("8080", Integer.toString(server.port())));
            Process python = new ProcessBuilder("python3", script.toString())
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(python.waitFor(30, TimeUnit.SECONDS));
            assertTrue(new Shown().matches(expected, printed.strip()), printed);
        }
    }

    @Test
    void everyOptionOfTheHelpIsInTheReadmeAndBack() throws Exception {
        ServerProcess help = ServerProcess.launch(folder, "--help");
        StringBuilder text = new StringBuilder();
        for (String line = help.outputLine(); line != null; line = help.outputLine()) {
            text.append(line).append('\n');
        }
        assertEquals(0, help.awaitExit());
        List<String> left = new ArrayList<>(options(text.toString()));
        left.removeAll(List.of("--help", "--version"));
        assertEquals(left.stream().sorted().toList(), options(String.join("\n", optionRows())));
    }

    private static List<String> optionRows() throws IOException {
        return Document.read("README.md")
                .text()
                .lines()
                .filter(line -> line.startsWith("| `--"))
                .toList();
    }

    private static List<String> options(String text) {
        return Pattern.compile("--[a-z][a-z-]+")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .distinct()
                .sorted()
                .toList();
    }
}
