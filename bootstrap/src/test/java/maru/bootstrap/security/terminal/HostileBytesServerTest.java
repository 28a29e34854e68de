package maru.bootstrap.security.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs, people and operators send control characters, escape sequences, ends of lines, forged lines and bytes that
 * are no text in every field there is, while the log is at {@code trace}. Then every byte of the console, of the log and
 * of what people were shown is looked at, and every file for the passwords and tokens that were used.
 */
class HostileBytesServerTest {
    private static final boolean NIGHTLY = Boolean.getBoolean("maru.nightly");
    private static final int EVENTS = NIGHTLY ? 100_000 : 3_000;
    private static final int FRAMES_A_ROUND = 80;
    private static final List<String> PERSONS_COMMANDS =
            List.of("", "", "", "/", "/msg eve ", "/msg ", "/channel ", "/history ", "/who ");
    private static final List<String> OPERATORS_COMMANDS = List.of(
            "",
            "kick ",
            "kick eve2 ",
            "kick nobody ",
            "clients ",
            "notice ",
            "notice --room dev ",
            "notice --user ",
            "notice --level ",
            "notice-end ",
            "level ",
            "log ",
            "account ");
    private static final List<String> LOOKS = List.of("clients", "rooms", "stats", "notices", "log trace 40");

    private final HostileBytes hostile = new HostileBytes(20_261_121);
    private final Set<String> secrets = new TreeSet<>();
    private int events;

    @TempDir
    Path folder;

    @Test
    void nothingThatPaintsOrForgesReachesTheConsoleTheLogOrPeople() throws Exception {
        try (HostileServer server = new HostileServer(folder);
                HostileClient eve = person(server, "eve");
                HostileClient dan = person(server, "dan");
                HostileClient lin = person(server, "lin");
                HostileFrames registered = new HostileFrames(server.port(), hostile, secrets)) {
            eve.send("/channel dev\n");
            lin.send("/channel dev\n");
            registered.ask(HostileBytes.frame(
                    "register", List.of(HostileBytes.utf8("alice"), HostileFrames.secret(hostile, secrets))));
            registered.ask(HostileBytes.utf8("join<dev>say<dev,begun>"));
            lin.await("alice: begun\n");
            while (events < EVENTS) {
                round(server, lin, registered);
            }
            setPassword(server);
            lin.send("/bye\n");
            lin.awaitEnd();
            for (String seen : server.lookedAtFromOutside()) {
                secrets.forEach(secret -> assertFalse(seen.contains(secret), "a secret in " + seen));
            }
            server.stop();
            eve.awaitEnd();
            dan.awaitEnd();
            check(server, List.of(eve, dan, lin));
        }
    }

    private static HostileClient person(HostileServer server, String name) throws Exception {
        HostileClient person = new HostileClient(server.port());
        person.send(name + "\n");
        person.await(name + " has joined general\n");
        return person;
    }

    private void round(HostileServer server, HostileClient person, HostileFrames registered) throws IOException {
        assertTrue(registered.send(FRAMES_A_ROUND));
        anybody(server);
        events += FRAMES_A_ROUND;
        for (int left = 6; left > 0; left--) {
            person.send(line(PERSONS_COMMANDS, "\n"));
            server.type(line(OPERATORS_COMMANDS, ""));
            events += 2;
        }
        server.type(LOOKS.get(hostile.below(LOOKS.size())));
        firstBytes(server);
        events += 2;
    }

    /** Who logs in under any name. */
    private void anybody(HostileServer server) throws IOException {
        try (HostileFrames anybody = new HostileFrames(server.port(), hostile, secrets)) {
            boolean welcome = true;
            for (int left = 4; left > 0 && welcome; left--) {
                welcome = anybody.send(FRAMES_A_ROUND / 16);
                events += FRAMES_A_ROUND / 16;
            }
        }
    }

    private byte[] line(List<String> commands, String end) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(HostileBytes.utf8(commands.get(hostile.below(commands.size()))));
        line.writeBytes(hostile.nextLine());
        line.writeBytes(HostileBytes.utf8(end));
        return line.toByteArray();
    }

    /** A connection that begins with anything, and is lost. */
    private void firstBytes(HostileServer server) throws IOException {
        try (HostileClient lost = new HostileClient(server.port())) {
            lost.send(hostile.next());
            lost.send(hostile.next());
            lost.abort();
        }
    }

    /** By the operator, whose line is as secret as a client's field. */
    private void setPassword(HostileServer server) throws Exception {
        server.type("account alice password");
        server.type(HostileFrames.secret(hostile, secrets));
        server.awaitShown("alice has a new password");
    }

    private void check(HostileServer server, List<HostileClient> people) throws IOException {
        List<String> console = Traces.ofConsole(server.output());
        List<String> log = Traces.ofLog(server.log());
        Traces.ofLog(server.errors());
        int lines = 0;
        for (HostileClient person : people) {
            lines += Traces.ofPerson(person.received()).size();
        }
        Traces.ofSecrets(folder, secrets);
        System.out.println("events " + events + " console " + console.size() + " log " + log.size() + " people " + lines
                + " secrets " + secrets.size());
        assertTrue(lines > EVENTS / 100, "people were shown next to nothing");
        long kicks = console.stream()
                .filter(line -> line.startsWith("nobody is connected under") || line.startsWith("kicked "))
                .count();
        assertTrue(kicks > 0, "nobody was kicked");
        assertEquals(
                kicks,
                log.stream().filter(line -> line.contains(" operator_kick ")).count());
    }
}
