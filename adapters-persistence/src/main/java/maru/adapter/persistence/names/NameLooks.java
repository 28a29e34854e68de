package maru.adapter.persistence.names;

import com.ibm.icu.text.SpoofChecker;
import java.util.List;
import maru.domain.chat.UserName;

/**
 * What a name looks like: its skeleton (UTS 39, section 4), in small letters. A name has two looks, as it is shown and as
 * it is compared, for {@code Iris} looks like {@code lris} and {@code iris} does not. From any thread.
 */
public final class NameLooks {
    private static final int ASCII = 0x80;

    private NameLooks() {}

    /** Loads what the looks of other names than plain ones need, which takes some 50 ms. Blocks so long. */
    public static void load() {
        Skeletons.of("\u0430");
    }

    /** One or two. */
    static List<String> of(UserName name) {
        String compared = of(name.identity());
        String shown = of(name.shown());
        return shown.equals(compared) ? List.of(compared) : List.of(compared, shown);
    }

    /** The text itself where that is what it looks like. */
    static String of(String text) {
        boolean isItself = true;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c >= ASCII) {
                return Skeletons.of(text);
            }
            isItself &= c != '0' && c != '1' && c != 'm' && !isCapital(c);
        }
        return isItself ? text : ofAscii(text);
    }

    /** The skeleton of ASCII text is that of each of its characters: these are all that have another than themselves. */
    private static String ofAscii(String text) {
        StringBuilder look = new StringBuilder(text.length() + 1);
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            switch (c) {
                case '0' -> look.append('o');
                case '1', 'I' -> look.append('l');
                case 'm' -> look.append("rn");
                default -> look.append(isCapital(c) ? (char) (c + 'a' - 'A') : c);
            }
        }
        return look.toString();
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    /** Loaded when it is first needed. */
    private static final class Skeletons {
        private static final SpoofChecker CHECKER =
                new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();

        static String of(String text) {
            String skeleton = CHECKER.getSkeleton(text);
            StringBuilder small = new StringBuilder(skeleton.length());
            skeleton.codePoints().forEach(c -> small.appendCodePoint(Character.toLowerCase(Character.toUpperCase(c))));
            return small.toString();
        }
    }
}
