package maru.adapter.socket.frame;

/**
 * Reads frames where they stand, in {@code bytes[position, limit)} that it is given anew for every read. It never goes
 * back: what was scanned of an unfinished frame is remembered, relative to the frame's first byte, so that the bytes
 * may be moved in between ({@link #begin}). It stores no bytes itself.
 *
 * <pre>
 *   frame = name "&lt;" [ field *( "," field ) ] "&gt;"      a backslash makes the next byte literal
 * </pre>
 *
 * <p>A malformed frame is reported once, at its end: a blank where it comes before any {@code <}, else its first
 * unescaped {@code >}; any {@code >} directly behind that are skipped. A frame over the limit is reported as soon as
 * it is over, and skipped up to its end. For one thread.
 */
public final class FrameParser {
    /** What {@link #next} found. */
    public enum Outcome {
        /** A frame; the accessors tell what it is. */
        FRAME,
        /** Nothing, or the beginning of a frame that is not complete yet. */
        MORE,
        /** Something that is no frame. */
        MALFORMED,
        /** A frame longer than the limit. */
        TOO_LONG
    }

    /** Commas behind these belong to the last field anyway. */
    private static final int MAX_COMMAS = 7;

    private static final int MAX_NAME = 32;
    private static final int BITS_PER_LETTER = 5;
    private static final int HYPHEN = 27;

    private int maxFrameBytes;
    private final int[] commas = new int[MAX_COMMAS];

    private byte[] bytes = {};
    private int position;
    private int limit;
    private ParserState state = ParserState.BETWEEN;
    private int start;
    /** How far the frame was scanned, from its start; one more than there is when a backslash came last. */
    private int scanned;

    private int nameLength;
    private long nameCode;
    private int commaCount;
    private boolean escaped;
    private boolean malformed;
    private boolean skipAngles;
    private boolean lineFeedSeen;
    private long begun;

    /**
     * A parser of one connection's bytes.
     *
     * @param maxFrameBytes the limit, from the first byte of the name to the {@code >}
     */
    public FrameParser(int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
    }

    /**
     * The number of a name: five bits a letter. Names of up to 12 letters have different numbers; no command is longer.
     */
    public static long nameCode(String name) {
        long code = 0;
        for (int at = 0; at < name.length(); at++) {
            code = (code << BITS_PER_LETTER) | letter((byte) name.charAt(at));
        }
        return code;
    }

    /** Where to read on. An unfinished frame's first byte is at {@code from}. */
    public void begin(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        position = from;
        start = from;
        limit = to;
    }

    /** Another limit, for the frames that are not reported yet. */
    public void limitFrames(int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
    }

    /** Reads on to the end of the next frame, or of the bytes. */
    public Outcome next() {
        if (state == ParserState.BETWEEN && !findStart()) {
            return Outcome.MORE;
        }
        Outcome outcome = switch (state) {
            case NAME -> scanName();
            case NO_NAME -> scanNoName();
            case FIELDS -> scanFields();
            case SKIPPING -> skip();
            case SKIPPING_NO_NAME -> skipNoName();
            case BETWEEN -> throw new IllegalStateException("no frame has begun");
        };
        return outcome == Outcome.MORE && keepsBytes() ? unfinished() : outcome;
    }

    /** Goes back to the end of a frame that was reported: what was read behind it is read again. */
    public void rewind(int end, boolean skipAngles) {
        position = end;
        state = ParserState.BETWEEN;
        this.skipAngles = skipAngles;
    }

    /** Goes back to the beginning of the frame that was just reported as too long, under another limit. */
    public void readAgain() {
        rewind(start, false);
    }

    /** Where the first byte is that does not belong to what was reported. */
    public int position() {
        return position;
    }

    /** Whether a frame has begun and not ended. */
    public boolean isInFrame() {
        return state != ParserState.BETWEEN;
    }

    /** Whether nothing has to be remembered of what was read: another parser could go on. */
    public boolean isBetweenFrames() {
        return state == ParserState.BETWEEN && !skipAngles && !lineFeedSeen;
    }

    /** How many frames have begun so far, whole or not. */
    public long begun() {
        return begun;
    }

    /** Whether the bytes of an unfinished frame must be kept for the next read; those of a skipped one must not. */
    public boolean keepsBytes() {
        return isInFrame() && state != ParserState.SKIPPING && state != ParserState.SKIPPING_NO_NAME;
    }

    /** Whether an LF stood between frames since this was asked last: then a person types. */
    public boolean takeLineFeedSeen() {
        boolean seen = lineFeedSeen;
        lineFeedSeen = false;
        return seen;
    }

    /** The frame just reported turned out to be wrong: any {@code >} directly behind it are skipped. */
    public void skipAnglesBehind() {
        skipAngles = true;
    }

    /** {@link #nameCode(String)} of the frame's name; 0 where it has more than 12 letters. */
    public long nameCode() {
        return nameLength * BITS_PER_LETTER > Long.SIZE - BITS_PER_LETTER + 1 ? 0 : nameCode;
    }

    /** The array in which the frame stands. */
    public byte[] bytes() {
        return bytes;
    }

