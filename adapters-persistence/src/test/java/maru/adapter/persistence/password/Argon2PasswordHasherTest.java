package maru.adapter.persistence.password;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import maru.application.testing.RecordingReply;
import maru.application.testing.TestLane;
import maru.domain.RefusalCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2PasswordHasherTest {
    private final TestLane lane = new TestLane();
    private final List<Argon2Cost> costs = new ArrayList<>();
    private Argon2PasswordHasher hasher = new Argon2PasswordHasher();

    @AfterEach
    void end() {
        hasher.close();
        lane.close();
    }

    @Test
    void knowsThePasswordAgain() {
        String hash = hash("correct horse").value();

        assertTrue(verify("correct horse", hash).value());
        assertFalse(verify("correct horsf", hash).value());
        assertFalse(verify("", hash).value());
    }

    @Test
    void hashSaysHowItWasMade() {
        String hash = hash("correct horse").value();

        assertTrue(hash.matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}"), hash);
        assertNotEquals(hash, hash("correct horse").value());
    }

    /** From the tests of the reference implementation (phc-winner-argon2, src/test.c): other costs than ours. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc"
            })
    void knowsHashesOfOthers(String hash) {
        assertTrue(verify("password", hash).value());
        assertFalse(verify("Password", hash).value());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "password",
                "$argon2i$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$AAAA",
                "$argon2id$v=19$m=4000000,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=7,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=1000,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=0,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                "$argon2id$v=19$m=256,t=2,p=64$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
            })
    void refusesWhatIsNoHashOrTooMuchWork(String hash) {
        assertEquals(RefusalCode.INTERNAL, verify("password", hash).refusal().code());
    }

    @Test
    void noHashIsAsMuchWorkAsOne() {
        use((cost, salt, password, hash) -> costs.add(cost));

        String hash = hash("correct horse").value();
        verify("correct horse", hash).value();
        assertFalse(verify("correct horse", null).value());
        assertEquals(List.of(Argon2Cost.DEFAULT, Argon2Cost.DEFAULT, Argon2Cost.DEFAULT), costs);
    }

    @Test
    void isBusyWhenAHundredWait() throws Exception {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch working = new CountDownLatch(Argon2PasswordHasher.THREADS);
        CountDownLatch go = new CountDownLatch(1);
        use((cost, salt, password, hash) -> {
            threads.add(Thread.currentThread().getName());
            working.countDown();
            awaitQuietly(go);
        });
        List<RecordingReply<String>> taken = new ArrayList<>();
        for (int i = 0; i < Argon2PasswordHasher.THREADS + 100; i++) {
            taken.add(hash("correct horse"));
        }
        working.await();

        RecordingReply<String> refused = hash("correct horse");
        assertTrue(refused.isAnswered());
        assertEquals(RefusalCode.BUSY, refused.refusal().code());
        assertTrue(taken.stream().noneMatch(RecordingReply::isAnswered));

        go.countDown();
        taken.forEach(RecordingReply::value);
        hash("correct horse").value();
        assertEquals(Set.of("password-1", "password-2"), threads);
    }

    @Test
    void closingRefusesWhatWaits() throws Exception {
        CountDownLatch working = new CountDownLatch(Argon2PasswordHasher.THREADS);
        CountDownLatch never = new CountDownLatch(1);
        use((cost, salt, password, hash) -> {
            working.countDown();
            awaitQuietly(never);
        });
        List<RecordingReply<String>> taken = List.of(hash("correct horse"), hash("correct horse"));
        RecordingReply<Boolean> waiting = verify("correct horse", null);
        working.await();
        hasher.close();

        assertEquals(RefusalCode.SHUTTING_DOWN, waiting.refusal().code());
        assertEquals(RefusalCode.SHUTTING_DOWN, hash("correct horse").refusal().code());
        taken.forEach(RecordingReply::value);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the hasher closes
        }
    }

    private void use(Hashing hashing) {
        hasher.close();
        hasher = new Argon2PasswordHasher(hashing);
    }

    private RecordingReply<String> hash(String password) {
        RecordingReply<String> reply = new RecordingReply<>(lane);
        hasher.hash(password.getBytes(StandardCharsets.UTF_8), reply);
        return reply;
    }

    private RecordingReply<Boolean> verify(String password, String hash) {
        RecordingReply<Boolean> reply = new RecordingReply<>(lane);
        hasher.verify(password.getBytes(StandardCharsets.UTF_8), hash, reply);
        return reply;
    }
}
