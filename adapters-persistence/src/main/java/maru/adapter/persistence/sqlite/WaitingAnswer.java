package maru.adapter.persistence.sqlite;

import maru.application.port.Lane;
import maru.application.port.Lookup;
import maru.application.port.Reply;
import maru.domain.Refusal;
import org.jspecify.annotations.Nullable;

/** A write that changed nothing because of what it found, and what it found is not safe yet. */
abstract class WaitingAnswer extends JournalRecord {
    private final Reply<?> reply;
    private @Nullable Refusal why;

    private WaitingAnswer(Reply<?> reply) {
        this.reply = reply;
    }

    /**
     * It was refused.
     *
     * @param reply one to keep
     */
    static WaitingAnswer refusal(Refusal found, Reply<?> reply) {
        return new WaitingAnswer(reply) {
            @Override
            void answerAsFound() {
                reply.refused(found);
            }
        };
    }

    /**
     * Its key was not there.
     *
     * @param reply one to keep
     */
    static WaitingAnswer none(Lookup<?> reply) {
        return new WaitingAnswer(reply) {
            @Override
            void answerAsFound() {
                reply.none();
            }
        };
    }

    /**
     * It was done before.
     *
     * @param reply one to keep
     */
    static <T> WaitingAnswer result(T found, Reply<T> reply) {
        return new WaitingAnswer(reply) {
            @Override
            void answerAsFound() {
                reply.done(found);
            }
        };
    }

    /**
     * Anything else.
     *
     * @param reply one to keep
     * @param answer says what was found
     */
    static WaitingAnswer of(Reply<?> reply, Runnable answer) {
        return new WaitingAnswer(reply) {
            @Override
            void answerAsFound() {
                answer.run();
            }
        };
    }

    abstract void answerAsFound();

    @Override
    boolean resume(Refusal why) {
        this.why = why;
        return true;
    }

    @Override
    Lane lane() {
        return reply.lane();
    }

    @Override
    void answer() {
        if (why == null) {
            answerAsFound();
        } else {
            reply.refused(why);
        }
    }
}
