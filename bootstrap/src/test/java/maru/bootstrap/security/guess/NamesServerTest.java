package maru.bootstrap.security.guess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that nobody may have, in each place where one is typed, and those that look like another's. */
class NamesServerTest {
    private static final String CYRILLIC = "\u0430lice";

    @TempDir
    Path folder;

    @Test
    void namesThatShowNotAllOfThemselvesAreRefusedWithTheReason() throws Exception {
        Map<String, String> reasons = reasons();
        try (ServerProcess server = ServerProcess.start(folder, "mem");
                FrameClient client = server.connect();
                FrameClient user = server.connect()) {
            user.ask("login<user>");
            for (Map.Entry<String, String> name : reasons.entrySet()) {
                String typed = name.getKey();
                String reason = name.getValue();
                assertReason(reason, "user", client.ask("login<" + typed + ">"));
                assertReason(reason, "user", client.ask("login<" + typed + ",a good password>"));
                assertReason(reason, "user", client.ask("register<" + typed + ",a good password>"));
                assertReason(reason, "user", user.ask("tell<" + typed + ",psst>"));
                assertReason(reason, "room", user.ask("join<" + typed + ">"));
                if (!typed.contains("\n") && !typed.contains("\t")) { // what ends a line, and a word of it
                    assertLineReason(reason, server, typed);
                }
            }
        }
    }

    /** Each name with what its refusal says of it. */
    private static Map<String, String> reasons() {
        Map<String, String> reasons = new TreeMap<>();
        for (int c = 0; c < 0xA0; c++) {
            if (c < ' ' || c >= 0x7f) {
                reasons.put("al" + Character.toString(c) + "ice", String.format("and this one has U+%04X", c));
            }
        }
        int[] unseen = {
            0x00AD, // soft hyphen
            0x034F, // combining grapheme joiner
            0x061C,
            0x200E,
            0x200F, // marks of direction
            0x115F,
            0x3164, // Hangul fillers
            0x180E,
            0x2028,
            0x2029,
            0x200B,
            0x200C,
            0x200D,
            0x2060,
            0xFEFF, // zero width
            0x202A,
            0x202B,
            0x202C,
            0x202D,
            0x202E,
            0x2066,
            0x2067,
            0x2068,
            0x2069, // direction of writing
            0xFE0F,
            0xE0100, // variation selectors
            0xFFF9,
            0xFFFA,
            0xFFFB, // interlinear annotation
            0xE0001,
            0xE0041,
            0xE007F // tags
        };
        for (int c : unseen) {
            reasons.put("al" + Character.toString(c) + "ice", String.format("and this one has U+%04X", c));
        }
        reasons.put("\u001b[31malice", "and this one has U+001B");
        reasons.put("\u0301alice", "and in this one the mark U+0301 follows no letter");
        reasons.put("a" + "\u0301".repeat(200), "at most 32 characters, this one has 201");
        reasons.put("a" + "\u0336".repeat(200), "at most 32 characters, this one has 201");
        return reasons;
    }

    private static void assertReason(String reason, String what, String answer) {
        String code = reason.startsWith("at most") ? "bad-arguments" : "bad-name";
        assertTrue(answer.startsWith("error<" + code + ",the name of a " + what + " "), answer);
        assertTrue(answer.replace("\\", "").contains(reason), answer + " without " + reason);
        assertTrue(answer.chars().allMatch(c -> c >= ' ' && c < 0x7f), answer);
    }

    private static void assertLineReason(String reason, ServerProcess server, String typed) throws Exception {
        try (FrameClient person = server.connect()) {
            String shown = person.send("\n" + typed + "\n/bye\n").rest();
            assertTrue(shown.contains(reason), shown + " without " + reason);
            assertTrue(shown.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f)), shown);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mem", "rdb"})
    void aNameThatLooksLikeARegisteredOneIsRefusedToEverybody(String store) throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, store);
                FrameClient owner = server.connect()) {
            assertTrue(owner.ask("register<Alice,a good password>").startsWith("welcome<"));
            assertTwinsAreRefused(server);
            assertTrue(server.connect().ask("login<aLICE,a good password>").startsWith("welcome<"));
        }
        if (store.equals("rdb")) {
            try (ServerProcess again = ServerProcess.start(folder, store)) {
                assertTwinsAreRefused(again);
            }
        }
    }

    private static void assertTwinsAreRefused(ServerProcess server) throws Exception {
        String looks = " looks like Alice\\, which is registered: choose a name that nobody takes for it>";
        for (String twin : new String[] {CYRILLIC, "\u0410LICE", "A1ice", "al\u0456ce", "\u03B1lice"}) {
            try (FrameClient client = server.connect()) {
                String refused = "error<name-taken," + twin + looks;
                assertEquals(refused, client.ask("login<" + twin + ">"));
                assertEquals(refused, client.ask("register<" + twin + ",a good password>"));
                assertTrue(client.ask("login<" + twin + ",a good password>").startsWith("error<bad-credentials,"));
            }
        }
        try (FrameClient person = server.connect()) {
            String shown = person.send("\n" + CYRILLIC + "\n/bye\n").rest();
            assertTrue(shown.contains("! " + CYRILLIC + " looks like Alice, which is registered"), shown);
        }
    }

    @Test
    void ofTwoWhoRegisterNamesThatLookAlikeAtOnceOneDoes() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "rdb")) {
            for (int round = 0; round < 3; round++) {
                try (FrameClient one = server.connect();
                        FrameClient other = server.connect()) {
                    one.send("register<alice" + round + ",a good password>");
                    other.send("register<" + CYRILLIC + round + ",a good password>");
                    String first = one.frame();
                    String second = other.frame();
                    assertTrue(first.startsWith("welcome<") ^ second.startsWith("welcome<"), first + second);
                    assertTrue((first + second).contains("error<name-taken,"), first + second);
                }
            }
        }
    }
}
