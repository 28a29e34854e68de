package maru.adapter.socket.controller;

import java.util.List;
import maru.adapter.socket.frame.FrameWriter;
import maru.adapter.socket.frame.Specials;
import maru.application.port.Snapshot;
import maru.domain.kv.Entry;
import maru.domain.kv.EntryBytes;
import maru.domain.kv.Key;

/** How entries and their changes look as frames. */
public final class EntryFrames {
    private static final byte[] VALUE = FrameWriter.name("value");
    private static final byte[] ENTRY = FrameWriter.name("entry");
    private static final byte[] OK = FrameWriter.name("ok");
    private static final byte[] KEYS = FrameWriter.name("keys");
    private static final byte[] KEY = FrameWriter.name("key");
    private static final byte[] WATCH = FrameWriter.name("watch");
    private static final byte[] CHANGED = FrameWriter.name("changed");
    private static final byte[] REMOVED = FrameWriter.name("removed");
    /** {@code <}, {@code >} and a line feed. */
    private static final int FRAME_OVERHEAD = 3;

    private EntryFrames() {}

    static void value(Entry entry, FrameWriter out) {
        value(entry.bytes(), out);
    }

    /** @param entry as {@link EntryBytes} */
    static void value(byte[] entry, FrameWriter out) {
        if (EntryBytes.isPlain(entry)) {
            out.plain(VALUE, entry, EntryBytes.valueAt(entry), entry.length);
        } else {
            out.open(VALUE)
                    .field(entry, EntryBytes.valueAt(entry), entry.length)
                    .close();
        }
    }

    static void entry(Entry entry, FrameWriter out) {
        out.open(ENTRY).field(entry.version()).field(entry.expiresAt());
        valueField(entry, out).close();
    }

    static void version(Entry entry, FrameWriter out) {
        out.open(OK).field(entry.version()).close();
    }

    static void keys(List<Key> keys, FrameWriter out) {
        List<Key> shown = Lists.first(
                keys, key -> KEY.length + FRAME_OVERHEAD + Specials.escapedLength(key.bytes(), 0, key.bytes().length));
        out.open(KEYS).field(shown.size()).close();
        shown.forEach(key -> out.open(KEY).field(key.bytes()).close());
    }

    static void watch(Snapshot snapshot, FrameWriter out) {
        out.open(WATCH).field(snapshot.entries().size()).close();
        snapshot.entries().forEach(entry -> change(entry, out));
    }

    /** {@code changed} or {@code removed}. */
    public static void change(Entry entry, FrameWriter out) {
        out.open(entry.isRemoved() ? REMOVED : CHANGED)
                .field(entry.bytes(), EntryBytes.KEY_AT, EntryBytes.valueAt(entry.bytes()))
                .field(entry.version());
        if (!entry.isRemoved()) {
            valueField(entry, out);
        }
        out.close();
    }

    private static FrameWriter valueField(Entry entry, FrameWriter out) {
        return out.field(entry.bytes(), EntryBytes.valueAt(entry.bytes()), entry.bytes().length);
    }
}
