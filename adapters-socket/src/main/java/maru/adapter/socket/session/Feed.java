package maru.adapter.socket.session;

import org.jspecify.annotations.Nullable;

/** What a session is pushed from one source, and may have to wait for. On the session's loop only. */
public abstract class Feed {
    @Nullable Feed previous;

    @Nullable Feed next;

    /** Pushes what the session has not had yet. */
    protected abstract void catchUp();
}
