package maru.adapter.socket.dialect;

import maru.adapter.socket.controller.CommandTable;
import maru.adapter.socket.controller.RequestBatch;
import maru.adapter.socket.frame.FrameParser;
import maru.adapter.socket.frame.FrameParser.Outcome;
import maru.adapter.socket.session.Input;
import maru.adapter.socket.session.Replies;
import maru.adapter.socket.session.Session;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import org.jspecify.annotations.Nullable;

/**
 * Frames, for programs. Requests are done where they stand in the read buffer; only what is left behind the last whole
 * one, or waits for the client to read or for an answer, is copied and kept.
 */
public final class FrameDialect implements Input {
    private static final int PADDING = Long.BYTES;
    private static final int SMALLEST_REST = 256;
    private static final long FRAME_MILLIS = 30_000;
    private static final Refusal MALFORMED = new Refusal(
            RefusalCode.BAD_FRAME,
            "a frame is name<field,field> with a name of 1 to 32 letters a-z or hyphens, and a backslash before each"
                    + " < > , \\ in a field, for example put<greeting,hello>");

    private final Session session;
    private final RequestBatch batch;
    private final FrameParser parser;
    private final Refusal tooLong;

    private byte @Nullable [] rest;
    private int restFrom;
    private int restTo;
    private boolean heldUp;
    private long unfinishedSince;
    private long unfinished;
    private boolean typing;

    public FrameDialect(Session session, CommandTable commands, int maxFrameBytes) {
        this.session = session;
        this.batch = commands.batch();
        this.parser = new FrameParser(maxFrameBytes);
        this.tooLong = new Refusal(
                RefusalCode.TOO_LONG, "a frame has at most " + maxFrameBytes + " bytes, this one was skipped");
    }

    @Override
    public String dialect() {
        return "frames";
    }

    @Override
    public void received(byte[] bytes, int from, int to) {
        byte[] kept = rest;
        if (kept == null && !heldUp) {
            run(bytes, from, to);
            return;
        }
        kept = append(bytes, from, to);
        if (!heldUp) {
            run(kept, restFrom, restTo);
        }
    }

    @Override
    public void resume() {
        heldUp = false;
        if (rest != null) {
            run(rest, restFrom, restTo);
        }
    }

    @Override
    public boolean isHeldUp() {
        return heldUp;
    }

    @Override
    public long unfinishedSince() {
        return unfinishedSince;
    }

    private void run(byte[] bytes, int from, int to) {
        parser.begin(bytes, from, to);
        Outcome outcome;
        do {
            outcome = batch.gather(parser);
            answerLineFeed();
            executeBatch();
            if (goesOn()) {
                answer(outcome);
            }
        } while (goesOn() && outcome != Outcome.MORE);
        if (session.isOpen()) {
            keep(bytes, parser.position(), to);
        } else {
            rest = null;
        }
    }

    private boolean goesOn() {
        return !heldUp && session.isOpen();
    }

    private void executeBatch() {
        int size = batch.size();
        int at = 0;
        while (at < size && goesOn()) {
            batch.execute(at, session, parser);
            if (session.areRequestsHeldUp()) {
                heldUp = true;
                batch.rewind(at, parser);
            }
            at++;
        }
        session.loop().countRequests(at);
    }

    /** What is no frame is answered where it stands among the others. */
    private void answer(Outcome outcome) {
        if (outcome == Outcome.MALFORMED || outcome == Outcome.TOO_LONG) {
            Replies.error(session.outbox().writer(), outcome == Outcome.MALFORMED ? MALFORMED : tooLong);
            session.loop().countRequests(1);
            heldUp = session.outbox().isFull();
        }
    }

    /**
     * Who sends a line feed between frames most likely sits at a keyboard: each frame gets a line of its own, from those
     * on that are about to be answered, or else with one behind what was answered already.
     */
    private void answerLineFeed() {
        if (parser.takeLineFeedSeen() && !typing) {
            typing = true;
            if (batch.size() == 0) {
                session.outbox().lineFeed();
            }
            session.startTyping();
        }
    }

    private void keep(byte[] bytes, int from, int to) {
        if (from == to) {
            rest = null;
        } else if (bytes == rest) {
            restFrom = from;
        } else {
            byte[] kept = new byte[Math.max(SMALLEST_REST, to - from) + PADDING];
            System.arraycopy(bytes, from, kept, 0, to - from);
            rest = kept;
            restFrom = 0;
            restTo = to - from;
        }
        if (!parser.isInFrame()) {
            unfinishedSince = 0;
        } else if (unfinishedSince == 0 || unfinished != parser.begun()) {
            unfinished = parser.begun();
            unfinishedSince = session.loop().now();
            session.arm(unfinishedSince + FRAME_MILLIS);
        }
    }

    private byte[] append(byte[] bytes, int from, int to) {
        byte[] kept = rest;
        int count = to - from;
        if (kept == null) {
            kept = new byte[Math.max(SMALLEST_REST, count) + PADDING];
            restFrom = 0;
            restTo = 0;
        } else if (restTo + count + PADDING > kept.length) {
            int length = restTo - restFrom;
            byte[] larger = length + count + PADDING > kept.length / 2
                    ? new byte[Math.max(2 * length, length + count) + PADDING]
                    : kept;
            System.arraycopy(kept, restFrom, larger, 0, length);
            kept = larger;
            restFrom = 0;
            restTo = length;
        }
        System.arraycopy(bytes, from, kept, restTo, count);
        restTo += count;
        rest = kept;
        return kept;
    }
}
