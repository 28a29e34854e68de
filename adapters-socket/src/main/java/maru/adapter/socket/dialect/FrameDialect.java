package maru.adapter.socket.dialect;

import java.util.function.Function;
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
    private final ForLoop shared;

    /** Null between two frames, when nothing has to be remembered: then any parser will do. */
    private @Nullable FrameParser parser;

    private byte @Nullable [] rest;
    private int restFrom;
    private int restTo;
    private boolean heldUp;
    private long unfinishedSince;
    private long unfinished;
    private boolean typing;

    /** Of one who is to log in first: its frames may be as long as any, after all. */
    private boolean mayBeLong;

    /** What the connections of one event loop have in common. */
    private static final class ForLoop {
        final RequestBatch batch;
        final Refusal tooLong;
        final @Nullable LoginFrames loginFrames;
        final int maxFrameBytes;
        private @Nullable FrameParser spare;

        ForLoop(CommandTable commands, int maxFrameBytes, @Nullable LoginFrames loginFrames) {
            this.batch = commands.batch();
            this.maxFrameBytes = maxFrameBytes;
            this.loginFrames = loginFrames;
            this.tooLong = new Refusal(
                    RefusalCode.TOO_LONG, "a frame has at most " + maxFrameBytes + " bytes, this one was skipped");
        }

        FrameParser takeParser() {
            FrameParser taken = spare;
            spare = null;
            return taken == null ? new FrameParser(maxFrameBytes) : taken;
        }
    }

    private FrameDialect(Session session, ForLoop shared) {
        this.session = session;
        this.shared = shared;
    }

    /**
     * Reads the frames of each session that it is given, and has these commands do what they say. For one event loop's
     * sessions.
     */
    public static Function<Session, Input> by(CommandTable commands, int maxFrameBytes) {
        return by(commands, maxFrameBytes, null);
    }

    /** The same, where those who have not logged in may send shorter frames only; null: they may send as long ones. */
    public static Function<Session, Input> by(
            CommandTable commands, int maxFrameBytes, @Nullable LoginFrames loginFrames) {
        ForLoop shared = new ForLoop(commands, maxFrameBytes, loginFrames);
        return session -> new FrameDialect(session, shared);
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
    public void announce(byte[] bytes, int from, int to) {
        if (rest == null && !heldUp) {
            shared.batch.expect(bytes, from, to);
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
    public void readAgain() {
        if (unfinishedSince > 0) {
            unfinishedSince = session.loop().now();
        }
    }

    @Override
    public long unfinishedSince() {
        return unfinishedSince;
    }

    private void run(byte[] bytes, int from, int to) {
        FrameParser parser = this.parser == null ? shared.takeParser() : this.parser;
        this.parser = parser;
        RequestBatch batch = shared.batch;
        parser.begin(bytes, from, to);
        Outcome outcome;
        do {
            outcome = gather(batch, parser);
            if (parser.takeLineFeedSeen()) {
                answerLineFeed();
            }
            executeBatch(batch, parser);
            if (goesOn()) {
                answer(outcome);
            }
        } while (goesOn() && outcome != Outcome.MORE);
        if (session.isOpen()) {
            keep(parser, bytes, to);
        } else {
            rest = null;
        }
        if (parser.isBetweenFrames()) {
            shared.spare = parser;
            this.parser = null;
        }
    }

    /** Of who has not logged in one at a time: what comes behind a login may be longer. */
    private Outcome gather(RequestBatch batch, FrameParser parser) {
        LoginFrames loginFrames = shared.loginFrames;
        if (loginFrames == null || session.user() != null) {
            parser.limitFrames(shared.maxFrameBytes);
            return batch.gather(parser, RequestBatch.MOST);
        }
        parser.limitFrames(mayBeLong ? shared.maxFrameBytes : loginFrames.maxBytes());
        Outcome outcome = batch.gather(parser, 1);
        if (outcome == Outcome.TOO_LONG && !mayBeLong && !loginFrames.refuses(session)) {
            mayBeLong = true;
            parser.readAgain();
            return gather(batch, parser);
        }
        return outcome;
    }

    private boolean goesOn() {
        return !heldUp && session.isOpen();
    }

    private void executeBatch(RequestBatch batch, FrameParser parser) {
        int size = batch.size();
        int left = session.requestsLeft();
        int at = 0;
        while (at < size && goesOn()) {
            if (at < left) {
                batch.execute(at, session, parser);
            } else {
                batch.refuse(at, session, parser, session.tooManyRequests());
            }
            if (session.areRequestsHeldUp()) {
                heldUp = true;
                batch.rewind(at, parser);
            }
            at++;
        }
        session.countRequests(at);
    }

    /** What is no frame is answered where it stands among the others. */
    private void answer(Outcome outcome) {
        if (outcome == Outcome.MALFORMED || outcome == Outcome.TOO_LONG) {
            Replies.error(session.outbox().writer(), refusal(outcome));
            heldUp = session.outbox().isFull();
            session.countRequests(1);
        }
    }

    private Refusal refusal(Outcome outcome) {
        if (session.requestsLeft() == 0) {
            return session.tooManyRequests();
        } else if (outcome == Outcome.MALFORMED) {
            return MALFORMED;
        }
        LoginFrames loginFrames = shared.loginFrames;
        return loginFrames == null || session.user() != null || mayBeLong ? shared.tooLong : loginFrames.tooLong();
    }

    /**
     * Who sends a line feed between frames most likely sits at a keyboard: each frame gets a line of its own, from those
     * on that are about to be answered, or else with one behind what was answered already.
     */
    private void answerLineFeed() {
        if (!typing) {
            typing = true;
            if (shared.batch.size() == 0) {
                session.outbox().lineFeed();
            }
            session.startTyping();
        }
    }

    private void keep(FrameParser parser, byte[] bytes, int to) {
        int from = parser.position();
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
