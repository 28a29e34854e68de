package maru.application.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import maru.domain.chat.UserName;
import maru.domain.moderation.AddressRange;
import maru.domain.moderation.Sanction;
import maru.domain.moderation.Sanction.Kind;
import maru.domain.moderation.Target;
import org.junit.jupiter.api.Test;

class SanctionsTest {
    private static final UserName BOB = UserName.of("Bob");

    @Test
    void findsAUserHoweverTheNameIsSpelled() {
        Sanction ban = ban(Target.of(BOB), 0);
        Sanctions sanctions = of(ban);
        assertEquals(ban, sanctions.banOf(UserName.of("bOB"), 5));
        assertNull(sanctions.banOf(UserName.of("bobby"), 5));
        assertNull(sanctions.muteOf(BOB, 5));
    }

    @Test
    void aMuteIsNoBan() {
        Sanction mute = new Sanction(Kind.MUTE, Target.of(BOB), 1, 0, "");
        Sanctions sanctions = of(mute);
        assertEquals(mute, sanctions.muteOf(BOB, 5));
        assertNull(sanctions.banOf(BOB, 5));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Sanction(Kind.MUTE, Target.of(AddressRange.of("10.0.0.1")), 1, 0, ""));
    }

    @Test
    void ofSeveralForAnAddressTheOneThatLastsLongestIsFound() {
        Sanction wide = ban(Target.of(AddressRange.of("10.0.0.0/8")), 50);
        Sanction narrow = ban(Target.of(AddressRange.of("10.1.0.0/16")), 100);
        Sanction single = ban(Target.of(AddressRange.of("10.1.2.3")), 20);
        Sanctions sanctions = of(wide, narrow, single);
        byte[] address = {10, 1, 2, 3};
        assertEquals(narrow, sanctions.banOf(address, 5));
        assertNull(sanctions.banOf(address, 100));
        assertEquals(wide, sanctions.banOf(new byte[] {10, 2, 2, 3}, 5));
        assertNull(sanctions.banOf(new byte[] {11, 2, 2, 3}, 5));

        Sanction forGood = ban(Target.of(AddressRange.of("10.1.2.0/24")), 0);
        sanctions.put(forGood);
        assertEquals(forGood, sanctions.banOf(address, 5));
        sanctions.remove(forGood.key());
        assertEquals(narrow, sanctions.banOf(address, 5));
        sanctions.remove(narrow.key());
        sanctions.remove(narrow.key());
        assertEquals(wide, sanctions.banOf(address, 5));
    }

    @Test
    void oneTakesThePlaceOfAnotherForTheSame() {
        Target net = Target.of(AddressRange.of("10.0.0.0/8"));
        Sanctions sanctions = of(ban(Target.of(BOB), 50), ban(Target.of(BOB), 0), ban(net, 50), ban(net, 0));
        assertEquals(Set.of(ban(Target.of(BOB), 0), ban(net, 0)), Set.copyOf(sanctions.holding(60)));
        sanctions.remove(new Sanction.Key(Kind.BAN, Target.of(BOB)));
        sanctions.remove(new Sanction.Key(Kind.BAN, net));
        assertEquals(List.of(), sanctions.holding(0));
        assertNull(sanctions.banOf(BOB, 0));
        assertNull(sanctions.banOf(new byte[] {10, 0, 0, 1}, 0));
    }

    @Test
    void thoseThatHaveEndedGo() {
        Sanctions sanctions = of(ban(Target.of(BOB), 50));
        assertEquals(1, sanctions.holding(49).size());
        assertEquals(0, sanctions.holding(50).size());
        Sanction later = ban(Target.of(UserName.of("eve")), 0);
        sanctions.put(later);
        sanctions.removeEnded(50);
        assertEquals(List.of(later), sanctions.holding(0));
    }

    @Test
    void othersTakeThePlaceOfAll() {
        Sanction kept = ban(Target.of(AddressRange.of("10.0.0.0/8")), 0);
        Sanctions sanctions = of(kept, ban(Target.of(BOB), 0), ban(Target.of(AddressRange.of("10.1.0.0/16")), 0));
        Sanction added = ban(Target.of(UserName.of("eve")), 0);
        sanctions.replaceAll(List.of(added, kept));
        assertEquals(Set.of(kept, added), Set.copyOf(sanctions.holding(0)));
        assertEquals(kept, sanctions.banOf(new byte[] {10, 1, 0, 1}, 0));
    }

    /** The answer of the index is that of a look at every ban. */
    @Test
    void findsWhatALookAtAllOfThemFinds() {
        Random random = new Random(6);
        List<Sanction> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int bits = random.nextBoolean() ? 96 + random.nextInt(33) : random.nextInt(129);
            byte[] address = address(random, bits >= 96 ? 4 : 16);
            all.add(ban(Target.of(AddressRange.of(address).shortened(bits)), i + 1));
        }
        Sanctions sanctions = of(all.toArray(Sanction[]::new));
        int found = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] address = address(random, random.nextBoolean() ? 4 : 16);
            Sanction expected = null;
            for (Sanction ban : sanctions.holding(0)) {
                AddressRange range = ban.target().range();
                if (range != null && range.contains(address) && (expected == null || ban.outlasts(expected))) {
                    expected = ban;
                }
            }
            assertEquals(expected, sanctions.banOf(address, 0));
            found += expected == null ? 0 : 1;
        }
        assertTrue(found > 1_000, found + " were banned");
    }

    private static byte[] address(Random random, int length) {
        byte[] address = new byte[length];
        for (int at = 0; at < length; at++) {
            address[at] = (byte) random.nextInt(2);
        }
        return address;
    }

    private static Sanctions of(Sanction... all) {
        Sanctions sanctions = new Sanctions();
        for (Sanction sanction : all) {
            sanctions.put(sanction);
        }
        return sanctions;
    }

    private static Sanction ban(Target target, long until) {
        return new Sanction(Kind.BAN, target, 1, until, "");
    }
}
