package maru.bootstrap.commandline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import maru.application.limits.Limit;
import org.junit.jupiter.api.Test;

class LimitOptionsTest {
    private static final Machine MACHINE = new Machine(Map.of(), 1_024, 1L << 30, 2);

    @Test
    void keepsAThousandWhispersForAUserUnlessToldOtherwise() throws Exception {
        assertEquals(1_000, limits().counts().get(Limit.WHISPERS_WAITING));
        assertEquals(7, limits("--max-whispers-waiting", "7").counts().get(Limit.WHISPERS_WAITING));
    }

    @Test
    void aConnectionAndAUserMayHaveSoMuchUnlessToldOtherwise() throws Exception {
        for (Limit limit : List.of(Limit.ROOMS_JOINED, Limit.HOLDS, Limit.WATCHES, Limit.FOLLOWS)) {
            assertEquals(100, limits().counts().get(limit));
            assertEquals(0, limits("--max-" + limit.word(), "0").counts().get(limit));
        }
        assertEquals(1_000, limits().counts().get(Limit.KEYS_PER_OWNER));
        assertEquals(1 << 20, limits().counts().get(Limit.BYTES_PER_OWNER));
        assertEquals(64 << 10, limits("--max-bytes-per-owner", "64k").counts().get(Limit.BYTES_PER_OWNER));
        assertEquals(1_000_000, limits().counts().get(Limit.ACCOUNTS));
    }

    @Test
    void refusesUnlessItIsADryRun() throws Exception {
        assertFalse(limits().dryRun());
        assertTrue(limits("--dry-run-limits").dryRun());
    }

    private static LimitOptions limits(String... arguments) throws WrongCommandLineException {
        String[] typed = new String[arguments.length + 1];
        typed[0] = "mem";
        System.arraycopy(arguments, 0, typed, 1, arguments.length);
        return ((Command.Serve) new MaruCommandLine(MACHINE, "test").parse(typed))
                .options()
                .limits();
    }
}
