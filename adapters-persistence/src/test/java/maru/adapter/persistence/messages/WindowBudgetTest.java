package maru.adapter.persistence.messages;

import static maru.adapter.persistence.messages.MessageWindow.MESSAGE_BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import maru.domain.chat.Message;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import org.junit.jupiter.api.Test;

final class WindowBudgetTest {
    private static final int TEXT = 72;
    private static final int MESSAGE = MESSAGE_BYTES + TEXT;

    private long max = 10 * MESSAGE;
    private final WindowBudget budget = new WindowBudget(() -> max);
    private final MessageWindow quiet = new MessageWindow(1);
    private final MessageWindow busy = new MessageWindow(1);

    @Test
    void leavesEverythingWhereItFits() {
        assertEquals(0, add(quiet, 4));
        assertEquals(0, add(busy, 6));

        assertEquals(10 * MESSAGE, budget.bytes());
        assertEquals(4, quiet.size());
        assertEquals(6, busy.size());
    }

    @Test
    void theLargestGivesUpTheOlderHalf() {
        add(quiet, 2);
        add(busy, 8);

        assertEquals(5, add(busy, 1));
        assertEquals(2, quiet.size());
        assertEquals(4, busy.size());
        assertEquals(9, busy.last());
        assertEquals(6 * MESSAGE, budget.bytes());
    }

    @Test
    void whoAddsToAQuietOneTakesNothingFromIt() {
        add(busy, 9);
        add(quiet, 1);

        assertEquals(5, add(quiet, 1));
        assertEquals(2, quiet.size());
        assertEquals(4, busy.size());
    }

    @Test
    void aMessageThatIsTooLargeForAllIsNotKept() {
        max = MESSAGE - 1;

        assertEquals(1, add(busy, 1));
        assertEquals(0, busy.size());
        assertEquals(0, budget.bytes());
        assertEquals(1, busy.last());
    }

    @Test
    void countsNoMoreWhatWasDroppedElsewhere() {
        add(busy, 5);
        busy.restart(6);

        assertEquals(0, budget.changed(busy));
        assertEquals(0, budget.bytes());
    }

    @Test
    void whatIsLeftOfABudgetThatBecameSmallerFits() {
        add(busy, 10);
        max = 3 * MESSAGE;

        add(quiet, 1);
        assertTrue(budget.bytes() <= max, "bytes " + budget.bytes());
        assertEquals(1, quiet.size());
    }

    @Test
    void isNeverExceededWhateverManyWindowsDo() {
        Random random = new Random(3);
        List<MessageWindow> windows = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            windows.add(new MessageWindow(1));
        }
        max = 100 * MESSAGE;
        for (int step = 0; step < 10_000; step++) {
            MessageWindow window = windows.get(random.nextInt(windows.size()));
            if (random.nextInt(20) == 0) {
                window.restart(window.last() + 1);
                budget.changed(window);
            } else {
                add(window, 1 + random.nextInt(5));
            }
            assertTrue(budget.bytes() <= max);
        }
        assertEquals(windows.stream().mapToLong(MessageWindow::bytes).sum(), budget.bytes());
    }

    private int add(MessageWindow window, int count) {
        int dropped = 0;
        for (int i = 0; i < count; i++) {
            window.add(
                    new Message(RoomName.GENERAL, window.last() + 1, 0, UserName.of("a"), Text.of("x".repeat(TEXT))));
            dropped += budget.changed(window);
        }
        return dropped;
    }
}
