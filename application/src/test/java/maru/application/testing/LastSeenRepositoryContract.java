package maru.application.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import maru.application.port.UserInfo;
import maru.application.port.out.LastSeenRepository;
import maru.domain.chat.UserName;
import org.junit.jupiter.api.Test;

/** When users were last online: every store runs this. */
public abstract class LastSeenRepositoryContract extends UserRepositoryFixture {
    @Test
    void findsWhenAUserWentAway() {
        repositories.lastSeen().seen(ALICE, 5_000);

        assertEquals(
                new UserInfo(ALICE, false, 5_000), seen(UserName.of("alice")).value());
        assertEquals("Alice", seen(UserName.of("alice")).value().name().shown());
        assertTrue(seen(BOB).isNone());
    }

    @Test
    void whatWasSaidLastCounts() {
        repositories.lastSeen().seen(ALICE, 5_000);
        repositories.lastSeen().seen(UserName.of("ALICE"), 4_000);

        assertEquals(4_000, seen(ALICE).value().lastSeen());
        assertEquals("ALICE", seen(ALICE).value().name().shown());
    }

    @Test
    void theNewestAreKept() {
        repositories.lastSeen().seen(ALICE, 1);
        repositories.lastSeen().seen(BOB, 2);
        repositories.lastSeen().seen(UserName.of("newest"), 9_000_000);
        for (int i = 0; i < LastSeenRepository.MAX_KEPT - 2; i++) {
            repositories.lastSeen().seen(UserName.of("user" + i), 1_000 + i);
        }
        assertEquals(
                1_000 + LastSeenRepository.MAX_KEPT - 3,
                seen(UserName.of("user" + (LastSeenRepository.MAX_KEPT - 3)))
                        .value()
                        .lastSeen());
        assertEquals(9_000_000, seen(UserName.of("newest")).value().lastSeen());
        assertEquals(1_000, seen(UserName.of("user0")).value().lastSeen());
        assertEquals(2, seen(BOB).value().lastSeen());
    }
}
