package maru.application.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import maru.application.limits.AddressKey;
import maru.application.limits.Limit;
import maru.application.limits.Limits;
import maru.application.port.Caller;
import maru.application.port.Reply;
import maru.application.port.out.TimeSource;
import maru.domain.Refusal;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/**
 * Holds up who guesses passwords, before anything is hashed: so many wrong tries an account and address, so many an address,
 * so many new accounts an address. A name that nobody has registered counts as any other. From any thread.
 *
 * <p>A try counts as a wrong one from its beginning until it turns out right, so that no more than may be wrong are under
 * way at once.
 */
public final class LoginGuard {
    /** How soon there may be room again where tries are under way: a hash takes less. */
    private static final long UNDER_WAY_MILLIS = 1_000;

    private final KeyedLimit logins;
    private final KeyedLimit failures;
    private final KeyedLimit registrations;

    /** By address; no more than passwords can wait to be hashed. */
    private final ConcurrentHashMap<Long, Integer> underWay = new ConcurrentHashMap<>();

    public LoginGuard(Limits limits, TimeSource time) {
        logins = new KeyedLimit(
                limits, Limit.LOGINS, "logins a minute with a wrong password to one account from one address", time);
        failures = new KeyedLimit(
                limits, Limit.FAILED_LOGINS, "logins an hour with a wrong password from one address", time);
        registrations = new KeyedLimit(limits, Limit.REGISTRATIONS, "registrations an hour from one address", time);
    }

    /** One try of a password. It ends once, in one of three ways; what comes after is ignored. */
    final class Try {
        private final Caller caller;
        private final long address;
        private final long account;
        private boolean tookFailure;
        private boolean tookLogin;
        private boolean isUnderWay;

        private Try(Caller caller, UserName name) {
            this.caller = caller;
            this.address = AddressKey.of(caller.address());
            this.account = key(name, address);
        }

        private @Nullable Refusal begin() {
            long wait = failures.take(address);
            tookFailure = wait == 0;
            Refusal refusal = wait == 0 ? null : failures.refusal(untilNext(wait), caller);
            if (refusal == null) {
                wait = logins.take(account);
                tookLogin = wait == 0;
                refusal = wait == 0 ? null : logins.refusal(wait, caller);
            }
            if (refusal == null) {
                isUnderWay = true;
                underWay.merge(address, 1, Integer::sum);
            } else if (tookFailure) {
                failures.giveBack(address);
            }
            return refusal;
        }

        private long untilNext(long wait) {
            return underWay.containsKey(address) ? Math.min(wait, UNDER_WAY_MILLIS) : wait;
        }

        /** The password was right: who knows it does not guess. */
        void succeeded() {
            cancelled();
        }

        /** It was wrong. */
        void failed() {
            end();
        }

        /** Nobody knows: it was not looked at. */
        void cancelled() {
            if (end()) {
                if (tookFailure) {
                    failures.giveBack(address);
                }
                if (tookLogin) {
                    logins.giveBack(account);
                }
            }
        }

        private boolean end() {
            boolean first = isUnderWay;
            isUnderWay = false;
            if (first) {
                underWay.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
            }
            return first;
        }
    }

    /** One account that is about to be made. It ends at most once. */
    final class Registration {
        private final long address;
        private final boolean isTaken;

        private Registration(long address, boolean isTaken) {
            this.address = address;
            this.isTaken = isTaken;
        }

        /** None was made, and that was not the caller's doing. */
        void cancelled() {
            if (isTaken) {
                registrations.giveBack(address);
            }
        }
    }

    /** A password is about to be tried. Null where the reply was told that it may not be: {@code rate-limited}. */
    @Nullable Try attempt(Caller caller, UserName name, Reply<?> reply) {
        Try begun = new Try(caller, name);
        Refusal refusal = begun.begin();
        if (refusal == null) {
            return begun;
        }
        reply.refused(refusal);
        return null;
    }

    /** An account is about to be made. Null where the reply was told that none may be: {@code rate-limited}. */
    @Nullable Registration registration(Caller caller, Reply<?> reply) {
        long address = AddressKey.of(caller.address());
        long wait = registrations.take(address);
        Refusal refusal = wait == 0 ? null : registrations.refusal(wait, caller);
        if (refusal == null) {
            return new Registration(address, wait == 0);
        }
        reply.refused(refusal);
        return null;
    }

    /** Short whatever the name: of a million names two are the same with a probability below one in 10^7. */
    private static long key(UserName name, long address) {
        byte[] identity = name.identity().getBytes(StandardCharsets.UTF_8);
        ByteBuffer both = ByteBuffer.allocate(Long.BYTES + identity.length)
                .putLong(address)
                .put(identity);
        return ByteBuffer.wrap(Tokens.sha256(both.array())).getLong();
    }
}
