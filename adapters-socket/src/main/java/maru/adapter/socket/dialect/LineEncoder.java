package maru.adapter.socket.dialect;

import java.nio.charset.StandardCharsets;
import maru.adapter.socket.frame.FrameWriter;
import maru.adapter.socket.session.ReplyEncoder;
import maru.domain.Refusal;

/** How an answer looks to a person. */
interface LineEncoder<T> extends ReplyEncoder<T> {
    @Override
    default void writeRefusal(Refusal why, FrameWriter out) {
        wrong(why.detail(), out);
    }

    /** What is wrong, and what to type. */
    static void wrong(String what, FrameWriter out) {
        line("! " + what, out);
    }

    /** What is said by nobody. */
    static void remark(String what, FrameWriter out) {
        line("* " + what, out);
    }

    private static void line(String line, FrameWriter out) {
        byte[] bytes = (visible(line) + '\n').getBytes(StandardCharsets.UTF_8);
        out.append(bytes, 0, bytes.length);
    }

    /** With a question mark for all that a terminal would not show, but do. */
    private static String visible(String line) {
        StringBuilder shown = new StringBuilder(line);
        for (int at = 0; at < shown.length(); at++) {
            char c = shown.charAt(at);
            boolean turnsDirection = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
            if (Character.isISOControl(c) || turnsDirection || c == 0x2028 || c == 0x2029) {
                shown.setCharAt(at, '?');
            }
        }
        return shown.toString();
    }
}
