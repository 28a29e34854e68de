package maru.application.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import maru.domain.RefusalCode;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import maru.domain.chat.Whisper;
import org.junit.jupiter.api.Test;

/** Whispers for those who are away: every store runs this. */
public abstract class WhisperRepositoryContract extends UserRepositoryFixture {
    @Test
    void idsGrowFromTheClockOn() {
        long last = time.unixMillis() * 1_000;
        for (int i = 0; i < 100; i++) {
            long id = repositories.whispers().nextId();
            assertTrue(id > last);
            last = id;
        }
    }

    @Test
    void takesWhatWasKeptOnce() {
        Whisper kept = new Whisper(7, 1_234, BOB, ALICE, Text.of("tab\tline\nhangul 마루"));
        assertEquals(kept, keep(kept).value());

        assertEquals(List.of(kept), take(ALICE).value());
        assertEquals(List.of(), take(ALICE).value());
    }

    @Test
    void takesThemInTheOrderOfTheirIdsWhateverTheSpelling() {
        keep(whisper(3, ALICE));
        keep(whisper(1, UserName.of("ALICE")));
        keep(whisper(2, BOB));

        assertEquals(
                List.of(1L, 3L),
                take(UserName.of("alice")).value().stream().map(Whisper::id).toList());
        assertEquals(1, take(BOB).value().size());
    }

    @Test
    void keepsSoManyForOneUserAndNoMore() {
        for (int i = 0; i < MOST_WHISPERS; i++) {
            keepFor(ALICE);
        }
        RecordingReply<Whisper> refused = keepFor(ALICE);
        assertRefused(RefusalCode.LIMIT, refused);
        assertTrue(
                refused.refusal().detail().contains("1000"), refused.refusal().detail());
        keepFor(BOB).value();

        assertEquals(MOST_WHISPERS, take(ALICE).value().size());
        keepFor(ALICE).value();
    }

    @Test
    void whatWasTakenInVainIsKeptAgainHoweverManyWait() {
        Whisper taken = keepFor(ALICE).value();
        take(ALICE).value();
        for (int i = 0; i < MOST_WHISPERS; i++) {
            keepFor(ALICE);
        }
        assertEquals(taken, putBack(taken).value());
        assertRefused(RefusalCode.LIMIT, keepFor(ALICE));

        List<Whisper> all = take(ALICE).value();
        assertEquals(MOST_WHISPERS + 1, all.size());
        assertEquals(taken, all.get(0));
    }
}
