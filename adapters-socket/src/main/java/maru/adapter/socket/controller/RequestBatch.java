package maru.adapter.socket.controller;

import maru.adapter.socket.frame.FrameParser;
import maru.adapter.socket.frame.FrameParser.Outcome;
import maru.adapter.socket.frame.Specials;
import maru.adapter.socket.session.Replies;
import maru.adapter.socket.session.Session;
import maru.domain.Refusal;
import maru.domain.kv.Key;
import maru.domain.kv.KeyView;
import org.jspecify.annotations.Nullable;

/**
 * Requests that came together: up to 16 are read before the first of them is done, so that what the store has of their
 * keys is fetched from memory at once; then they are done one by one, in their order. Nothing of them is changed while
 * they are read, so those that are not done after all can be read again. A frame with escapes ends the batch, since
 * escapes are taken out in place, and that only when its turn has come. One object a loop, for one session at a time.
 */
public final class RequestBatch {
    /** How many are gathered at most. */
    public static final int MOST = 16;

    private final CommandTable table;
    private final Request[] requests = new Request[MOST];
    private final @Nullable Command[] commands = new @Nullable Command[MOST];
    private final @Nullable Refusal[] refusals = new @Nullable Refusal[MOST];
    private final int[] ends = new int[MOST];
    private final KeyView[] keys = new KeyView[MOST];
    private final KeyView[] expected = new KeyView[MOST];
    private int expectedCount;
    private int size;
    private int keyCount;
    private boolean endsUnread;

    RequestBatch(CommandTable table, int maxFrameBytes, RoomNames roomNames) {
        this.table = table;
        for (int at = 0; at < MOST; at++) {
            requests[at] = new Request(maxFrameBytes, roomNames);
            expected[at] = new KeyView();
        }
    }

    /**
     * The bytes of a session whose turn comes soon: if they begin with a frame whose first field may be a key, what is
     * known of it is fetched together with what the others need.
     */
    public void expect(byte[] bytes, int from, int to) {
        int open = Specials.first(bytes, from, to);
        int end = open < to ? Specials.first(bytes, open + 1, to) : to;
        int length = end - open - 1;
        if (end < to && length > 0 && length <= Key.MAX_BYTES && expectedCount < MOST) {
            expected[expectedCount++].set(bytes, open + 1, end);
        }
    }

    /**
     * Reads as many frames as there are, at most so many.
     *
     * @return what came behind them; {@code FRAME}: the batch is full, or ends with a frame that has escapes
     */
    public Outcome gather(FrameParser parser, int most) {
        if (expectedCount > 1) {
            table.prepare(expected, expectedCount);
        }
        expectedCount = 0;
        size = 0;
        keyCount = 0;
        endsUnread = false;
        Outcome outcome = Outcome.FRAME;
        while (size < most && !endsUnread) {
            outcome = parser.next();
            if (outcome != Outcome.FRAME) {
                break;
            }
            read(parser);
        }
        if (keyCount > 1) {
            table.prepare(keys, keyCount);
        }
        return outcome;
    }

    private void read(FrameParser parser) {
        endsUnread = parser.isEscaped();
        if (!endsUnread) {
            Command command = table.find(parser.nameCode());
            Refusal refusal = command == null ? table.unknown(parser) : requests[size].read(parser, command);
            commands[size] = command;
            refusals[size] = refusal;
            if (command != null && refusal == null && command.hasKeyFirst()) {
                keys[keyCount++] = requests[size].key(0);
            }
            if (command != null && refusal != null) {
                parser.skipAnglesBehind();
            }
        }
        ends[size++] = parser.position();
    }

    public int size() {
        return size;
    }

    /** Has one of them done. */
    public void execute(int index, Session session, FrameParser parser) {
        Command command = commands[index];
        Refusal refusal = refusals[index];
        if (endsUnread && index == size - 1) {
            table.execute(session, parser);
        } else if (refusal != null) {
            Replies.error(session.outbox().writer(), refusal);
        } else if (command != null) {
            command.handler().handle(session, requests[index]);
        }
    }

    /** Says instead why one of them is not done; unless it is one that gets no reply. */
    public void refuse(int index, Session session, FrameParser parser, Refusal why) {
        Command command = commands[index];
        if (endsUnread && index == size - 1) {
            command = table.skip(parser);
        }
        if (command == null || command.isListed()) {
            Replies.error(session.outbox().writer(), why);
        }
    }

    /** Has the parser go on right behind one of them. */
    public void rewind(int index, FrameParser parser) {
        boolean wasWrong = !(endsUnread && index == size - 1) && commands[index] != null && refusals[index] != null;
        parser.rewind(ends[index], wasWrong);
    }
}
