package maru.bootstrap.testing;

import java.io.IOException;
import java.util.List;

/** A frame without escapes, in its parts. */
public record Frame(String name, List<String> fields) {
    /** Takes apart what a {@link FrameClient} has read. */
    public static Frame of(String frame) {
        int angle = frame.indexOf('<');
        return new Frame(
                frame.substring(0, angle),
                List.of(frame.substring(angle + 1, frame.length() - 1).split(",", -1)));
    }

    /** The next of that name; those before it are of no interest. */
    public static Frame await(FrameClient client, String name) throws IOException {
        Frame frame = of(client.frame());
        while (!frame.name.equals(name)) {
            if (frame.name.equals("error") || frame.name.equals("bye")) {
                throw new AssertionError("no " + name + " but " + frame);
            }
            frame = of(client.frame());
        }
        return frame;
    }

    public String text(int at) {
        return fields.get(at);
    }

    public long number(int at) {
        return Long.parseLong(fields.get(at));
    }

    public boolean isNamed(String expected) {
        return name.equals(expected);
    }
}
