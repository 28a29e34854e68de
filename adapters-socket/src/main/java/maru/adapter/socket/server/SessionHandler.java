package maru.adapter.socket.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;
import maru.adapter.socket.session.CloseReason;
import maru.adapter.socket.session.Session;
import maru.adapter.socket.tls.Tls;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From Netty's events to a session's. A fault in a session's handler ends that session, and nothing else. Where there is
 * a certificate and the first byte is that of a TLS record, a handler of TLS is put before this one: what comes from then
 * on is what TLS has brought, of which the session chooses the dialect as of any other.
 */
final class SessionHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(SessionHandler.class);

    private final Opening opening;
    private final @Nullable Tls tls;
    private final Consumer<Throwable> fatal;
    private boolean begun;

    @SuppressWarnings("NullAway.Init")
    private Session session;

    /** Makes the session of a connection, on its loop. */
    interface Opening {
        /** The session, or null where the connection is to be closed without a word. */
        @Nullable Session open(Channel channel);
    }

    /** @param tls null where there is no certificate */
    SessionHandler(Opening opening, @Nullable Tls tls, Consumer<Throwable> fatal) {
        this.opening = opening;
        this.tls = tls;
        this.fatal = fatal;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        Session opened = null;
        try {
            opened = opening.open(context.channel());
        } finally {
            if (opened == null) {
                context.pipeline().remove(this);
                context.channel().close();
            } else {
                session = opened;
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (!begun) {
            begun = true;
            Tls offered = tls;
            if (offered != null && Tls.isHello(bytes)) {
                secure(context, offered, bytes);
                return;
            }
            if (offered != null && offered.isOnly()) {
                bytes.release();
                session.close();
                return;
            }
        }
        try {
            session.received(bytes);
        } finally {
            bytes.release();
        }
    }

    /** From the first byte on, it all goes through TLS. */
    private void secure(ChannelHandlerContext context, Tls offered, ByteBuf hello) {
        session.securing();
        context.pipeline().addFirst("tls", offered.newHandler(context.alloc()));
        context.pipeline().fireChannelRead(hello);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            handshaken(handshake);
        } else if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
            session.loop().handOverInput();
            session.inputEnded();
        }
    }

    private void handshaken(SslHandshakeCompletionEvent handshake) {
        Objects.requireNonNull(tls, "a handshake without a certificate").count(handshake.isSuccess());
        if (handshake.isSuccess()) {
            session.secured();
        } else {
            LOG.debug(
                    "tls_failed id={} why={}",
                    session.id(),
                    String.valueOf(handshake.cause().getMessage()));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        session.loop().handOverInput();
        session.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof VirtualMachineError) {
            fatal.accept(cause);
        }
        if (cause instanceof IOException) {
            session.loop().handOverInput();
            LOG.debug("connection_lost id={} cause={}", session.id(), cause.getMessage());
            session.close();
        } else {
            LOG.error("session_failed id={}", session.id(), cause);
            endForAFault();
        }
    }

    private void endForAFault() {
        try {
            session.end(CloseReason.INTERNAL);
        } catch (RuntimeException | Error e) {
            LOG.error("session_not_ended id={}", session.id(), e);
            session.close();
        }
    }
}
