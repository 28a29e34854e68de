package maru.adapter.persistence.sqlite;

import maru.domain.chat.Message;
import maru.domain.chat.OnceKey;
import org.jspecify.annotations.Nullable;

/** A message with what the file has of it beside. */
record RecordedMessage(
        StoredRoom room, Message message, @Nullable OnceKey once) {}
