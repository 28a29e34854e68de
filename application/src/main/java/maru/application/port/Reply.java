package maru.application.port;

import maru.domain.Refusal;

/**
 * Takes the one answer to a request: exactly one of its answering methods is called, exactly once.
 *
 * <p>The reply that a call was given is good until that call returns, and is answered on the calling thread; it may be
 * one object that serves every request of an event loop. Who can't answer before returning takes {@link #later()}
 * instead, keeps that, and answers it on {@link #lane()}. So an answer that is there at once costs no object and no
 * hand-over.
 */
public interface Reply<T> {
    void done(T result);

    void refused(Refusal why);

    /**
     * A reply to keep beyond the call, in this one's place among the answers. Called at most once, on the thread of
     * the call and before it returns; from then on this reply is not answered itself.
     */
    Reply<T> later();

    /** Where a reply that was kept has to be answered. */
    Lane lane();
}
