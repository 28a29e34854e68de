package maru.application.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import maru.application.port.out.SanctionRepository;
import maru.domain.RefusalCode;
import maru.domain.chat.UserName;
import maru.domain.moderation.AddressRange;
import maru.domain.moderation.Sanction;
import maru.domain.moderation.Sanction.Kind;
import maru.domain.moderation.Target;
import org.junit.jupiter.api.Test;

/** Bans and mutes: every store runs this. */
public abstract class SanctionRepositoryContract extends UserRepositoryFixture {
    private static final Target NET = Target.of(AddressRange.of("10.0.0.0/8"));

    @Test
    void whatWasPutIsInForce() {
        Sanction ban = sanction(Kind.BAN, Target.of(ALICE), 0);
        Sanction net = sanction(Kind.BAN, NET, 5_000);
        Sanction mute = sanction(Kind.MUTE, Target.of(BOB), 0);
        assertEquals(ban, put(ban).value());
        assertEquals(net, put(net).value());
        assertEquals(mute, put(mute).value());

        long now = time.unixMillis();
        assertEquals(ban, repositories.sanctions().current().banOf(UserName.of("aLICE"), now));
        assertEquals(net, repositories.sanctions().current().banOf(new byte[] {10, 1, 1, 1}, now));
        assertEquals(mute, repositories.sanctions().current().muteOf(BOB, now));
        assertNull(repositories.sanctions().current().muteOf(ALICE, now));
        assertEquals(3, inForce().size());
    }

    @Test
    void oneTakesThePlaceOfAnotherForTheSame() {
        put(sanction(Kind.BAN, Target.of(ALICE), 5_000)).value();
        time.advance(1);
        Sanction second = sanction(Kind.BAN, Target.of(UserName.of("ALICE")), 0);
        put(second).value();
        put(sanction(Kind.MUTE, Target.of(ALICE), 0)).value();
        assertEquals(2, inForce().size());
        assertEquals(second, repositories.sanctions().current().banOf(ALICE, time.unixMillis()));
    }

    @Test
    void thoseThatHaveEndedAreNotInForce() {
        put(sanction(Kind.BAN, NET, 5_000)).value();
        time.advance(5_000);
        assertEquals(List.of(), inForce());
        assertTrue(lift(Kind.BAN, NET).isNone());
    }

    @Test
    void liftedOneIsNotInForce() {
        Sanction net = sanction(Kind.BAN, NET, 0);
        put(net).value();
        assertTrue(lift(Kind.BAN, Target.of(AddressRange.of("10.0.0.0/9"))).isNone());
        assertTrue(lift(Kind.BAN, Target.of(ALICE)).isNone());
        assertEquals(net, lift(Kind.BAN, NET).value());
        assertEquals(List.of(), inForce());
        assertTrue(lift(Kind.BAN, NET).isNone());
    }

    @Test
    void aBanIsLiftedAndTheMuteOfTheSameStays() {
        put(sanction(Kind.BAN, Target.of(ALICE), 0)).value();
        Sanction mute = put(sanction(Kind.MUTE, Target.of(ALICE), 0)).value();
        assertNotNull(lift(Kind.BAN, Target.of(ALICE)).value());
        assertEquals(List.of(mute), inForce());
    }

    @Test
    void soManyAreKeptAndNoMore() {
        for (int i = 1; i < SanctionRepository.MAX_KEPT; i++) {
            put(sanction(Kind.MUTE, Target.of(UserName.of("user" + i)), 5_000));
        }
        put(sanction(Kind.BAN, Target.of(ALICE), 0)).value();
        assertRefused(RefusalCode.LIMIT, put(sanction(Kind.BAN, Target.of(BOB), 0)));
        put(sanction(Kind.BAN, Target.of(ALICE), 7_000)).value();
        assertEquals(SanctionRepository.MAX_KEPT, inForce().size());

        time.advance(5_000);
        Sanction late = put(sanction(Kind.BAN, Target.of(BOB), 0)).value();
        assertEquals(2, inForce().size());
        assertEquals(late, repositories.sanctions().current().banOf(BOB, time.unixMillis()));
    }

    @Test
    void nothingIsChangedOnceItIsClosed() throws Exception {
        put(sanction(Kind.BAN, Target.of(ALICE), 0)).value();
        repositories.store().close();
        assertRefused(RefusalCode.SHUTTING_DOWN, put(sanction(Kind.BAN, Target.of(BOB), 0)));
        assertRefused(RefusalCode.SHUTTING_DOWN, lift(Kind.BAN, Target.of(ALICE)));
        assertEquals(1, inForce().size());
        repositories = open(time);
    }
}
