package maru.domain.chat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.kv.KeyHash;
import org.jspecify.annotations.Nullable;

/**
 * The name of a user or a room, as it is shown and as it is compared.
 *
 * <p>It is shown as it was typed, in NFC. Two names are the same if they differ only in case or in compatible forms
 * (full width letters, ligatures): compared is NFKC of the lower, the upper and again the lower case of NFKC, which for
 * letters without a one-to-one case comes close to Unicode's full case folding (both sigmas; {@code ß}, {@code ẞ} and
 * {@code ss}). Ordered by what is compared.
 */
abstract class Name implements Comparable<Name> {
    private static final int MAX_CODE_POINTS = 32;

    /** What is longer is no name in NFC either, which makes one code point of at most four (UAX #15, of U+1F82 in NFD). */
    private static final int MAX_TYPED_CHARS = 3 * 2 * MAX_CODE_POINTS;

    private final String shown;
    private final String identity;
    private final byte[] utf8;
    private final int hash;

    Name(String typed) {
        this.shown = nfc(typed);
        this.identity = isPlain(shown) ? shown : identityOf(shown);
        this.utf8 = shown.getBytes(StandardCharsets.UTF_8);
        byte[] compared = identity.equals(shown) ? utf8 : identity.getBytes(StandardCharsets.UTF_8);
        this.hash = KeyHash.of(compared, 0, compared.length);
    }

    /**
     * Why a text is no name, or null if it is one.
     *
     * @param what it would be the name of
     */
    static @Nullable Refusal refusal(String typed, String what) {
        String name = typed.length() > MAX_TYPED_CHARS ? typed : nfc(typed);
        int length = name.codePointCount(0, name.length());
        if (length > MAX_CODE_POINTS) {
            return Refusal.badArguments("the name of a " + what + " has at most " + MAX_CODE_POINTS
                    + " characters, this one has " + length);
        }
        String wrong = length == 0 ? "and this one is empty" : wrongIn(name);
        if (wrong == null) {
            return null;
        }
        return new Refusal(
                RefusalCode.BAD_NAME,
                "the name of a " + what + " is 1 to " + MAX_CODE_POINTS
                        + " letters of any script, digits, or _ - . as in player_7, " + wrong);
    }

    private static String nfc(String typed) {
        return isPlain(typed) ? typed : Normalizer.normalize(typed, Normalizer.Form.NFC);
    }

    /** Small ASCII letters, digits and signs are their own identity: no table has to be asked. */
    private static boolean isPlain(String name) {
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || isSign(c);
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    /** Null: nothing. The character itself is not shown: it might do something to who reads that. */
    private static @Nullable String wrongIn(String name) {
        boolean markMayFollow = false;
        for (int at = 0; at < name.length(); ) {
            int c = name.codePointAt(at);
            boolean mark = isMark(c);
            boolean letter = Character.isLetter(c);
            if (isInvisible(c) || (!mark && !letter && !Character.isDigit(c) && !isSign(c))) {
                return String.format("and this one has U+%04X", c);
            }
            if (mark && !markMayFollow) {
                return String.format("and in this one the mark U+%04X follows no letter", c);
            }
            markMayFollow = mark || letter;
            at += Character.charCount(c);
        }
        return null;
    }

    private static boolean isSign(int c) {
        return c == '_' || c == '-' || c == '.';
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /** Letters and marks that nobody sees, so that a name with them looks like one without (Default_Ignorable_Code_Point). */
    private static boolean isInvisible(int c) {
        return c == 0x034F
                || (c >= 0x115F && c <= 0x1160)
                || (c >= 0x17B4 && c <= 0x17B5)
                || (c >= 0x180B && c <= 0x180F)
                || c == 0x3164
                || (c >= 0xFE00 && c <= 0xFE0F)
                || c == 0xFFA0
                || (c >= 0xE0100 && c <= 0xE01EF);
    }

    private static String identityOf(String name) {
        String compatible = Normalizer.normalize(name, Normalizer.Form.NFKC);
        String folded = compatible
                .toLowerCase(Locale.ROOT) // a capital sharp s has no other upper case, a small one has
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT)
                .replace('\u03C2', '\u03C3'); // a small sigma at the end of a word is a sigma
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }

    /** As people read it. */
    public final String shown() {
        return shown;
    }

    /** What is compared: the same for all spellings of one name. */
    public final String identity() {
        return identity;
    }

    /** As people read it, in UTF-8. Not a copy: nobody may write to it. */
    public final byte[] utf8() {
        return utf8;
    }

    @Override
    public final int compareTo(Name other) {
        return identity.compareTo(other.identity);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Name name && name.getClass() == getClass() && identity.equals(name.identity);
    }

    /** Seeded anew in every process: names are chosen by strangers, who could choose such as meet in one place. */
    @Override
    public final int hashCode() {
        return hash;
    }

    @Override
    public final String toString() {
        return shown;
    }
}
