package maru.adapter.persistence.table;

import maru.application.port.Reply;
import maru.domain.Refusal;
import org.jspecify.annotations.Nullable;

/** Whether a store takes changes, and whether an answer has to wait until what it rests on is safe. Under the store's lock. */
public interface Gate {
    /** Why no change is taken now, or null. */
    @Nullable Refusal refusalOfWrites();

    /** Whether no change is on its way. */
    boolean isAllSafe();

    /**
     * Answers when all changes so far are safe; refuses instead when they are lost.
     *
     * @param kept whose answer it is
     */
    void answerLater(Reply<?> kept, Runnable answer);

    /**
     * Refuses because of what was found.
     *
     * @return whether that is done later; if not, it is the caller's
     */
    default boolean await(Refusal why, Reply<?> reply) {
        if (isAllSafe()) {
            return false;
        }
        Reply<?> kept = reply.later();
        answerLater(kept, () -> kept.refused(why));
        return true;
    }
}