    public int nameStart() {
        return start;
    }

    public int nameEnd() {
        return start + nameLength;
    }

    /** Where the fields begin. */
    public int fieldsStart() {
        return start + nameLength + 1;
    }

    /** Where the fields end: the place of the {@code >}. */
    public int fieldsEnd() {
        return position - 1;
    }

    /** How many unescaped commas there are, 7 for any higher number. */
    public int commaCount() {
        return commaCount;
    }

    /** Where the comma of that number is, from 0. */
    public int comma(int number) {
        return start + commas[number];
    }

    /** Whether a backslash stands in the frame. */
    public boolean isEscaped() {
        return escaped;
    }

    private boolean findStart() {
        int at = position;
        for (; at < limit; at++) {
            byte b = bytes[at];
            if (b == '\n') {
                lineFeedSeen = true;
            } else if (b != ' ' && b != '\r' && b != '\t' && !(b == '>' && skipAngles)) {
                break;
            }
            skipAngles &= b == '>';
        }
        position = at;
        if (at == limit) {
            return false;
        }
        skipAngles = false;
        start = at;
        begun++;
        scanned = 0;
        nameCode = 0;
        commaCount = 0;
        escaped = false;
        malformed = false;
        state = ParserState.NAME;
        return true;
    }

    private Outcome scanName() {
        long code = nameCode;
        for (int at = start + scanned; at < limit; at++) {
            byte b = bytes[at];
            if ((b >= 'a' && b <= 'z') || b == '-') {
                code = (code << BITS_PER_LETTER) | letter(b);
            } else if (b == '<') {
                nameCode = code;
                return openFields(at);
            } else {
                scanned = at - start;
                malformed = true;
                state = ParserState.NO_NAME;
                return scanNoName();
            }
        }
        nameCode = code;
        scanned = limit - start;
        return Outcome.MORE;
    }

    private Outcome scanNoName() {
        int at = endOfNoName(start + scanned);
        if (at >= limit) {
            scanned = at - start;
            return Outcome.MORE;
        }
        return bytes[at] == '<' ? openFields(at) : end(at + 1);
    }

    /** Where the first {@code <}, {@code >} or blank is, from there on; the limit or more if there is none. */
    private int endOfNoName(int from) {
        int at = from;
        while (at < limit) {
            byte b = bytes[at];
            if (b == '<' || b == '>' || b == ' ' || b == '\t' || b == '\r' || b == '\n') {
                lineFeedSeen |= b == '\n';
                return at;
            }
            at += b == '\\' ? 2 : 1;
        }
        return at;
    }

    private Outcome openFields(int at) {
        nameLength = at - start;
        malformed |= nameLength == 0 || nameLength > MAX_NAME;
        scanned = nameLength + 1;
        state = ParserState.FIELDS;
        return scanFields();
    }

    private Outcome scanFields() {
        int at = start + scanned;
        while (at < limit) {
            at = Specials.first(bytes, at, limit);
            if (at == limit) {
                break;
            }
            byte b = bytes[at++];
            if (b == '>') {
                return end(at);
            } else if (b == ',') {
                if (commaCount < MAX_COMMAS) {
                    commas[commaCount++] = at - 1 - start;
                }
            } else if (b == '\\') {
                escaped = true;
                at++;
            } else {
                malformed = true;
            }
        }
        scanned = at - start;
        return Outcome.MORE;
    }

    private Outcome end(int at) {
        position = at;
        state = ParserState.BETWEEN;
        if (at - start > maxFrameBytes) {
            return Outcome.TOO_LONG;
        }
        skipAngles = malformed && bytes[at - 1] == '>';
        return malformed ? Outcome.MALFORMED : Outcome.FRAME;
    }

    private Outcome unfinished() {
        if (limit - start < maxFrameBytes) {
            position = start;
            return Outcome.MORE;
        }
        state = state == ParserState.FIELDS ? ParserState.SKIPPING : ParserState.SKIPPING_NO_NAME;
        scanned = start + scanned - limit; // 1 if a backslash came last, which takes the next byte with it
        position = limit;
        return Outcome.TOO_LONG;
    }

    private Outcome skipNoName() {
        int at = endOfNoName(position + scanned);
        if (at >= limit) {
            return skipped(at);
        }
        scanned = at - position + 1;
        if (bytes[at] == '<') {
            state = ParserState.SKIPPING;
            return skip();
        }
        return endSkipping(at + 1);
    }

    private Outcome skip() {
        int at = position + scanned;
        while (at < limit) {
            at = Specials.first(bytes, at, limit);
            if (at < limit) {
                byte b = bytes[at++];
                if (b == '>') {
                    return endSkipping(at);
                }
                if (b == '\\') {
                    at++;
                }
            }
        }
        return skipped(at);
    }

    private Outcome skipped(int at) {
        scanned = at - limit;
        position = limit;
        return Outcome.MORE;
    }

    private Outcome endSkipping(int at) {
        position = at;
        state = ParserState.BETWEEN;
        return next();
    }

    private static long letter(byte b) {
        return b == '-' ? HYPHEN : b & 31;
    }
}
