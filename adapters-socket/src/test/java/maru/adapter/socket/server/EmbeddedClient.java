package maru.adapter.socket.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import maru.adapter.socket.session.Session;
import maru.adapter.socket.session.SessionView;
import maru.application.port.ClientInfo;

/** One client of an {@link EmbeddedServer}. Text is ISO 8859-1 here, so that each char is a byte. */
public final class EmbeddedClient {
    private static final int MOST_AT_ONCE = 64 << 10;

    private final EmbeddedServer server;
    private final TakingChannel channel;
    private final Session session;
    private final ByteArrayOutputStream unread = new ByteArrayOutputStream();

    EmbeddedClient(EmbeddedServer server, TakingChannel channel, Session session) {
        this.server = server;
        this.channel = channel;
        this.session = session;
    }

    /** Sends text, which the server reads as far as it reads at all, and runs a turn of its loop. */
    public void send(String text) {
        send(bytes(text));
    }

    public void send(byte[] bytes) {
        unread.writeBytes(bytes);
        read();
        server.turn();
        read();
    }

    /** Sends text that the server reads within a turn that has not ended yet. */
    public void sendWithinTurn(String text) {
        unread.writeBytes(bytes(text));
        read();
    }

    /** Sends text that the server reads, and it has not finished reading. */
    public void sendWithinRead(String text) {
        channel.pipeline().fireChannelRead(Unpooled.copiedBuffer(bytes(text)));
    }

    /** Each byte is a read of its own. */
    public void sendByteByByte(String text) {
        for (byte b : bytes(text)) {
            send(new byte[] {b});
        }
    }

    /** Has the server read what it left. */
    public void read() {
        while (unread.size() > 0 && isRead()) {
            byte[] bytes = unread.toByteArray();
            int count = Math.min(bytes.length, MOST_AT_ONCE);
            unread.reset();
            unread.write(bytes, count, bytes.length - count);
            channel.writeInbound(Unpooled.copiedBuffer(bytes, 0, count));
            session.loop().handOverInput();
        }
    }

    private boolean isRead() {
        return channel.isActive() && channel.config().isAutoRead();
    }

    /** Whether the server reads from this client at present. */
    public boolean isBeingRead() {
        return channel.config().isAutoRead();
    }

    /** How many bytes the server has left unread. */
    public int unread() {
        return unread.size();
    }

    /** Sends nothing more, and still reads. */
    public void shutOutput() {
        channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        server.turn();
    }

    /** The connection is cut. */
    public void vanish() {
        channel.close();
        server.turn();
    }

    /** The connection is cut within a turn that has not ended yet. */
    public void vanishWithinTurn() {
        channel.close();
    }

    /** An event of the connection goes wrong. */
    public void fail(Throwable cause) {
        channel.pipeline().fireExceptionCaught(cause);
        server.turn();
    }

    /** Takes nothing any more. */
    public void takeNothing() {
        channel.take(0);
    }

    /** Takes so many bytes more, and no more. */
    public void take(int count) {
        channel.take(count);
        server.turn();
        read();
    }

    /** Takes all there is. */
    public void takeAll() {
        channel.take(Long.MAX_VALUE);
        server.turn();
        read();
        server.turn();
    }

    /** Takes so many bytes more, and no more, within a turn that has not ended yet. */
    public void takeWithinTurn(long count) {
        channel.take(count);
    }

    /** Takes so many bytes each time the server tries. */
    public void takeAtOnce(int count) {
        channel.takeAtOnce(count);
    }

    /** What came since this was asked last. */
    public String received() {
        return new String(channel.takeBytes(), StandardCharsets.ISO_8859_1);
    }

    /** What came since that was asked last is exactly this. */
    public void assertReceived(String expected) {
        assertEquals(expected, received());
    }

    /** How often the server wrote to this client so far. */
    public int writes() {
        return channel.writes();
    }

    public int flushes() {
        return channel.flushes();
    }

    /** The memory of what was written last, which others may have been sent a part of too. */
    public ByteBuf lastMemory() {
        return channel.lastMemory();
    }

    public boolean isClosed() {
        return !channel.isActive();
    }

    public Session session() {
        return session;
    }

    /** What the operator is shown. */
    public ClientInfo info() {
        return SessionView.info(session);
    }

    public long id() {
        return session.id();
    }

    /** From now on nothing can be sent to it: the server has a fault. */
    public void failToSend() {
        channel.config().setAllocator(new FailingAllocator());
    }

    void discard() {
        channel.finishAndReleaseAll();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
