package maru.adapter.socket.server;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import maru.adapter.socket.session.CloseReason;
import maru.adapter.socket.session.Surplus;
import maru.application.limits.AddressKey;
import maru.application.limits.Limit;
import maru.application.limits.Limits;
import maru.application.limits.Rate;
import maru.application.limits.RateTable;
import maru.application.port.out.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * How many connections one address may have at a time, and how many new ones in a minute. Counts those that were let in,
 * from {@link #admit} to {@link #leave}. Where neither is limited nothing is kept. From any thread.
 */
final class AddressLimits {
    /** Of more addresses than these the rates of those are forgotten that came longest ago: 10 MB or so. */
    private static final int MOST_ADDRESSES = 1 << 16;

    /** Those that have any. */
    private final ConcurrentMap<Long, Integer> connections = new ConcurrentHashMap<>();

    private final Limits limits;
    private final long most;
    private final @Nullable Rate rate;
    private final @Nullable RateTable<Long> connects;
    private final Surplus tooMany;

    /** As it stands in the log. */
    private record From(InetAddress address) {
        @Override
        public String toString() {
            return "address=" + address.getHostAddress();
        }
    }

    AddressLimits(Limits limits, TimeSource time) {
        this.limits = limits;
        this.most = limits.most(Limit.CLIENTS_PER_ADDRESS);
        this.rate = limits.rate(Limit.CONNECTS_PER_ADDRESS);
        this.connects = rate == null ? null : new RateTable<>(rate, MOST_ADDRESSES, time);
        this.tooMany = new Surplus(
                CloseReason.FULL,
                CloseReason.FULL.retryMillis(),
                most + " connections from one address at most: close one first, or ask the operator for more");
    }

    /**
     * Somebody comes.
     *
     * @return null: it is let in, and {@link #leave} is to be called for it
     */
    @Nullable Surplus admit(InetAddress address) {
        if (connects == null && most == Limits.NONE) {
            return null;
        }
        long key = AddressKey.of(address);
        long wait = connects == null ? 0 : connects.take(key);
        if (wait > 0 && limits.refuses(Limit.CONNECTS_PER_ADDRESS, new From(address))) {
            return tooFast(wait);
        }
        return most == Limits.NONE || enter(key, address) ? null : tooMany;
    }

    private Surplus tooFast(long wait) {
        int burst = rate == null ? 0 : rate.burst();
        return new Surplus(
                CloseReason.FULL,
                wait,
                burst + " new connections a minute from one address at most: come again in " + wait + " ms");
    }

    /** Whether there is room for one more; who is refused was never counted. */
    private boolean enter(long key, InetAddress address) {
        while (true) {
            Integer count = connections.get(key);
            boolean isOver = count != null && count >= most;
            if (isOver && !limits.isDryRun()) {
                limits.refuses(Limit.CLIENTS_PER_ADDRESS, new From(address));
                return false;
            }
            if (count == null ? connections.putIfAbsent(key, 1) == null : connections.replace(key, count, count + 1)) {
                return !isOver || !limits.refuses(Limit.CLIENTS_PER_ADDRESS, new From(address));
            }
        }
    }

    /** One that was let in is gone. */
    void leave(InetAddress address) {
        if (most != Limits.NONE) {
            connections.computeIfPresent(AddressKey.of(address), (key, count) -> count == 1 ? null : count - 1);
        }
    }
}
