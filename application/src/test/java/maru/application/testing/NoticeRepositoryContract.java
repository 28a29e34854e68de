package maru.application.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import maru.application.port.out.NoticeRepository;
import maru.domain.RefusalCode;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.notice.Notice;
import maru.domain.notice.NoticeLevel;
import org.junit.jupiter.api.Test;

/** Notices that hold and those that do not: every store runs this. */
public abstract class NoticeRepositoryContract extends UserRepositoryFixture {
    @Test
    void numbersThemWithoutGaps() {
        assertEquals(1, addFor(0).value().id());
        assertEquals(2, addFor(1_000).value().id());
        assertEquals(3, addFor(0).value().id());
    }

    @Test
    void givesThoseThatHold() {
        addFor(0).value();
        long until = time.unixMillis() + 5_000;
        Notice toRoom = new Notice(0, NoticeLevel.ALERT, until, Text.of("a"), RoomName.of("Tavern"), null);
        Notice toUser = new Notice(0, NoticeLevel.INFO, until + 1_000, Text.of("b"), null, ALICE);
        assertEquals(toRoom.withId(2), add(toRoom).value());
        add(toUser).value();
        assertEquals(
                List.of(toRoom.withId(2), toUser.withId(3)),
                repositories.notices().holding());

        time.advance(5_000);
        assertEquals(List.of(3L), holdingIds());
        time.advance(1_000);
        assertEquals(List.of(), holdingIds());
        assertEquals(4, addFor(0).value().id());
    }

    @Test
    void endedOneDoesNotHold() {
        Notice added = addFor(5_000).value();
        assertEquals(added, endNotice(added.id()).value());

        assertEquals(List.of(), holdingIds());
        assertTrue(endNotice(added.id()).isNone());
        assertTrue(endNotice(99).isNone());
    }

    @Test
    void oneThatHoldsNoLongerCanNotBeEnded() {
        Notice added = addFor(5_000).value();
        time.advance(5_000);
        assertTrue(endNotice(added.id()).isNone());
    }

    @Test
    void soManyHoldAndNoMore() {
        for (int i = 1; i < NoticeRepository.MAX_HOLDING; i++) {
            addFor(5_000);
        }
        addFor(10_000).value();
        assertRefused(RefusalCode.LIMIT, addFor(5_000));
        assertEquals(NoticeRepository.MAX_HOLDING + 1, addFor(0).value().id());
        assertEquals(NoticeRepository.MAX_HOLDING, holdingIds().size());

        time.advance(5_000);
        assertEquals(NoticeRepository.MAX_HOLDING + 2, addFor(5_000).value().id());
        assertEquals(List.of(NoticeRepository.MAX_HOLDING + 0L, NoticeRepository.MAX_HOLDING + 2L), holdingIds());
    }
}
