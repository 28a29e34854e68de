package maru.application.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import maru.application.port.Caller;
import maru.application.port.Snapshot;
import maru.application.port.out.EntryRepository;
import maru.domain.kv.ByteView;
import maru.domain.kv.Entry;
import maru.domain.kv.Key;
import maru.domain.kv.KeyView;
import maru.domain.kv.Prefix;
import org.jspecify.annotations.Nullable;

/** Calls a repository with text, as one connection. For one thread. */
public final class EntryClient {
    private final EntryRepository entries;
    private final Caller caller;

    public EntryClient(EntryRepository entries, Caller caller) {
        this.entries = entries;
        this.caller = caller;
    }

    public RecordingReply<Entry> get(String key) {
        RecordingReply<Entry> reply = new RecordingReply<>(caller.lane());
        entries.get(key(key), new GetReply(reply));
        return reply;
    }

    public RecordingReply<Entry> find(String key) {
        RecordingReply<Entry> reply = new RecordingReply<>(caller.lane());
        entries.find(key(key), reply);
        return reply;
    }

    public RecordingReply<Entry> put(String key, String value) {
        return putFor(key, 0, value);
    }

    public RecordingReply<Entry> putFor(String key, long millis, String value) {
        RecordingReply<Entry> reply = new RecordingReply<>(caller.lane());
        entries.put(key(key), view(value), millis, reply);
        return reply;
    }

    public RecordingReply<Entry> hold(String key, String value) {
        RecordingReply<Entry> reply = new RecordingReply<>(caller.lane());
        entries.hold(caller, key(key), view(value), reply);
        return reply;
    }

    public RecordingReply<Entry> remove(String key) {
        RecordingReply<Entry> reply = new RecordingReply<>(caller.lane());
        entries.remove(key(key), reply);
        return reply;
    }

    public RecordingReply<Entry> cas(String key, long version, String value) {
        RecordingReply<Entry> reply = new RecordingReply<>(caller.lane());
        entries.compareAndSet(caller, key(key), version, view(value), reply);
        return reply;
    }

    public RecordingReply<Entry> add(String key, long amount) {
        RecordingReply<Entry> reply = new RecordingReply<>(caller.lane());
        entries.add(caller, key(key), amount, reply);
        return reply;
    }

    public RecordingReply<Entry> touch(String key, long millis) {
        RecordingReply<Entry> reply = new RecordingReply<>(caller.lane());
        entries.touch(key(key), millis, reply);
        return reply;
    }

    public RecordingReply<List<Key>> list(String prefix, @Nullable String after, int limit) {
        RecordingReply<List<Key>> reply = new RecordingReply<>(caller.lane());
        entries.list(Prefix.of(prefix.getBytes(UTF_8)), after == null ? null : Key.of(after), limit, reply);
        return reply;
    }

    public RecordingReply<Snapshot> snapshot(String prefix, int maxKeys, int maxBytes) {
        RecordingReply<Snapshot> reply = new RecordingReply<>(caller.lane());
        entries.snapshot(Prefix.of(prefix.getBytes(UTF_8)), maxKeys, maxBytes, reply);
        return reply;
    }

    /** The connection ends. */
    public void end() {
        entries.release(caller);
    }

    public static String keyOf(Entry entry) {
        return new String(entry.keyBytes(), UTF_8);
    }

    public static String valueOf(Entry entry) {
        return new String(entry.valueBytes(), UTF_8);
    }

    /** A key in the middle of a larger buffer, as a parser lays it. */
    private static KeyView key(String text) {
        byte[] bytes = ("get<" + text + ">").getBytes(UTF_8);
        KeyView view = new KeyView();
        view.set(bytes, 4, bytes.length - 1);
        return view;
    }

    private static ByteView view(String text) {
        byte[] bytes = ("," + text + ">").getBytes(UTF_8);
        ByteView view = new ByteView();
        view.set(bytes, 1, bytes.length - 1);
        return view;
    }
}
