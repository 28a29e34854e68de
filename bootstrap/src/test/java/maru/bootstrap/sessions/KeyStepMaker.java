package maru.bootstrap.sessions;

import java.util.List;
import java.util.SplittableRandom;

/** Makes requests for keys; most of them are valid, and keys meet often. {@code ^} is the version that a key has. */
final class KeyStepMaker {
    private static final List<String> KEYS = List.of(
            "a",
            "ab",
            "abc",
            "b",
            "b.1",
            "b.2",
            "b.3",
            "slot.1",
            "slot.2",
            "slot.3",
            "count",
            "count.1",
            "x\\,y",
            "\\<\\>\\\\",
            "키",
            "\ud83d\ude80",
            "\uffee",
            " ",
            "~",
            "~/x",
            "~ann",
            "~ann/1",
            "~Ann/1",
            "~bob/1",
            "~g\u00fcl.1/x",
            "~\uff4dax/1",
            "~max/1",
            "~마루/v",
            "~a b/x",
            "k".repeat(KeyRules.LONGEST_KEY));
    private static final List<String> NOT_KEYS = List.of(
            "", "k".repeat(KeyRules.LONGEST_KEY + 1), "키".repeat(171), "~" + "n".repeat(KeyRules.LONGEST_KEY) + "/");
    private static final List<String> PREFIXES = List.of(
            "",
            "a",
            "ab",
            "abc",
            "b",
            "b.",
            "b.1",
            "slot.",
            "count",
            "x\\,",
            "~",
            "~ann/",
            "~max",
            "none",
            "k".repeat(KeyRules.LONGEST_KEY));
    private static final List<String> VALUES = List.of(
            "",
            "v",
            "hello, world",
            "a\\,b\\<c\\>\\\\",
            "b\\ot",
            "tab\there\nand there",
            "안녕 \ud83d\ude80",
            "0",
            "1",
            "41",
            "-7",
            "007",
            "-0",
            "+5",
            "1 ",
            "-",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808",
            "=\\<\\>");
    private static final String LARGE = "large,".repeat(7_000);
    private static final String TOO_LARGE_ESCAPED = ",".repeat(40_000);
    private static final String TOO_LARGE = "v".repeat(66_000);
    private static final List<String> AMOUNTS =
            List.of("1", "1", "2", "-1", "-3", "0", "40", "9223372036854775807", "-9223372036854775808");
    private static final List<String> NOT_NUMBERS =
            List.of("x", "", "1.5", "+1", " 1", "9223372036854775808", "99999999999999999999", "-");
    private static final List<String> MISCOUNTED = List.of(
            "put<a>",
            "put-for<a,5>",
            "cas<a,0>",
            "add<a>",
            "touch<a>",
            "hold<a>",
            "keys<a>",
            "get<>",
            "add<a,1,2>",
            "touch<a,1,2>",
            "entry<>",
            "del<>");

    private final SplittableRandom random;

    KeyStepMaker(SplittableRandom random) {
        this.random = random;
    }

    /** One request, or a few that are sent at once. */
    String next() {
        if (random.nextInt(12) > 0) {
            return request();
        }
        StringBuilder burst = new StringBuilder();
        for (int left = 2 + random.nextInt(20); left > 0; left--) {
            burst.append(request());
        }
        return burst.toString();
    }

    private String request() {
        int kind = random.nextInt(100);
        if (kind < 40) {
            return asked(kind);
        }
        return kind < 88 ? written(kind) : watched(kind);
    }

    private String asked(int kind) {
        if (kind < 22) {
            return "get<" + key() + ">";
        }
        if (kind < 34) {
            return "entry<" + key() + ">";
        }
        String after = random.nextInt(2) == 0 ? "" : "," + key();
        return "keys<" + prefix() + "," + (random.nextInt(3) == 0 ? amount() : "20") + after + ">";
    }

    private String written(int kind) {
        if (kind < 52) {
            return "put<" + key() + "," + value() + ">";
        }
        if (kind < 57) {
            return "put-for<" + key() + "," + seconds() + "," + value() + ">";
        }
        if (kind < 63) {
            return "del<" + key() + ">";
        }
        if (kind < 70) {
            return "hold<" + key() + "," + value() + ">";
        }
        if (kind < 79) {
            return "cas<" + key() + "," + version() + "," + value() + ">";
        }
        return kind < 85 ? "add<" + key() + "," + amount() + ">" : "touch<" + key() + "," + seconds() + ">";
    }

    private String watched(int kind) {
        if (kind == 99) {
            return pick(MISCOUNTED);
        }
        return (kind < 95 ? "watch<" : "unwatch<") + prefix() + ">";
    }

    private String key() {
        return pick(random.nextInt(60) == 0 ? NOT_KEYS : KEYS);
    }

    private String prefix() {
        return pick(random.nextInt(60) == 0 ? NOT_KEYS.subList(1, NOT_KEYS.size()) : PREFIXES);
    }

    private String value() {
        return switch (random.nextInt(800)) {
            case 0 -> LARGE;
            case 1 -> TOO_LARGE;
            case 2 -> TOO_LARGE_ESCAPED;
            default -> pick(VALUES);
        };
    }

    private String amount() {
        return pick(random.nextInt(15) == 0 ? NOT_NUMBERS : AMOUNTS);
    }

    private String seconds() {
        return switch (random.nextInt(12)) {
            case 0 -> pick(NOT_NUMBERS);
            case 1 -> pick(List.of("0", "-1", "3155760001"));
            case 2 -> "3155760000";
            default -> Integer.toString(1 + random.nextInt(4));
        };
    }

    private String version() {
        return switch (random.nextInt(8)) {
            case 0 -> "0";
            case 1 -> "1";
            case 2 -> random.nextInt(4) == 0 ? pick(NOT_NUMBERS) : "-1";
            default -> "^";
        };
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** Whether a request of {@link #next} is over the limit of frames. */
    static boolean isTooLong(String raw) {
        return raw.endsWith(TOO_LARGE + ">");
    }

    /** Whether it has commas that could not be shown, each with its backslash. */
    static boolean isTooLongEscaped(String raw) {
        return raw.endsWith(TOO_LARGE_ESCAPED + ">");
    }
}
