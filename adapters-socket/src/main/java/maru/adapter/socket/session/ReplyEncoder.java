package maru.adapter.socket.session;

import maru.adapter.socket.frame.FrameWriter;
import maru.domain.Refusal;

/** How one command's answers look, as frames unless it is another dialect's. Without state: one object serves all sessions. */
public interface ReplyEncoder<T> {
    /** The reply, and the frames of its list right behind it. */
    void write(T result, FrameWriter out);

    /** What is said where there is nothing. */
    default void writeNone(FrameWriter out) {
        Replies.none(out);
    }

    /** What is said instead where it was refused. */
    default void writeRefusal(Refusal why, FrameWriter out) {
        Replies.error(out, why);
    }
}
