package maru.adapter.socket.dialect;

import java.util.function.Function;
import maru.adapter.socket.frame.FrameWriter;
import maru.adapter.socket.session.CloseReason;
import maru.adapter.socket.session.Input;
import maru.adapter.socket.session.Session;
import maru.application.port.in.AccountUseCase;
import maru.application.port.in.ChatUseCase;

/**
 * Lines, for a person at {@code nc}. While a login or a change of room is unanswered, or too much waits to be read, the
 * lines behind it wait.
 */
public final class LineDialect implements Input {
    private static final byte[] NOTHING = {};

    private final Session session;
    private final LineCommands commands;
    private final LineBuffer line = new LineBuffer();
    private byte[] rest = NOTHING;
    private int restFrom;
    private boolean heldUp;

    public LineDialect(Session session, AccountUseCase accounts, ChatUseCase chat) {
        this.session = session;
        this.commands = new LineCommands(session, accounts, chat);
    }

    /** Reads the lines of each session that it is given, and has these do what they say. */
    public static Function<Session, Input> by(AccountUseCase accounts, ChatUseCase chat) {
        return session -> new LineDialect(session, accounts, chat);
    }

    @Override
    public String dialect() {
        return "lines";
    }

    @Override
    public boolean readsLines() {
        return true;
    }

    @Override
    public boolean isHeldUp() {
        return heldUp;
    }

    @Override
    public void received(byte[] bytes, int from, int to) {
        if (heldUp) {
            keep(bytes, from, to);
            return;
        }
        int done = run(bytes, from, to);
        if (heldUp) {
            keep(bytes, done, to);
        }
    }

    @Override
    public void resume() {
        heldUp = false;
        restFrom = run(rest, restFrom, rest.length);
        if (restFrom == rest.length) {
            rest = NOTHING;
            restFrom = 0;
        }
    }

    @Override
    public void writeBye(FrameWriter out, CloseReason reason, long retryMillis, String detail) {
        LineEncoder.remark(reason == CloseReason.QUIT ? detail : "goodbye: " + detail, out);
    }

    /** Has lines done, as far as it may. */
    private int run(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && !heldUp && session.isOpen()) {
            at = line.take(bytes, at, to);
            if (line.isWhole()) {
                if (session.requestsLeft() > 0) {
                    commands.execute(line);
                } else {
                    LineEncoder.wrong(
                            session.tooManyRequests().detail(), session.outbox().writer());
                }
                session.countRequests(1);
                heldUp = session.areRequestsHeldUp();
            }
        }
        return at;
    }

    private void keep(byte[] bytes, int from, int to) {
        int waiting = rest.length - restFrom;
        byte[] longer = new byte[waiting + to - from];
        System.arraycopy(rest, restFrom, longer, 0, waiting);
        System.arraycopy(bytes, from, longer, waiting, to - from);
        rest = longer;
        restFrom = 0;
    }
}
