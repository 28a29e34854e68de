package maru.adapter.socket.dialect;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import maru.adapter.socket.frame.PieceFeed;

/** The tables of the page on the protocol once more: which fields a command has, and what it may be answered with. */
final class ReferenceCommands {
    /** Letters are fields: key, number, value, prefix, i for a name, text, once, secret; a capital one may be left out. */
    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("get", "k"),
            Map.entry("put", "kv"),
            Map.entry("put-for", "knv"),
            Map.entry("hold", "kv"),
            Map.entry("del", "k"),
            Map.entry("entry", "k"),
            Map.entry("cas", "knv"),
            Map.entry("add", "kn"),
            Map.entry("touch", "kn"),
            Map.entry("keys", "pnK"),
            Map.entry("watch", "p"),
            Map.entry("unwatch", "p"),
            Map.entry("hello", "n"),
            Map.entry("ping", ""),
            Map.entry("help", "V"),
            Map.entry("login", "iS"),
            Map.entry("resume", "s"),
            Map.entry("register", "is"),
            Map.entry("password", "ss"),
            Map.entry("logout-all", ""),
            Map.entry("join", "i"),
            Map.entry("leave", "i"),
            Map.entry("say", "it"),
            Map.entry("say-once", "iot"),
            Map.entry("tell", "it"),
            Map.entry("rooms", "I"),
            Map.entry("who", "iI"),
            Map.entry("history", "inN"),
            Map.entry("since", "innn"),
            Map.entry("whois", "i"),
            Map.entry("follow", "i"),
            Map.entry("unfollow", "i"));

    private static final Map<String, String> ANSWERS = Map.ofEntries(
            Map.entry("get", "value|none"),
            Map.entry("put", "ok|error<forbidden.*"),
            Map.entry("put-for", "ok|error<(forbidden|bad-arguments).*"),
            Map.entry("hold", "ok|error<(forbidden|conflict).*"),
            Map.entry("del", "ok|none|error<forbidden.*"),
            Map.entry("entry", "entry|none"),
            Map.entry("cas", "ok|error<(forbidden|conflict).*"),
            Map.entry("add", "value|error<(forbidden|conflict).*"),
            Map.entry("touch", "ok|none|error<(forbidden|conflict|bad-arguments).*"),
            Map.entry("keys", "keys|error<bad-arguments.*"),
            Map.entry("watch", "watch"),
            Map.entry("unwatch", "ok"),
            Map.entry("hello", "hello|error<bad-arguments.*"),
            Map.entry("ping", "pong"),
            Map.entry("help", "help|error<bad-arguments.*"),
            Map.entry("login", "welcome"),
            Map.entry("resume", "welcome"),
            Map.entry("register", "welcome"),
            Map.entry("password", "welcome"),
            Map.entry("logout-all", "ok"),
            Map.entry("join", "joined"),
            Map.entry("leave", "left"),
            Map.entry("say", "sent"),
            Map.entry("say-once", "sent"),
            Map.entry("tell", "sent"),
            Map.entry("rooms", "rooms"),
            Map.entry("who", "who"),
            Map.entry("history", "history|error<bad-arguments.*"),
            Map.entry("since", "history"),
            Map.entry("whois", "whois"),
            Map.entry("follow", "ok"),
            Map.entry("unfollow", "ok"));

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{Nd}_.-][\\p{L}\\p{M}\\p{Nd}_.-]{0,31}");
    private static final Pattern TEXT = Pattern.compile("[\\P{Cc}\t\n]{1,2000}");
    private static final int MOST_ONCE_BYTES = 64;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");
    private static final int MOST_KEY_BYTES = 512;

    private final int maxFrameBytes;

    ReferenceCommands(int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
    }

    /** What the reply to something that was found may begin with, as a regular expression. */
    String answer(String found) {
        if (found.equals(PieceFeed.MALFORMED)) {
            return "error<bad-frame.*";
        }
        if (found.equals(PieceFeed.TOO_LONG)) {
            return "error<too-long.*";
        }
        String name = found.substring(0, found.indexOf('<'));
        String answer = ANSWERS.get(name);
        if (answer == null) {
            return "error<unknown-command.*";
        }
        return isWrong(found) ? "error<bad-(arguments|name).*" : "(" + answer + ")(<.*)?";
    }

    /** Whether a known command's fields are not what they have to be. */
    boolean isWrong(String frame) {
        String shape = FIELDS.get(frame.substring(0, frame.indexOf('<')));
        if (shape == null) {
            return false;
        }
        String between = frame.substring(frame.indexOf('<') + 1, frame.lastIndexOf('>'));
        List<String> fields = new ArrayList<>(Arrays.asList(between.split(String.valueOf(PieceFeed.SEPARATOR), -1)));
        if (between.isEmpty() && !shape.equals("p")) {
            fields.clear();
        }
        boolean hasBareComma = !shape.isEmpty() && fields.size() > shape.length();
        while (!shape.isEmpty() && fields.size() > shape.length()) {
            String last = fields.remove(fields.size() - 1);
            fields.set(fields.size() - 1, fields.get(fields.size() - 1) + "," + last);
        }
        long required = shape.chars().filter(Character::isLowerCase).count();
        if (fields.size() < required || fields.size() > shape.length()) {
            return true;
        }
        for (int at = 0; at < fields.size(); at++) {
            if (isWrong(
                    Character.toLowerCase(shape.charAt(at)), fields.get(at), hasBareComma && at == fields.size() - 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean isWrong(char kind, String escaped, boolean hasBareComma) {
        String field = escaped.replaceAll("(?s)\\\\(.)", "$1");
        return switch (kind) {
            case 'k' -> field.isEmpty() || field.length() > MOST_KEY_BYTES;
            case 'p' -> field.length() > MOST_KEY_BYTES;
            case 'i' -> !isText(NAME, field);
            case 't' -> !isText(TEXT, field);
            case 'o' -> field.isEmpty() || field.length() > MOST_ONCE_BYTES;
            case 's' -> false;
            case 'n' -> !NUMBER.matcher(field).matches() || new BigInteger(field).bitLength() >= Long.SIZE;
            default -> hasBareComma && field.replaceAll("[<>,\\\\]", "xx").length() > maxFrameBytes;
        };
    }

    /** Whether the bytes, a character each, are UTF-8 of what the pattern says. */
    private static boolean isText(Pattern pattern, String bytes) {
        try {
            return pattern.matcher(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1))))
                    .matches();
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
