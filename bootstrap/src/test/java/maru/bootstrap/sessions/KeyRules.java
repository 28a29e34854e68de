package maru.bootstrap.sessions;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What is a key, a number, and who may write. */
final class KeyRules {
    static final int LONGEST_KEY = 512;

    private KeyRules() {}

    static boolean isKey(String key) {
        return !key.isEmpty() && isPrefix(key);
    }

    static boolean isPrefix(String prefix) {
        return prefix.getBytes(StandardCharsets.UTF_8).length <= LONGEST_KEY;
    }

    /** The order of keys: by their bytes. */
    static int compare(String one, String other) {
        return Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** Decimal, and of 64 bits. */
    static boolean isLong(String typed) {
        return typed.matches("-?[0-9]+") && new BigInteger(typed).bitLength() < Long.SIZE;
    }

    /** Empty: the value is no number, or the sum is too large. */
    static String sum(String value, BigInteger amount) {
        if (!isLong(value)) {
            return "";
        }
        String sum = new BigInteger(value).add(amount).toString();
        return isLong(sum) ? sum : "";
    }

    /** A key that begins with {@code ~name/} is written by that user alone. */
    static boolean mayWrite(ModelClient client, String key) {
        int slash = key.indexOf('/');
        if (!key.startsWith("~") || slash < 2) {
            return true;
        }
        return client.user != null && client.user.identity.equals(Spelling.identityOf(key.substring(1, slash)));
    }
}
