package maru.adapter.socket.session;

import maru.adapter.socket.frame.FrameWriter;

/** How one command's answers look as frames. Without state: one object serves all sessions. */
public interface ReplyEncoder<T> {
    /** The reply, and the frames of its list right behind it. */
    void write(T result, FrameWriter out);

    /** What is said where there is nothing. */
    default void writeNone(FrameWriter out) {
        Replies.none(out);
    }
}
