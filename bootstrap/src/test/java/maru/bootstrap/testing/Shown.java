package maru.bootstrap.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares what a page shows with what the server sends. On a page, numbers of 16 or 13 digits (versions, epochs, ids of
 * whispers, times), 43 letters, digits and signs (tokens), a user's number and the server's version stand for those of
 * this time, and {@code …} for anything. The first three of these stand for the same wherever they are shown again in
 * one example, and can be sent.
 */
public final class Shown {
    private static final Pattern VARYING =
            Pattern.compile("(?<![\\w-])(?:\\d{16}|\\d{13}|[\\w-]{43})(?![\\w-])|Maru \\d+\\.\\d+\\.\\d+|…"
                    + "|(?<=welcome<)\\d+(?=,)");

    private final Map<String, String> actual = new HashMap<>();

    /** Whether the page shows this; what stands for something else stands for that from now on. */
    public boolean matches(String shown, String sent) {
        StringBuilder pattern = new StringBuilder();
        List<String> learned = new ArrayList<>();
        Matcher varying = VARYING.matcher(shown);
        int at = 0;
        while (varying.find()) {
            pattern.append(Pattern.quote(shown.substring(at, varying.start()))).append(expression(varying, learned));
            at = varying.end();
        }
        pattern.append(Pattern.quote(shown.substring(at)));
        Matcher match = Pattern.compile(pattern.toString(), Pattern.DOTALL).matcher(sent);
        if (!match.matches()) {
            return false;
        }
        for (int group = 0; group < learned.size(); group++) {
            actual.put(learned.get(group), match.group(group + 1));
        }
        return true;
    }

    private String expression(Matcher varying, List<String> learned) {
        String shown = varying.group();
        if (shown.equals("…")) {
            return ".*";
        }
        if (shown.startsWith("Maru ")) {
            return "Maru [^,]+";
        }
        if (shown.length() < 13) {
            return "\\d+";
        }
        String known = actual.get(shown);
        if (known != null) {
            return Pattern.quote(known);
        }
        learned.add(shown);
        return shown.length() == 43 ? "([\\w-]{43})" : "(\\d+)";
    }

    /** What is to be sent where the page shows this. */
    public String toSend(String shown) {
        return VARYING.matcher(shown)
                .replaceAll(varying -> Matcher.quoteReplacement(actual.getOrDefault(varying.group(), varying.group())));
    }
}
