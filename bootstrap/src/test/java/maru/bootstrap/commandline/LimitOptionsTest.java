package maru.bootstrap.commandline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import maru.application.limits.Limit;
import maru.application.limits.Rate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void limitsAddressesRequestsAndMessagesWhereOthersReachIt() throws Exception {
        for (String host : new String[] {"127.0.0.1", "127.3.2.1", "::1"}) {
            LimitOptions limits = limits("--host", host);
            assertEquals(0, limits.counts().get(Limit.CLIENTS_PER_ADDRESS));
            assertNull(limits.rates().get(Limit.CONNECTS_PER_ADDRESS));
            assertNull(limits.rates().get(Limit.REQUESTS));
            assertNull(limits.rates().get(Limit.MESSAGES));
        }
        LimitOptions open = limits("--host", "0.0.0.0", "--allow-guests", "--insecure-plaintext");
        assertEquals(64, open.counts().get(Limit.CLIENTS_PER_ADDRESS));
        assertEquals(new Rate(120, 500_000), open.rates().get(Limit.CONNECTS_PER_ADDRESS));
        assertEquals(new Rate(4_000, 1_000), open.rates().get(Limit.REQUESTS));
        assertEquals(new Rate(20, 200_000), open.rates().get(Limit.MESSAGES));
    }

    @Test
    void takesWhatIsGivenWhereverItListens() throws Exception {
        LimitOptions here = limits(
                "--max-clients-per-address",
                "3",
                "--max-connects-per-address=60",
                "--request-rate",
                "100",
                "--message-rate",
                "1/7");
        assertEquals(3, here.counts().get(Limit.CLIENTS_PER_ADDRESS));
        assertEquals(new Rate(60, 1_000_000), here.rates().get(Limit.CONNECTS_PER_ADDRESS));
        assertEquals(new Rate(400, 10_000), here.rates().get(Limit.REQUESTS));
        assertEquals(new Rate(7, 1_000_000), here.rates().get(Limit.MESSAGES));
        LimitOptions open = limits(
                "--host=0.0.0.0",
                "--allow-guests",
                "--insecure-plaintext",
                "--max-clients-per-address=0",
                "--max-connects-per-address=0",
                "--request-rate=0",
                "--message-rate=0");
        assertEquals(0, open.counts().get(Limit.CLIENTS_PER_ADDRESS));
        assertNull(open.rates().get(Limit.CONNECTS_PER_ADDRESS));
        assertNull(open.rates().get(Limit.REQUESTS));
        assertNull(open.rates().get(Limit.MESSAGES));
    }

    @Test
    void givesTenSecondsAndAKibibyteToLogIn() throws Exception {
        assertEquals(10, limits().counts().get(Limit.LOGIN_TIMEOUT));
        assertEquals(1_024, limits().counts().get(Limit.LOGIN_FRAME));
        assertEquals(0, limits("--login-timeout", "0").counts().get(Limit.LOGIN_TIMEOUT));
        assertEquals(4_096, limits("--max-login-frame", "4k").counts().get(Limit.LOGIN_FRAME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "100001", "5/", "/5", "5/0", "0/5", "5/20/1", "5/100001", "5 / 20"})
    void saysWhatARateIs(String typed) {
        assertEquals(
                "--message-rate takes a number from 0 to 100000, or two with a / between, how many a second and how many"
                        + " at once (5/20 is such), and not '" + typed + "'",
                assertThrows(WrongCommandLineException.class, () -> limits("--message-rate", typed))
                        .getMessage());
    }

    @Test
    void holdsUpWhoGuessesPasswordsUnlessToldOtherwise() throws Exception {
        assertEquals(Rate.of(5, Duration.ofMinutes(1)), limits().rates().get(Limit.LOGINS));
        assertEquals(Rate.of(20, Duration.ofHours(1)), limits().rates().get(Limit.FAILED_LOGINS));
        assertEquals(
                Rate.of(7, Duration.ofMinutes(1)),
                limits("--max-logins", "7").rates().get(Limit.LOGINS));
        assertNull(limits("--max-logins", "0").rates().get(Limit.LOGINS));
        assertNull(limits("--max-failed-logins", "0").rates().get(Limit.FAILED_LOGINS));
    }

    @Test
    void limitsRegistrationsOffLoopbackUnlessToldOtherwise() throws Exception {
        String[] reached = {"--host", "0.0.0.0", "--allow-guests", "--insecure-plaintext"};
        assertNull(limits().rates().get(Limit.REGISTRATIONS));
        assertEquals(Rate.of(3, Duration.ofHours(1)), limits(reached).rates().get(Limit.REGISTRATIONS));
        assertEquals(
                Rate.of(9, Duration.ofHours(1)),
                limits("--max-registrations", "9").rates().get(Limit.REGISTRATIONS));
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
