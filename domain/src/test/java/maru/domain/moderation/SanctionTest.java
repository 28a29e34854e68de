package maru.domain.moderation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import maru.domain.chat.UserName;
import maru.domain.moderation.Sanction.Kind;
import org.junit.jupiter.api.Test;

class SanctionTest {
    private static final UserName BOB = UserName.of("Bob");

    @Test
    void saysUntilWhenAndWhy() {
        Sanction ban = new Sanction(Kind.BAN, Target.of(BOB), 0, 1_772_368_200_999L, "spam");
        assertEquals("until 2026-03-01T12:30:00Z: spam", ban.terms());
        assertEquals(999, ban.millisLeft(1_772_368_200_000L));
        assertEquals("for good", new Sanction(Kind.BAN, Target.of(BOB), 1, 0, "").terms());
        assertEquals(-1, new Sanction(Kind.BAN, Target.of(BOB), 1, 0, "").millisLeft(7));
    }

    @Test
    void aReasonHasAnEnd() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Sanction(Kind.BAN, Target.of(BOB), 0, 0, "x".repeat(Sanction.MAX_REASON + 1)));
    }
}
