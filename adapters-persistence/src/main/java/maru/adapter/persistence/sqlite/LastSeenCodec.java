package maru.adapter.persistence.sqlite;

import java.nio.charset.StandardCharsets;
import maru.adapter.persistence.table.Seen;
import maru.domain.chat.UserName;

/**
 * When a user was last online, as a record of the journal:
 *
 * <pre>
 *   0             8
 *   +-------------+--------------------+
 *   | Unix ms     | name as it is      |
 *   | i64         | shown, UTF-8       |
 *   +-------------+--------------------+
 * </pre>
 */
final class LastSeenCodec {
    static final byte TYPE = 3;

    private static final int NAME_AT = 8;

    private LastSeenCodec() {}

    static int size(Seen seen) {
        return NAME_AT + seen.user().utf8().length;
    }

    static void encode(Seen seen, byte[] into, int at) {
        byte[] name = seen.user().utf8();
        Bytes.putLong(into, at, seen.unixMillis());
        System.arraycopy(name, 0, into, at + NAME_AT, name.length);
    }

    static Seen decode(byte[] record, int from, int to) {
        String name = new String(record, from + NAME_AT, to - from - NAME_AT, StandardCharsets.UTF_8);
        return new Seen(UserName.of(name), Bytes.getLong(record, from));
    }
}
