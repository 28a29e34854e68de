package maru.adapter.socket.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import maru.application.port.Caller;
import maru.application.port.ClientInfo;
import maru.application.port.Lane;
import maru.domain.Refusal;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection.
 *
 * <pre>
 *   CHOOSING ──dialect──▶ OPEN ──end──▶ ENDING ──bye taken──▶ LINGERING ──end of input, or 2 s──▶ CLOSED
 *      │                   │               └──not taken within 2 s──────────────────────────────▶ CLOSED
 *      └─too late, foreign─┴─connection lost────────────────────────────────────────────────────▶ CLOSED
 * </pre>
 *
 * While LINGERING the server's side is shut and what still comes is thrown away: closing at once would make the
 * system send a reset, which can destroy a bye that was not read yet. On its loop only, but for {@link #id},
 * {@link #lane} and {@link #loop}.
 */
public final class Session implements Caller {
    enum State {
        CHOOSING,
        OPEN,
        ENDING,
        LINGERING,
        CLOSED
    }

    private static final InetAddress UNKNOWN = new InetSocketAddress(0).getAddress();

    private final long id;
    private final Loop loop;
    private final Channel channel;
    private final SocketAddress address;
    private final SessionRegistry registry;
    private final SessionOptions options;
    private final Outbox outbox;
    private final Vigil vigil;
    private final @Nullable Surplus surplus;
    private final int place;

    private State state = State.CHOOSING;
    private Input input = NoInput.INSTANCE;
    private boolean ended;
    private boolean inputEnded;
    private boolean typing;
    private boolean unflushed;
    private boolean reading = true;
    private boolean working;
    private boolean holding;
    private boolean requestsHeld;
    private boolean throttled;
    private @Nullable CloseReason closeReason;
    private @Nullable Surplus farewell;
    private @Nullable UserName user;
    private @Nullable Feed feeds;
    private int rooms;
    private int watches;

    /** Of the rate of its requests. */
    private long requestRate;

    /**
     * A connection that has just been accepted.
     *
     * @param surplus why it is not let in; null: it is
     */
    public Session(
            Channel channel, Loop loop, SessionOptions options, SessionRegistry registry, @Nullable Surplus surplus) {
        this.channel = channel;
        this.loop = loop;
        this.registry = registry;
        this.options = options;
        this.surplus = surplus;
        this.farewell = surplus;
        this.address = channel.remoteAddress();
        this.outbox = new Outbox(this, loop, channel, options.maxPushBytes());
        this.vigil = new Vigil(this, loop.clock(), options);
        this.id = registry.nextId();
        this.place = registry.add(this, vigil.choiceDue(surplus != null));
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public Lane lane() {
        return loop;
    }

    @Override
    public InetAddress address() {
        return addressOf(address);
    }

    /** What of a socket's address {@link #address} is. */
    public static InetAddress addressOf(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress inet ? inet.getAddress() : UNKNOWN;
    }

    /** Why it was not let in when it came; null: it was. */
    public @Nullable Surplus surplus() {
        return surplus;
    }

    @Override
    public @Nullable UserName user() {
        return user;
    }

    @Override
    public void becomes(UserName user) {
        this.user = user;
        arm(vigil.silenceDue());
    }

    @Override
    public boolean hasEnded() {
        return ended;
    }

    public Loop loop() {
        return loop;
    }

    public Outbox outbox() {
        return outbox;
    }

    Input input() {
        return input;
    }

    State state() {
        return state;
    }

    /** What chooses the dialect; before anything is received. */
    public void begin(Input chooser) {
        input = chooser;
    }

    /** The first byte has come, and is that of a TLS handshake, which has as long as a choice has. */
    public void securing() {
        vigil.heard();
    }

    /** What comes from now on has gone through TLS; the choice of a dialect begins with its first byte. */
    public void secured() {
        arm(vigil.choiceDue(surplus != null));
    }

    /** It is not let in, after all: it is told so when it can be, and goes. Before anything is received. */
    public void turnAway(Surplus why) {
        farewell = why;
    }

    /** The dialect is known. */
    public void choose(Input dialect) {
        input = dialect;
        state = State.OPEN;
        if (farewell != null) {
            end(farewell.reason(), farewell.retryMillis(), farewell.detail());
        } else if (options.loginMillis() > 0) {
            arm(vigil.loginDue());
        }
    }

    /** Sends a line before the dialect is known. */
    public void sendHelp(byte[] line) {
        outbox.writer().append(line, 0, line.length);
    }

    /** Whether requests are still taken. */
    public boolean isOpen() {
        return state == State.OPEN || state == State.CHOOSING;
    }

    /** A person types: each frame gets a line of its own from now on. */
    public void startTyping() {
        typing = true;
    }

    boolean isTyping() {
        return typing;
    }

    /** What came from the socket; it is done within this turn. */
    public void received(ByteBuf bytes) {
        loop.take(this, bytes);
    }

    void received(byte[] bytes, int from, int to) {
        if (!isOpen()) {
            return;
        }
        working = true;
        try {
            vigil.heard();
            input.received(bytes, from, to);
            regulateReading();
        } catch (Throwable e) {
            failed(e);
        } finally {
            working = false;
        }
    }

    /** A fault of the server's own in what concerns this session: it ends, and nobody else does. */
    public void failed(Throwable fault) {
        channel.pipeline().fireExceptionCaught(fault);
    }

    /** As {@link #failed}, when what is under way is done: for who is going through several sessions. */
    public void failLater(Throwable fault) {
        loop.execute(() -> failed(fault));
    }

    /** Does something for this session; a fault in it is this session's. */
    public void attempt(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            failed(e);
        }
    }

    /** See {@link Input#announce}. */
    void announce(byte[] bytes, int from, int to) {
        try {
            input.announce(bytes, from, to);
        } catch (Throwable e) {
            failed(e);
        }
    }

    /** Sends the replies to what was received, unless pushes follow within this turn. */
    public void readCompleted() {
        try {
            if (unflushed || loop.arePushesExpected()) {
                flushLater();
            } else {
                outbox.flush();
                goOn();
            }
        } catch (Throwable e) {
            failed(e);
        }
    }

    /** The client has shut its side: what it asked for is answered, then the connection is closed. */
    public void inputEnded() {
        inputEnded = true;
        goOn();
    }

    void flushLater() {
        if (!unflushed) {
            unflushed = true;
            loop.flushLater(this);
        }
    }

    void flushTurn() {
        unflushed = false;
        try {
            outbox.flush();
            if (outbox.isOverflowing()) {
                end(CloseReason.SLOW);
            }
            goOn();
        } catch (Throwable e) {
            failed(e);
        }
    }

    /** The socket takes more. */
    void drained() {
        try {
            outbox.flush();
            goOn();
        } catch (Throwable e) {
            failed(e);
        }
    }

    void stalled() {
        arm(vigil.stalled());
    }

    /**
     * Takes up again what waited for room in the outbox, and ends what waited for it to be empty. Not while requests are
     * being done: then the outbox may be empty for a moment, and whoever does them calls this afterwards.
     */
    void goOn() {
        if (working) {
            return;
        }
        working = true;
        try {
            if (state == State.OPEN && input.isHeldUp() && !requestsHeld && !outbox.isFull()) {
                vigil.heard();
                input.resume();
                outbox.flush();
            }
            regulateReading();
            working = false;
            if (outbox.isEmpty()) {
                finish();
            }
        } catch (Throwable e) {
            failed(e);
        } finally {
            working = false;
        }
    }

    /**
     * A request has begun before whose answer none of the later ones may be done, though they may have come with it.
     * They wait, and the socket is not read, until {@link #releaseRequests}.
     */
    public void holdRequests() {
        requestsHeld = true;
    }

    /** That answer is there: what waited is done at the end of this turn. */
    public void releaseRequests() {
        requestsHeld = false;
        vigil.answered();
        flushLater();
    }

    /** Whether an answer is waited for before which nothing else is done, such as that to a login. */
    boolean isAnswerAwaited() {
        return requestsHeld;
    }

    /** How many further requests may be done; those behind them are refused with {@link #tooManyRequests}. */
    public int requestsLeft() {
        RequestRate rate = options.requestRate();
        return rate == null ? Integer.MAX_VALUE : rate.left(requestRate);
    }

    /** What a request is told for which nothing is left. */
    public Refusal tooManyRequests() {
        return Objects.requireNonNull(options.requestRate(), "requests are not limited")
                .refusal();
    }

    /** So many requests came, and were done or refused: where they are too many, the socket is not read for a while. */
    public void countRequests(int count) {
        loop.countRequests(count);
        RequestRate rate = options.requestRate();
        if (rate != null) {
            meter(rate, count);
        }
    }

    private void meter(RequestRate rate, int count) {
        long now = rate.now();
        requestRate = rate.taken(requestRate, now, count);
        if (!isOpen() || !rate.isExceeded(requestRate, now, count, this)) {
            return;
        }
        if (rate.isFlood(requestRate, now)) {
            endAfterReplies(CloseReason.FLOOD, rate.flood());
        } else if (!throttled) {
            throttled = true;
            pause(rate.pauseMillis(requestRate, now), rate);
        }
    }

    private void pause(long millis, RequestRate rate) {
        loop.schedule(() -> attempt(() -> endPause(rate)), millis, TimeUnit.MILLISECONDS);
    }

    private void endPause(RequestRate rate) {
        if (state != State.OPEN) {
            return;
        }
        long millis = rate.pauseMillis(requestRate, rate.now());
        if (millis > 0) {
            pause(millis, rate);
            return;
        }
        throttled = false;
        vigil.heard();
        input.readAgain();
        goOn();
    }

    /** Whether what it sends is read. */
    boolean isRead() {
        return !throttled && !input.isHeldUp();
    }

    /** Whether no further request is to be done for now. */
    public boolean areRequestsHeldUp() {
        return requestsHeld || outbox.isFull();
    }

    private void regulateReading() {
        if (state == State.OPEN && reading != isRead()) {
            reading = !reading;
            channel.config().setAutoRead(reading);
        }
    }

    private void finish() {
        if (state == State.ENDING) {
            linger();
        } else if (inputEnded && (state != State.OPEN || !input.isHeldUp())) {
            catchUp();
            if (outbox.isEmpty()) {
                close();
            }
        }
    }

    /** Sends {@code bye} behind the replies to all that was asked for and all that it was to be pushed, and closes. */
    public void endAfterReplies(CloseReason reason) {
        endAfterReplies(reason, reason.detail());
    }

    /** The same with another sentence for people. */
    public void endAfterReplies(CloseReason reason, String detail) {
        endAfterReplies(reason, reason.retryMillis(), detail);
    }

    /** The same with another time after which to come again, in milliseconds; -1: never. */
    public void endAfterReplies(CloseReason reason, long retryMillis, String detail) {
        if (state == State.OPEN) {
            catchUp();
            ending(reason, retryMillis, detail);
        } else {
            end(reason, retryMillis, detail);
        }
    }

    /** Drops what waits, sends {@code bye} behind the frame under way, and closes. Before a dialect is known: closes. */
    public void end(CloseReason reason) {
        end(reason, reason.detail());
    }

    /** The same with another sentence for people. */
    public void end(CloseReason reason, String detail) {
        end(reason, reason.retryMillis(), detail);
    }

    /** The same with another time after which it may come again. */
    public void end(CloseReason reason, long retryMillis, String detail) {
        if (state == State.CHOOSING) {
            closeReason = reason;
            close();
        } else if (state == State.OPEN) {
            outbox.dropWaiting();
            ending(reason, retryMillis, detail);
        }
    }

    private void ending(CloseReason reason, long retryMillis, String detail) {
        closeReason = reason;
        input.writeBye(outbox.writer(), reason, retryMillis, detail);
        state = State.ENDING;
        arm(vigil.ending());
        tellEnded();
        flushLater();
    }

    private void linger() {
        state = State.LINGERING;
        arm(vigil.lingering());
        if (inputEnded || !(channel instanceof DuplexChannel duplex)) {
            close();
            return;
        }
        channel.config().setAutoRead(true);
        SslHandler tls = tls();
        if (tls == null) {
            duplex.shutdownOutput();
        } else {
            tls.closeOutbound().addListener(told -> duplex.shutdownOutput());
        }
    }

    private @Nullable SslHandler tls() {
        return channel.pipeline().get(SslHandler.class);
    }

    /** Why the server has ended it, null as long as it has not, and where the connection was lost. */
    public @Nullable CloseReason closeReason() {
        return closeReason;
    }

    /** Closes without a word. */
    public void close() {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            outbox.close();
            attempt(() -> options.listener().closed(this));
            registry.remove(place);
            tellEnded();
            channel.close();
        }
    }

    private void tellEnded() {
        if (!ended) {
            ended = true;
            attempt(() -> options.listener().ended(this));
        }
    }

    /** Has {@link #check} called when that moment of the silence clock has come, or before. */
    public void arm(long due) {
        registry.arm(place, due);
    }

    /** Looks at all that may not last for ever. */
    void check() {
        if (state != State.CLOSED) {
            attempt(() -> arm(vigil.check()));
        }
    }

    void ping() {
        Replies.ping(outbox.front());
        flushLater();
    }

    /** It has been given a key to hold, and may have one from now on. */
    public void holds() {
        holding = true;
        arm(vigil.silenceDue());
    }

    /** Whether it is a person who reads lines, and no frames. */
    public boolean readsLines() {
        return input.readsLines();
    }

    /** Whether anybody is the worse for it when this client is dead and nobody knows, and it can be asked. */
    boolean matters() {
        return (user != null || holding || watches > 0) && !input.readsLines();
    }

    /** How many prefixes it watches now. */
    public void watches(int count) {
        watches = count;
        if (count > 0) {
            arm(vigil.silenceDue());
        }
    }

    /** Before the session ends in good order, it is given what this has for it. */
    public void add(Feed feed) {
        Feed before = feeds;
        feed.next = before;
        if (before != null) {
            before.previous = feed;
        }
        feeds = feed;
    }

    /** It gets nothing more of this, which was added before. */
    public void remove(Feed feed) {
        Feed previous = feed.previous;
        Feed next = feed.next;
        if (previous == null) {
            feeds = next;
        } else {
            previous.next = next;
        }
        if (next != null) {
            next.previous = previous;
        }
        feed.previous = null;
        feed.next = null;
    }

    private void catchUp() {
        for (Feed feed = feeds; feed != null; feed = feed.next) {
            feed.catchUp();
        }
    }

    /** It is in so many more rooms. */
    public void countRooms(int more) {
        rooms += more;
    }

    /** Whether it can be shown anything. */
    public boolean hasDialect() {
        return state == State.OPEN;
    }

    /** For the log: number, name and address. */
    @Override
    public String toString() {
        return "id=" + id + " user=" + (user == null ? "-" : user.shown()) + " address=" + described();
    }

    private String described() {
        return address instanceof InetSocketAddress inet
                ? inet.getAddress().getHostAddress() + ":" + inet.getPort()
                : String.valueOf(address);
    }

    ClientInfo info() {
        return new ClientInfo(
                id,
                user == null ? "-" : user.shown(),
                described(),
                input.dialect() + (tls() == null ? "" : "+tls"),
                vigil.connectedMillis(),
                vigil.silentMillis(),
                rooms,
                watches,
                outbox.waitingBytes());
    }
}
