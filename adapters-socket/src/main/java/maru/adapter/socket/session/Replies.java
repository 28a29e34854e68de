package maru.adapter.socket.session;

import maru.adapter.socket.frame.FrameWriter;
import maru.domain.Refusal;

/** The frames that say the same whatever was asked. */
public final class Replies {
    private static final byte[] OK = FrameWriter.name("ok");
    private static final byte[] NONE = FrameWriter.name("none");
    private static final byte[] ERROR = FrameWriter.name("error");
    private static final byte[] PING = FrameWriter.name("ping");
    private static final byte[] BYE = FrameWriter.name("bye");

    private Replies() {}

    public static void ok(FrameWriter out) {
        out.open(OK).close();
    }

    public static void none(FrameWriter out) {
        out.open(NONE).close();
    }

    public static void error(FrameWriter out, Refusal why) {
        out.open(ERROR).field(why.code().word()).field(why.detail()).close();
    }

    static void ping(FrameWriter out) {
        out.open(PING).close();
    }

    static void bye(FrameWriter out, CloseReason reason, long retryMillis, String detail) {
        out.open(BYE).field(reason.word()).field(retryMillis).field(detail).close();
    }
}
