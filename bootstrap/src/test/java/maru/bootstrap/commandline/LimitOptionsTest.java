package maru.bootstrap.commandline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
