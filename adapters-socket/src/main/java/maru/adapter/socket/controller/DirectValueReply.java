package maru.adapter.socket.controller;

import maru.adapter.socket.session.DirectReply;
import maru.application.port.EntryLookup;
import maru.domain.kv.Entry;

/** The direct reply to a {@code get}. */
final class DirectValueReply extends DirectReply<Entry> implements EntryLookup {
    DirectValueReply() {
        super(EntryFrames::value);
    }

    @Override
    public void ordinary(byte[] entry) {
        EntryFrames.value(entry, writer());
    }
}
