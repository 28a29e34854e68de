package maru.application.keyvalue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import maru.application.port.Caller;
import maru.application.port.Lookup;
import maru.application.port.Reply;
import maru.application.port.Snapshot;
import maru.application.port.out.ChangeListener;
import maru.application.port.out.EntryRepository;
import maru.domain.kv.ByteView;
import maru.domain.kv.Entry;
import maru.domain.kv.Key;
import maru.domain.kv.KeyView;
import maru.domain.kv.Prefix;
import org.jspecify.annotations.Nullable;

/** A repository that has nothing: it notes what it is asked for, and keeps the reply of a snapshot. */
final class RecordingEntries implements EntryRepository {
    final List<String> calls = new ArrayList<>();

    @Nullable Reply<Snapshot> snapshotReply;

    @Override
    public void find(KeyView key, Lookup<Entry> reply) {
        calls.add("find " + text(key));
        reply.none();
    }

    @Override
    public void put(KeyView key, ByteView value, long lifetimeMillis, Reply<Entry> reply) {
        calls.add("put " + text(key) + " " + text(value) + " " + lifetimeMillis);
        reply.done(Entry.of(key, value, 1, null));
    }

    @Override
    public void hold(Caller caller, KeyView key, ByteView value, Reply<Entry> reply) {
        calls.add("hold " + caller.id() + " " + text(key) + " " + text(value));
        reply.done(Entry.of(key, value, 1, null));
    }

    @Override
    public void remove(KeyView key, Lookup<Entry> reply) {
        calls.add("remove " + text(key));
        reply.none();
    }

    @Override
    public void compareAndSet(Caller caller, KeyView key, long version, ByteView value, Reply<Entry> reply) {
        calls.add("cas " + caller.id() + " " + text(key) + " " + version + " " + text(value));
        reply.done(Entry.of(key, value, 1, null));
    }

    @Override
    public void add(Caller caller, KeyView key, long amount, Reply<Entry> reply) {
        calls.add("add " + caller.id() + " " + text(key) + " " + amount);
        reply.done(Entry.of(key, key, 1, null));
    }

    @Override
    public void touch(KeyView key, long lifetimeMillis, Lookup<Entry> reply) {
        calls.add("touch " + text(key) + " " + lifetimeMillis);
        reply.none();
    }

    @Override
    public void list(Prefix prefix, @Nullable Key after, int limit, Reply<List<Key>> reply) {
        calls.add("list " + new String(prefix.bytes(), UTF_8) + " " + after + " " + limit);
        reply.done(List.of());
    }

    @Override
    public void snapshot(Prefix prefix, int maxKeys, int maxBytes, Reply<Snapshot> reply) {
        calls.add("snapshot " + new String(prefix.bytes(), UTF_8) + " " + maxKeys + " " + maxBytes);
        snapshotReply = reply;
    }

    @Override
    public void release(Caller caller) {
        calls.add("release " + caller.id());
    }

    @Override
    public void announceTo(ChangeListener listener) {
        calls.add("announce");
    }

    private static String text(ByteView view) {
        return new String(view.toByteArray(), UTF_8);
    }
}
