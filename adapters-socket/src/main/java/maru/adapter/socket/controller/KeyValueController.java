package maru.adapter.socket.controller;

import static maru.adapter.socket.controller.Field.key;
import static maru.adapter.socket.controller.Field.number;
import static maru.adapter.socket.controller.Field.prefix;
import static maru.adapter.socket.controller.Field.value;

import java.util.List;
import maru.adapter.socket.session.DirectReply;
import maru.adapter.socket.session.Replies;
import maru.adapter.socket.session.Session;
import maru.application.port.Snapshot;
import maru.application.port.in.KeyValueUseCase;
import maru.domain.kv.Entry;
import maru.domain.kv.Key;
import maru.domain.kv.KeyView;
import maru.domain.kv.Prefix;

/** The key-value commands. */
public final class KeyValueController extends Controller {
    private final KeyValueUseCase keyValues;
    private final DirectReply<Entry> ok = new DirectReply<>((entry, out) -> Replies.ok(out));
    private final DirectValueReply getReply = new DirectValueReply();
    private final DirectReply<Entry> valueReply = new DirectReply<>(EntryFrames::value);
    private final DirectReply<Entry> entryReply = new DirectReply<>(EntryFrames::entry);
    private final DirectReply<Entry> versionReply = new DirectReply<>(EntryFrames::version);
    private final DirectReply<List<Key>> keysReply = new DirectReply<>(EntryFrames::keys);
    private final DirectReply<Snapshot> watchReply = new DirectReply<>(EntryFrames::watch);

    public KeyValueController(KeyValueUseCase keyValues) {
        this.keyValues = keyValues;
    }

    @Override
    List<Command> commands() {
        return List.of(
                Command.of("get", "get<greeting>", "the value, or none<>", this::get, key("key")),
                Command.of(
                        "put", "put<greeting,hello>", "sets a value for good", this::put, key("key"), value("value")),
                Command.of(
                        "put-for",
                        "put-for<code,60,4711>",
                        "sets a value that is gone after so many seconds",
                        this::putFor,
                        key("key"),
                        number("seconds"),
                        value("value")),
                Command.of(
                        "hold",
                        "hold<slot.1,alice>",
                        "makes or changes a key that is gone when this connection ends",
                        this::hold,
                        key("key"),
                        value("value")),
                Command.of("del", "del<greeting>", "removes a key", this::delete, key("key")),
                Command.of(
                        "entry",
                        "entry<greeting>",
                        "version, expiry in Unix ms or 0, and value",
                        this::entry,
                        key("key")),
                Command.of(
                        "cas",
                        "cas<greeting,0,hello>",
                        "sets a value if the key still has that version; 0: is not there",
                        this::compareAndSet,
                        key("key"),
                        number("version"),
                        value("value")),
                Command.of(
                        "add",
                        "add<hits,1>",
                        "adds to a decimal 64-bit integer, 0 where none is",
                        this::add,
                        key("key"),
                        number("amount")),
                Command.of(
                        "touch",
                        "touch<code,60>",
                        "gives a key so many seconds to live from now; 0: for good",
                        this::touch,
                        key("key"),
                        number("seconds")),
                Command.of(
                                "keys",
                                "keys<player.,100>",
                                "keys with that beginning in byte order, behind after; 1000 at most",
                                this::keys,
                                prefix("prefix"),
                                number("limit"),
                                key("after"))
                        .withOptionalLast(),
                Command.of(
                        "watch",
                        "watch<player.>",
                        "what is there under a prefix, and from then on every change",
                        this::watch,
                        prefix("prefix")),
                Command.of("unwatch", "unwatch<player.>", "ends that watch", this::unwatch, prefix("prefix")));
    }

    @Override
    void prepare(KeyView[] keys, int count) {
        keyValues.prepare(keys, count);
    }

    private void get(Session session, Request request) {
        getReply.to(session);
        keyValues.get(request.key(0), getReply);
    }

    private void put(Session session, Request request) {
        keyValues.put(session, request.key(0), request.value(1), ok.to(session));
    }

    private void putFor(Session session, Request request) {
        keyValues.putFor(session, request.key(0), request.number(1), request.value(2), ok.to(session));
    }

    private void hold(Session session, Request request) {
        DirectReply<Entry> held = new DirectReply<>((entry, out) -> {
            session.holds();
            EntryFrames.version(entry, out);
        });
        keyValues.hold(session, request.key(0), request.value(1), held.to(session));
    }

    private void delete(Session session, Request request) {
        keyValues.delete(session, request.key(0), ok.to(session));
    }

    private void entry(Session session, Request request) {
        keyValues.find(request.key(0), entryReply.to(session));
    }

    private void compareAndSet(Session session, Request request) {
        keyValues.compareAndSet(session, request.key(0), request.number(1), request.value(2), versionReply.to(session));
    }

    private void add(Session session, Request request) {
        keyValues.add(session, request.key(0), request.number(1), valueReply.to(session));
    }

    private void touch(Session session, Request request) {
        keyValues.touch(session, request.key(0), request.number(1), ok.to(session));
    }

    private void keys(Session session, Request request) {
        Key after = request.count() == 3 ? request.key(2).toKey() : null;
        keyValues.keys(prefixOf(request), request.number(1), after, keysReply.to(session));
    }

    private void watch(Session session, Request request) {
        keyValues.watch(session, prefixOf(request), watchReply.to(session));
    }

    private void unwatch(Session session, Request request) {
        keyValues.unwatch(session, prefixOf(request));
        Replies.ok(session.outbox().writer());
    }

    private static Prefix prefixOf(Request request) {
        return Prefix.of(request.value(0).toByteArray());
    }
}
