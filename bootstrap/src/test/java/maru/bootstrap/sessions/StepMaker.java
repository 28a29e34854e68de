package maru.bootstrap.sessions;

import java.util.List;
import java.util.SplittableRandom;

/** Makes steps; most of them are valid, and names meet often. */
final class StepMaker {
    private static final List<String> TEXTS =
            List.of("hello", "a, b", "a\\,b\\<c\\>\\\\", "tab\there", "안녕", "\ud83d\ude80", "b\\ot", "=\\<\\>");
    private static final String LONGEST = "\ud83d\ude80".repeat(2_000);
    private static final List<String> NOT_TEXTS =
            List.of("", "\u0001", "x".repeat(2_001), "\u202e", "\u2066x", "\u0085");
    private static final List<String> NOT_LIMITS = List.of("0", "-1", "x", "", "1.5", "99999999999999999999");
    private static final List<String> MISCOUNTED =
            List.of("join<>", "leave<>", "say<general>", "tell<ann>", "since<general,1>", "login<>", "history<dev>");

    private final SplittableRandom random;
    private final int clients;
    private final KeyStepMaker keys;

    StepMaker(long seed, int clients) {
        this.random = new SplittableRandom(seed);
        this.clients = clients;
        this.keys = new KeyStepMaker(random.split());
    }

    int client() {
        return random.nextInt(clients);
    }

    /** The next step of a client. */
    Step next(int client, boolean isLoggedIn) {
        if (random.nextInt(2) == 0) {
            return new Step(client, keys.next());
        }
        return new Step(client, !isLoggedIn && random.nextInt(10) < 8 ? entrance() : anything());
    }

    private String entrance() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> resume();
            default -> "login<" + user() + ">";
        };
    }

    private String resume() {
        return switch (random.nextInt(20)) {
            case 0 -> "resume<nonsense>";
            case 1, 2, 3 -> "resume<$$" + pick(Spelling.USERS).identity() + ">";
            default -> "resume<$" + pick(Spelling.USERS).identity() + ">";
        };
    }

    private String anything() {
        int kind = random.nextInt(100);
        if (kind < 30) {
            return said(kind);
        }
        if (kind < 62) {
            return moved(kind);
        }
        return kind < 90 ? asked(kind) : rare(kind);
    }

    private String said(int kind) {
        if (kind < 18) {
            return "say<" + room() + "," + text() + ">";
        }
        return kind < 25
                ? "say-once<" + room() + "," + key() + "," + text() + ">"
                : "tell<" + user() + "," + text() + ">";
    }

    private String moved(int kind) {
        if (kind < 44) {
            return "join<" + room() + ">";
        }
        if (kind < 52) {
            return "leave<" + room() + ">";
        }
        return (kind < 58 ? "follow<" : "unfollow<") + user() + ">";
    }

    private String asked(int kind) {
        if (kind < 68) {
            return "who<" + room() + (random.nextInt(3) == 0 ? "," + user() : "") + ">";
        }
        if (kind < 72) {
            return "rooms<" + (random.nextInt(3) == 0 ? pick(Spelling.ROOMS).typed() : "") + ">";
        }
        if (kind < 77) {
            return "whois<" + user() + ">";
        }
        return kind < 83 ? history() : since();
    }

    private String history() {
        String before = random.nextInt(2) == 0 ? "" : "," + (1 + random.nextLong(200));
        return "history<" + room() + "," + limit() + before + ">";
    }

    /** {@code @} is the room's epoch; a small number after it counts back from its newest id. */
    private String since() {
        String epoch = random.nextInt(8) == 0 ? "1" : "@";
        return "since<" + room() + "," + epoch + ",~" + (random.nextInt(70) - 2) + "," + limit() + ">";
    }

    private String rare(int kind) {
        return switch (kind) {
            case 90, 91, 92 -> Step.CUT;
            case 93, 94 -> "quit<>";
            case 95 -> resume();
            case 96 -> "login<" + user() + ">";
            case 97 -> pick(MISCOUNTED);
            default -> "ping<>";
        };
    }

    private String user() {
        return random.nextInt(25) == 0
                ? pick(Spelling.NOT_NAMES)
                : pick(Spelling.USERS).typed();
    }

    private String room() {
        return random.nextInt(25) == 0
                ? pick(Spelling.NOT_NAMES)
                : pick(Spelling.ROOMS).typed();
    }

    private String text() {
        return switch (random.nextInt(100)) {
            case 0 -> LONGEST;
            case 1, 2, 3 -> pick(NOT_TEXTS);
            default -> pick(TEXTS);
        };
    }

    private String key() {
        return switch (random.nextInt(20)) {
            case 0 -> "";
            case 1 -> "k".repeat(65);
            case 2, 3 -> "k".repeat(64);
            default -> "k" + random.nextInt(3);
        };
    }

    private String limit() {
        return random.nextInt(15) == 0 ? pick(NOT_LIMITS) : Long.toString(1 + random.nextLong(60));
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** Whether a text of {@link #next} is one. */
    static boolean isText(String text) {
        return !NOT_TEXTS.contains(text);
    }
}
