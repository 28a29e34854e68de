package maru.adapter.socket.server;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import maru.adapter.socket.session.CloseReason;
import maru.adapter.socket.session.Surplus;
import maru.application.port.Farewell;
import maru.application.port.in.AdmissionUseCase;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is let in: nobody who is banned, no more than there may be, and of one address no more than of one address. From any
 * thread. Those who are not let in may be told why, a few at a time: they take no client's place.
 */
final class Door {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    private static final long MILLIS_BETWEEN_LINES = 1_000;

    /** How many that are too many may be told so at a time; more are just closed. */
    private static final int MOST_SURPLUS = 64;

    /** How many that are banned may be told so at a time, besides. */
    private static final int MOST_BANNED = 16;

    private final int maxClients;
    private final Surplus full;
    private final AdmissionUseCase bans;
    private final AddressLimits addresses;
    private final AtomicInteger letIn = new AtomicInteger();
    private final AtomicInteger surplusTold = new AtomicInteger();
    private final AtomicInteger bannedTold = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong banned = new AtomicLong();
    private final EventCounter refusals = new EventCounter(MILLIS_BETWEEN_LINES);
    private final EventCounter bannedLines = new EventCounter(MILLIS_BETWEEN_LINES);

    Door(int maxClients, AdmissionUseCase bans, AddressLimits addresses) {
        this.maxClients = maxClients;
        this.full = new Surplus(
                CloseReason.FULL,
                CloseReason.FULL.retryMillis(),
                maxClients + " clients are here, and the server takes no more: come again later");
        this.bans = bans;
        this.addresses = addresses;
    }

    /**
     * Somebody comes.
     *
     * @return null where it is let in; else why not. It counts until {@link #left}, unless it was not let in and
     *     {@link #mayBeTold} refuses
     */
    @Nullable Surplus admit(InetAddress address) {
        Surplus ban = banOf(address);
        if (ban != null) {
            countBanned(address, ban);
            return ban;
        }
        if (letIn.incrementAndGet() > maxClients) {
            letIn.decrementAndGet();
            countRefused();
            return full;
        }
        Surplus ofAddress = addresses.admit(address);
        if (ofAddress != null) {
            letIn.decrementAndGet();
        }
        return ofAddress;
    }

    /** Why nobody may come from there, or null. */
    @Nullable Surplus banOf(InetAddress address) {
        Farewell ban = bans.banOf(address);
        return ban == null ? null : new Surplus(CloseReason.BANNED, ban.retryMillis(), ban.detail());
    }

    /** Whether there is room for one more that is only told why it is not let in. */
    boolean mayBeTold(Surplus why) {
        AtomicInteger told = told(why);
        if (told.incrementAndGet() <= (why.reason() == CloseReason.BANNED ? MOST_BANNED : MOST_SURPLUS)) {
            return true;
        }
        told.decrementAndGet();
        return false;
    }

    /** Somebody is gone: one that was let in (null), or was told why it was not. */
    void left(InetAddress address, @Nullable Surplus why) {
        if (why == null) {
            letIn.decrementAndGet();
            addresses.leave(address);
        } else {
            told(why).decrementAndGet();
        }
    }

    private AtomicInteger told(Surplus why) {
        return why.reason() == CloseReason.BANNED ? bannedTold : surplusTold;
    }

    private void countRefused() {
        refused.incrementAndGet();
        long more = refusals.count(System.nanoTime());
        if (more > 0) {
            LOG.warn("clients_refused more={} max={}", more, maxClients);
        }
    }

    private void countBanned(InetAddress address, Surplus ban) {
        banned.incrementAndGet();
        long more = bannedLines.count(System.nanoTime());
        if (more > 0) {
            LOG.info("clients_banned more={} last={} why={}", more, address.getHostAddress(), ban.detail());
        }
    }

    /** How many were turned away. */
    Map<String, Long> statistics() {
        return Map.of(
                "clients.max", (long) maxClients, "clients.refused", refused.get(), "clients.banned", banned.get());
    }
}
