package maru.application.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import maru.application.testing.RecordingReply;
import maru.application.testing.SameLane;
import maru.application.testing.SettableTime;
import maru.domain.RefusalCode;
import org.junit.jupiter.api.Test;

/** What fails on the way of an answer is told to who waits for it. */
final class FaultyStepTest {
    private final IllegalStateException fault = new IllegalStateException("a fault, made on purpose");
    private final RecordingReply<String> reply = new RecordingReply<>(new SameLane(new SettableTime()));

    @Test
    void whatCantBeTakenForAnotherAnswerIsRefused() {
        MappedReply<Integer, String> mapped = new MappedReply<>(reply, any -> {
            throw fault;
        });
        assertSame(fault, assertThrows(IllegalStateException.class, () -> mapped.done(1)));
        assertEquals(RefusalCode.INTERNAL, reply.refusal().code());
    }

    @Test
    void aStepThatFailsIsRefused() {
        NextStep<Integer> step = new NextStep<>(
                reply.lane(),
                any -> {
                    throw fault;
                },
                reply::refused);
        assertSame(fault, assertThrows(IllegalStateException.class, () -> step.done(1)));
        assertEquals(RefusalCode.INTERNAL, reply.refusal().code());
    }

    @Test
    void anAnswerThatWasGivenBeforeTheFaultStands() {
        NextStep<Integer> step = new NextStep<>(
                reply.lane(),
                any -> {
                    reply.done("done");
                    throw fault;
                },
                reply::refused);
        assertSame(fault, assertThrows(IllegalStateException.class, () -> step.done(1)));
        assertEquals("done", reply.value());
    }

    @Test
    void nothingIsTriedWithoutMemory() {
        OutOfMemoryError error = new OutOfMemoryError("Java heap space");
        NextStep<Integer> step = new NextStep<>(
                reply.lane(),
                any -> {
                    throw error;
                },
                reply::refused);
        assertSame(error, assertThrows(OutOfMemoryError.class, () -> step.done(1)));
        assertFalse(reply.isAnswered());
    }

    @Test
    void eachHasItsTurnAndTheFirstFaultIsTold() {
        List<Integer> done = new ArrayList<>();
        Faults faults = new Faults();
        for (int at = 0; at < 4; at++) {
            int number = at;
            faults.run(() -> {
                done.add(number);
                if (number % 2 == 1) {
                    throw number == 1 ? fault : new IllegalArgumentException("later");
                }
            });
        }
        assertEquals(List.of(0, 1, 2, 3), done);
        assertSame(fault, assertThrows(IllegalStateException.class, faults::rethrow));
    }
}
