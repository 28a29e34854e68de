package maru.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RefusalTest {
    @Test
    void carriesTheVersionAloneWhenItIsAConflict() {
        assertEquals(new Refusal(RefusalCode.CONFLICT, "17"), Refusal.conflict(17));
    }

    @Test
    void hasACodeAndASentence() {
        assertEquals(RefusalCode.BAD_ARGUMENTS, Refusal.badArguments("why").code());
        assertThrows(NullPointerException.class, () -> new Refusal(RefusalCode.LIMIT, null));
        assertThrows(NullPointerException.class, () -> new Refusal(null, "why"));
    }

    @Test
    void usesTheWordsOfTheProtocol() {
        assertEquals(
                List.of(
                        "bad-frame",
                        "bad-arguments",
                        "too-long",
                        "unknown-command",
                        "login-required",
                        "already-logged-in",
                        "name-taken",
                        "bad-name",
                        "bad-credentials",
                        "forbidden",
                        "no-such-room",
                        "not-a-member",
                        "no-such-user",
                        "conflict",
                        "gap",
                        "limit",
                        "rate-limited",
                        "busy",
                        "storage-failed",
                        "uncertain",
                        "shutting-down",
                        "internal"),
                Stream.of(RefusalCode.values()).map(RefusalCode::word).toList());
    }
}
