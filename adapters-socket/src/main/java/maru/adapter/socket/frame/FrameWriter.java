package maru.adapter.socket.frame;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Frames, one behind the other, in an array that grows. A frame is {@link #open}, fields, {@link #close}; a field's
 * special bytes are escaped as it is written. For one thread.
 */
public final class FrameWriter {
    private static final int LONGEST_NUMBER = 20;

    private byte[] bytes;
    private int length;
    private int pushBytes;
    private boolean lineFeeds;
    private boolean firstField;

    public FrameWriter(int capacity) {
        bytes = new byte[capacity];
    }

    /** A frame's name with its {@code <}, for {@link #open}. */
    public static byte[] name(String name) {
        return (name + '<').getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether each frame is followed by an LF from now on, for a person who types. */
    public FrameWriter lineFeeds(boolean wanted) {
        lineFeeds = wanted;
        return this;
    }

    /**
     * Begins a frame.
     *
     * @param name as {@link #name} makes it
     */
    public FrameWriter open(byte[] name) {
        reserve(name.length + 2);
        System.arraycopy(name, 0, bytes, length, name.length);
        length += name.length;
        firstField = true;
        return this;
    }

    /**
     * A whole frame with one field.
     *
     * @param name as {@link #name} makes it
     * @param from in {@code [start, end)} there is nothing that needs an escape
     */
    public void plain(byte[] name, byte[] from, int start, int end) {
        int size = end - start;
        reserve(name.length + size + 2);
        System.arraycopy(name, 0, bytes, length, name.length);
        System.arraycopy(from, start, bytes, length + name.length, size);
        length += name.length + size;
        end();
    }

    public FrameWriter field(byte[] from, int start, int end) {
        separate(end - start);
        int special = Specials.first(from, start, end);
        copy(from, start, special);
        if (special < end) {
            escape(from, special, end);
        }
        return this;
    }

    public FrameWriter field(byte[] from) {
        return field(from, 0, from.length);
    }

    public FrameWriter field(String text) {
        return field(text.getBytes(StandardCharsets.UTF_8));
    }

    public FrameWriter field(long number) {
        separate(LONGEST_NUMBER);
        if (number == Long.MIN_VALUE) {
            byte[] digits = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
            copy(digits, 0, digits.length);
            return this;
        }
        if (number < 0) {
            bytes[length++] = '-';
        }
        digits(Math.abs(number));
        return this;
    }

    /** Ends the frame. */
    public FrameWriter close() {
        reserve(2);
        end();
        return this;
    }

    /** Ends a line, between frames. */
    public void lineFeed() {
        reserve(1);
        bytes[length++] = '\n';
    }

    /** Appends whole frames that were written before. */
    public FrameWriter append(byte[] frames, int from, int to) {
        reserve(to - from);
        copy(frames, from, to);
        return this;
    }

    /** As {@link #append}, with an LF behind each frame. */
    public FrameWriter appendLines(byte[] frames, int from, int to) {
        int start = from;
        for (int at = from; at < to; at++) {
            if (frames[at] == '\\') {
                at++;
            } else if (frames[at] == '>') {
                append(frames, start, at + 1).lineFeed();
                start = at + 1;
            }
        }
        return append(frames, start, to);
    }

    /** Counts the last {@code count} bytes as pushes. */
    public void countAsPush(int count) {
        pushBytes += count;
    }

    /** How many of the bytes are pushes. */
    public int pushBytes() {
        return pushBytes;
    }

    /** The array itself; the frames are {@code array()[0, length())}. */
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public int capacity() {
        return bytes.length;
    }

    /** Takes back what was written behind the first so many bytes. */
    public void cutTo(int written) {
        length = written;
    }

    /** The same in an array that is no larger than it has to be. */
    public FrameWriter trimmed() {
        FrameWriter copy = new FrameWriter(length);
        copy.append(bytes, 0, length);
        copy.pushBytes = pushBytes;
        return copy;
    }

    /** Empty again, to be used anew. */
    public void clear() {
        length = 0;
        pushBytes = 0;
    }

    private void end() {
        bytes[length++] = '>';
        if (lineFeeds) {
            bytes[length++] = '\n';
        }
    }

    private void separate(int upcoming) {
        reserve(upcoming + 3);
        if (!firstField) {
            bytes[length++] = ',';
        }
        firstField = false;
    }

    private void escape(byte[] from, int start, int end) {
        reserve(2 * (end - start) + 2);
        for (int at = start; at < end; at++) {
            if (Specials.isSpecial(from[at])) {
                bytes[length++] = '\\';
            }
            bytes[length++] = from[at];
        }
    }

    private void digits(long number) {
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = number;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    private void copy(byte[] from, int start, int end) {
        System.arraycopy(from, start, bytes, length, end - start);
        length += end - start;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
