package maru.adapter.socket.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import maru.application.port.Caller;
import maru.application.port.Lookup;
import maru.application.port.Reply;
import maru.application.port.Snapshot;
import maru.application.port.out.ChangeListener;
import maru.application.port.out.EntryRepository;
import maru.domain.Refusal;
import maru.domain.RefusalCode;
import maru.domain.kv.ByteView;
import maru.domain.kv.Entry;
import maru.domain.kv.EntryRules;
import maru.domain.kv.Key;
import maru.domain.kv.KeyView;
import maru.domain.kv.Prefix;
import maru.domain.kv.Terms;
import org.jspecify.annotations.Nullable;

/**
 * A repository that answers at once, or, where it was told to, when the test says so: the requests that wait are numbered
 * from 0, in the order in which they came. Nothing expires here. From any thread.
 */
public final class InMemoryEntries implements EntryRepository {
    /** A request for this key ends in an exception. */
    public static final Key FAULTY = Key.of("faulty");

    private final TreeMap<Key, Entry> entries = new TreeMap<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private final List<Long> released = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final List<String> prepared = new ArrayList<>();
    private @Nullable ChangeListener listener;
    private boolean answersLater;
    private long version = 100;

    /** From now on an answer, and the word of a change, comes when {@link #answer} is called. */
    public synchronized void answerLater(boolean later) {
        answersLater = later;
    }

    /** Answers one of the requests that wait; a later one keeps its number. */
    public synchronized void answer(int number) {
        Runnable answer = waiting.set(number, () -> {});
        answer.run();
    }

    public synchronized void answerAll() {
        List<Runnable> answers = List.copyOf(waiting);
        waiting.clear();
        answers.forEach(Runnable::run);
    }

    /** How many requests wait, answered ones before the last of them included. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** Who was released, in order. */
    public synchronized List<Long> released() {
        return List.copyOf(released);
    }

    /** What was asked for. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** Keys of which it was told that they are asked for soon. */
    public synchronized List<String> prepared() {
        return List.copyOf(prepared);
    }

    @Override
    public synchronized void prepare(KeyView[] keys, int count) {
        for (int i = 0; i < count; i++) {
            prepared.add(keys[i].toKey().toString());
        }
    }

    /** Somebody else changes a key, and all who watch it are told at once. */
    public synchronized long change(String key, String value) {
        Entry entry = Entry.of(new KeyView().set(Key.of(key)), view(value), ++version, null);
        entries.put(Key.of(key), entry);
        tell(entry);
        return version;
    }

    @Override
    public synchronized void find(KeyView key, Lookup<Entry> reply) {
        Entry found = called("find", key);
        lookUp(reply, found, null);
    }

    @Override
    public synchronized void put(KeyView key, ByteView value, long lifetimeMillis, Reply<Entry> reply) {
        called("put", key);
        write(key, value, lifetimeMillis == 0 ? null : Terms.until(lifetimeMillis, lifetimeMillis), reply);
    }

    @Override
    public synchronized void hold(Caller caller, KeyView key, ByteView value, Reply<Entry> reply) {
        Refusal why = EntryRules.refusalOfHold(called("hold", key), caller.id());
        if (why == null) {
            write(key, value, Terms.heldBy(caller.id()), reply);
        } else {
            answer(reply, to -> to.refused(why), null);
        }
    }

    @Override
    public synchronized void remove(KeyView key, Lookup<Entry> reply) {
        Entry found = called("remove", key);
        Entry removed = found == null ? null : found.removed(++version);
        entries.remove(key.toKey());
        lookUp(reply, removed, removed);
    }

    @Override
    public synchronized void compareAndSet(
            Caller caller, KeyView key, long expected, ByteView value, Reply<Entry> reply) {
        Entry found = called("cas", key);
        Refusal why = EntryRules.refusalOfCas(found, expected);
        if (why == null) {
            write(key, value, EntryRules.termsAfterChange(found, caller.id()), reply);
        } else {
            answer(reply, to -> to.refused(why), null);
        }
    }

    @Override
    public synchronized void add(Caller caller, KeyView key, long amount, Reply<Entry> reply) {
        Entry found = called("add", key);
        Refusal why = EntryRules.refusalOfAdd(found, amount);
        if (why == null) {
            write(key, view(Long.toString(EntryRules.sum(found, amount))), null, reply);
        } else {
            answer(reply, to -> to.refused(why), null);
        }
    }

    @Override
    public synchronized void touch(KeyView key, long lifetimeMillis, Lookup<Entry> reply) {
        lookUp(reply, called("touch", key), null);
    }

    @Override
    public synchronized void list(Prefix prefix, @Nullable Key after, int limit, Reply<List<Key>> reply) {
        List<Key> keys = entries.keySet().stream()
                .filter(key -> prefix.isBeginningOf(key.bytes()))
                .filter(key -> after == null || key.compareTo(after) > 0)
                .limit(limit)
                .toList();
        answer(reply, to -> to.done(keys), null);
    }

    @Override
    public synchronized void snapshot(Prefix prefix, int maxKeys, int maxBytes, Reply<Snapshot> reply) {
        List<Entry> found =
                entries.values().stream().filter(prefix::isBeginningOf).toList();
        if (prefix.length() > 0 && prefix.bytes()[0] == '!') {
            answer(reply, to -> to.refused(new Refusal(RefusalCode.LIMIT, "too many keys")), null);
            return;
        }
        Snapshot snapshot = new Snapshot(found, version);
        answer(reply, to -> to.done(snapshot), null);
    }

    @Override
    public synchronized void release(Caller caller) {
        released.add(caller.id());
        List<Entry> held = entries.values().stream()
                .filter(entry -> entry.holder() == caller.id())
                .toList();
        for (Entry entry : held) {
            entries.remove(Key.of(entry.keyBytes()));
            tell(entry.removed(++version));
        }
    }

    @Override
    public void announceTo(ChangeListener listener) {
        this.listener = listener;
    }

    private @Nullable Entry called(String verb, KeyView key) {
        calls.add(verb + " " + key.toKey());
        if (key.toKey().equals(FAULTY)) {
            throw new IllegalStateException("a fault, made on purpose");
        }
        return entries.get(key.toKey());
    }

    private void write(KeyView key, ByteView value, @Nullable Terms terms, Reply<Entry> reply) {
        Entry entry = Entry.of(key, value, ++version, terms);
        entries.put(key.toKey(), entry);
        answer(reply, to -> to.done(entry), entry);
    }

    private void lookUp(Lookup<Entry> reply, @Nullable Entry found, @Nullable Entry change) {
        Lookup<Entry> to = answersLater ? reply.later() : reply;
        Runnable answer = () -> {
            tell(change);
            if (found == null) {
                to.none();
            } else {
                to.done(found);
            }
        };
        give(to, answer);
    }

    private <T> void answer(Reply<T> reply, Consumer<Reply<T>> answer, @Nullable Entry change) {
        Reply<T> to = answersLater ? reply.later() : reply;
        give(to, () -> {
            tell(change);
            answer.accept(to);
        });
    }

    private void give(Reply<?> to, Runnable answer) {
        if (answersLater) {
            waiting.add(() -> to.lane().execute(answer));
        } else {
            answer.run();
        }
    }

    private synchronized void tell(@Nullable Entry change) {
        ChangeListener told = listener;
        if (change != null && told != null && told.isListening()) {
            told.changed(change);
        }
    }

    private static ByteView view(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        ByteView view = new ByteView();
        view.set(bytes, 0, bytes.length);
        return view;
    }
}
