package maru.bootstrap.logging;

/**
 * Text from elsewhere made fit for a line of a log or of a terminal: control characters, those that turn the
 * direction of writing, and those that nobody sees are spelled out, so that nobody begins a line of his own, paints an operator's terminal or
 * shows a name as what it is not. A backslash stays as it is: this is for people, and isn't read back.
 */
public final class VisibleText {
    private VisibleText() {}

    public static String of(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (isHidden(text, at)) {
                return escaped(text, at);
            }
        }
        return text;
    }

    private static String escaped(String text, int from) {
        StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, from);
        for (int at = from; at < text.length(); at++) {
            if (isHidden(text, at)) {
                appendEscape(shown, text.charAt(at));
            } else {
                shown.append(text.charAt(at));
            }
        }
        return shown.toString();
    }

    private static void appendEscape(StringBuilder shown, char hidden) {
        switch (hidden) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                shown.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    shown.append(Character.forDigit(hidden >> shift & 0xf, 16));
                }
            }
        }
    }

    private static boolean isHidden(String text, int at) {
        char c = text.charAt(at);
        if (c < 0x7f) {
            return c < ' ';
        }
        return c <= 0x9f || isDirection(c) || c == 0x2028 || c == 0x2029 || isInvisible(c) || isLoneSurrogate(text, at);
    }

    /** The controls of the Unicode bidirectional algorithm (UAX 9, table 4 and the marks). */
    private static boolean isDirection(char c) {
        return c == 0x061c
                || c == 0x200e
                || c == 0x200f
                || (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069);
    }

    /** What has no width, without the two joiners that some scripts and emoji are written with. */
    private static boolean isInvisible(char c) {
        return c == 0x00ad
                || c == 0x200b
                || (c >= 0x2060 && c <= 0x2064)
                || c == 0xfeff
                || (c >= 0xfff9 && c <= 0xfffb);
    }

    private static boolean isLoneSurrogate(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
