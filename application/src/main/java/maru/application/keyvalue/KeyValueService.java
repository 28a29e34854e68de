package maru.application.keyvalue;

import java.util.List;
import maru.application.limits.Limit;
import maru.application.limits.Limits;
import maru.application.port.Caller;
import maru.application.port.EntryLookup;
import maru.application.port.Lane;
import maru.application.port.Lookup;
import maru.application.port.Reply;
import maru.application.port.Snapshot;
import maru.application.port.in.KeyValueUseCase;
import maru.application.port.out.EntryRepository;
import maru.application.port.out.Watchers;
import maru.application.reply.Faults;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.chat.UserName;
import maru.domain.kv.ByteView;
import maru.domain.kv.Entry;
import maru.domain.kv.EntryRules;
import maru.domain.kv.Key;
import maru.domain.kv.KeyView;
import maru.domain.kv.Prefix;
import org.jspecify.annotations.Nullable;

/** Who may write what, and within which bounds; the rest is the repository's. */
public final class KeyValueService implements KeyValueUseCase {
    private static final long MILLIS = 1_000;
    private static final Refusal OWNED = new Refusal(
            RefusalCode.FORBIDDEN,
            "keys that begin with ~name/ belong to the user of that name, who writes them when logged in");

    private final EntryRepository entries;
    private final Watchers watchers;
    private final Limits limits;

    public KeyValueService(EntryRepository entries, Watchers watchers, Limits limits) {
        this.entries = entries;
        this.watchers = watchers;
        this.limits = limits;
    }

    @Override
    public void prepare(KeyView[] keys, int count) {
        entries.prepare(keys, count);
    }

    @Override
    public void get(KeyView key, EntryLookup reply) {
        entries.get(key, reply);
    }

    @Override
    public void find(KeyView key, Lookup<Entry> reply) {
        entries.find(key, reply);
    }

    @Override
    public void put(Caller caller, KeyView key, ByteView value, Reply<Entry> reply) {
        if (mayWrite(caller, key, reply)) {
            entries.put(key, value, 0, reply);
        }
    }

    @Override
    public void putFor(Caller caller, KeyView key, long seconds, ByteView value, Reply<Entry> reply) {
        if (mayWrite(caller, key, reply) && isLifetime(seconds, 1, reply)) {
            entries.put(key, value, seconds * MILLIS, reply);
        }
    }

    @Override
    public void hold(Caller caller, KeyView key, ByteView value, Reply<Entry> reply) {
        if (mayWrite(caller, key, reply)) {
            entries.hold(caller, key, value, reply);
        }
    }

    @Override
    public void delete(Caller caller, KeyView key, Lookup<Entry> reply) {
        if (mayWrite(caller, key, reply)) {
            entries.remove(key, reply);
        }
    }

    @Override
    public void compareAndSet(Caller caller, KeyView key, long version, ByteView value, Reply<Entry> reply) {
        if (mayWrite(caller, key, reply)) {
            entries.compareAndSet(caller, key, version, value, reply);
        }
    }

    @Override
    public void add(Caller caller, KeyView key, long amount, Reply<Entry> reply) {
        if (mayWrite(caller, key, reply)) {
            entries.add(caller, key, amount, reply);
        }
    }

    @Override
    public void touch(Caller caller, KeyView key, long seconds, Lookup<Entry> reply) {
        if (mayWrite(caller, key, reply) && isLifetime(seconds, 0, reply)) {
            entries.touch(key, seconds * MILLIS, reply);
        }
    }

    @Override
    public void keys(Prefix prefix, long limit, @Nullable Key after, Reply<List<Key>> reply) {
        if (limit < 1) {
            reply.refused(
                    Refusal.badArguments("the limit is 1 or more, for example keys<player.,100>, and not " + limit));
            return;
        }
        entries.list(prefix, after, (int) Math.min(limit, MAX_KEYS_LISTED), reply);
    }

    @Override
    public void watch(Caller caller, Prefix prefix, Reply<Snapshot> reply) {
        if (isOneTooMany(caller, prefix)) {
            reply.refused(
                    new Refusal(
                            RefusalCode.LIMIT,
                            "you watch " + watchers.count(caller) + " prefixes, and " + limits.most(Limit.WATCHES)
                                    + " are the most a connection may: unwatch one, or watch a shorter one that covers several"));
            return;
        }
        Watchers.Watch watch = watchers.add(caller, prefix);
        entries.snapshot(prefix, MAX_KEYS_WATCHED, MAX_BYTES_WATCHED, new BeginningWatch(watch, reply));
    }

    private boolean isOneTooMany(Caller caller, Prefix prefix) {
        return watchers.count(caller) >= limits.most(Limit.WATCHES)
                && !watchers.has(caller, prefix)
                && limits.refuses(Limit.WATCHES, caller);
    }

    @Override
    public void unwatch(Caller caller, Prefix prefix) {
        watchers.remove(caller, prefix);
    }

    @Override
    public void ended(Caller caller) {
        watchers.removeAll(caller);
        entries.release(caller);
    }

    private static boolean mayWrite(Caller caller, KeyView key, Reply<Entry> reply) {
        if (EntryRules.isOwned(key) && !isOwner(caller.user(), key)) {
            reply.refused(OWNED);
            return false;
        }
        return true;
    }

    private static boolean isOwner(@Nullable UserName user, KeyView key) {
        return user != null && EntryRules.isOwner(user, key);
    }

    private static boolean isLifetime(long seconds, long least, Reply<Entry> reply) {
        if (seconds >= least && seconds <= EntryRules.MAX_LIFETIME_SECONDS) {
            return true;
        }
        reply.refused(Refusal.badArguments(
                "the seconds are " + least + " to " + EntryRules.MAX_LIFETIME_SECONDS + ", and not " + seconds));
        return false;
    }

    /** Begins the watch with the very answer that says what is there, so that no change falls between the two. */
    private record BeginningWatch(Watchers.Watch watch, Reply<Snapshot> reply) implements Reply<Snapshot> {
        @Override
        public void done(Snapshot result) {
            try {
                watch.begin(result.asOf());
            } catch (RuntimeException | Error e) {
                Faults.refuse(reply::refused, e);
                throw e;
            }
            reply.done(result);
        }

        @Override
        public void refused(Refusal why) {
            watch.cancel();
            reply.refused(why);
        }

        @Override
        public Reply<Snapshot> later() {
            return new BeginningWatch(watch, reply.later());
        }

        @Override
        public Lane lane() {
            return reply.lane();
        }
    }
}
