package maru.adapter.socket.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.util.function.Consumer;
import maru.adapter.socket.session.CloseReason;
import maru.adapter.socket.session.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From Netty's events to a session's. A fault in a session's handler ends that session, and nothing else. */
final class SessionHandler extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(SessionHandler.class);

    private final Opening opening;
    private final Consumer<Throwable> fatal;

    @SuppressWarnings("NullAway.Init")
    private Session session;

    /** Makes the session of a connection, on its loop. */
    interface Opening {
        /** The session, or null where the connection is to be closed without a word. */
        @Nullable Session open(Channel channel);
    }

    SessionHandler(Opening opening, Consumer<Throwable> fatal) {
        this.opening = opening;
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
        try {
            session.received(bytes);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            session.loop().handOverInput();
            session.inputEnded();
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
