package maru.application.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import maru.application.testing.SettableTime;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private final SettableTime time = new SettableTime();
    private final List<String> lines = new ArrayList<>();

    @Test
    void aCountOfZeroIsNoLimit() {
        assertEquals(Limits.NONE, limits(0, false).most(Limit.WHISPERS_WAITING));
        assertEquals(3, limits(3, false).most(Limit.WHISPERS_WAITING));
        assertEquals(Limits.NONE, Limits.none(time).most(Limit.WHISPERS_WAITING));
        assertNull(Limits.none(time).rate(Limit.WHISPERS_WAITING));
    }

    @Test
    void countsEachTimeAndTellsOnceASecond() {
        Limits limits = limits(3, false);
        for (int i = 0; i < 5; i++) {
            assertTrue(limits.refuses(Limit.WHISPERS_WAITING, "mina" + i));
        }
        time.advance(1_000);
        assertTrue(limits.refuses(Limit.WHISPERS_WAITING, "joon"));
        assertEquals(List.of("WHISPERS_WAITING 1 mina0 true", "WHISPERS_WAITING 5 joon true"), lines);
        assertEquals(6, limits.statistics().get("limits.whispers-waiting"));
    }

    @Test
    void aDryRunCountsAndTellsAndRefusesNothing() {
        Limits limits = limits(3, true);
        assertFalse(limits.refuses(Limit.WHISPERS_WAITING, "mina"));
        assertEquals(List.of("WHISPERS_WAITING 1 mina false"), lines);
        assertEquals(1, limits.statistics().get("limits.whispers-waiting"));
    }

    @Test
    void whatProtectsTheMemoryIsRefusedInADryRunToo() {
        Limits limits = limits(3, true);
        limits.refused(Limit.STORE, "bytes=7");
        assertEquals(List.of("STORE 1 bytes=7 true"), lines);
        assertEquals(1, limits.statistics().get("limits.store"));
    }

    private Limits limits(long most, boolean dryRun) {
        return new Limits(
                Map.of(Limit.WHISPERS_WAITING, most),
                Map.of(),
                dryRun,
                time,
                (limit, times, who, refused) -> lines.add(limit + " " + times + " " + who + " " + refused));
    }
}
