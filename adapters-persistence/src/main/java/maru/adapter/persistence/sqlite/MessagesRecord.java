package maru.adapter.persistence.sqlite;

import java.util.ArrayList;
import java.util.List;
import maru.application.port.Lane;
import maru.application.port.Reply;
import maru.application.port.out.MessageRepository.Appended;
import maru.domain.Refusal;
import maru.domain.chat.Message;
import maru.domain.chat.OnceKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was said in a room within one turn of its lane, and the answers to repeats of what is not given out yet: written,
 * confirmed and answered together.
 */
final class MessagesRecord extends JournalRecord {
    /** With so many bytes of messages it is full, so that a commit is not much larger than it may be. */
    private static final int FULL_BYTES = 64 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(MessagesRecord.class);
    private static final byte[] NOT_ENCODED = {};

    private final SqliteMessageRepository repository;
    private final StoredRoom room;
    private final Lane lane;
    private final List<Message> messages = new ArrayList<>();
    private final List<@Nullable OnceKey> keys = new ArrayList<>();
    private final List<Reply<Appended>> replies = new ArrayList<>();

    /** One for each reply. */
    private final List<Appended> answers = new ArrayList<>();

    private int bytes;
    private byte[] batch = NOT_ENCODED;
    private int begin;
    private int end;
    private @Nullable Refusal why;

    /** Of nothing, to begin with. */
    MessagesRecord(SqliteMessageRepository repository, StoredRoom room, Lane lane) {
        this.repository = repository;
        this.room = room;
        this.lane = lane;
    }

    /**
     * Adds the message behind the last one.
     *
     * @param reply one to keep
     */
    void add(Message message, @Nullable OnceKey key, Reply<Appended> reply) {
        messages.add(message);
        keys.add(key);
        bytes += MessageCodec.size(message, key);
        add(new Appended(message.id(), message), reply);
    }

    /**
     * Adds the answer to a repeat.
     *
     * @param reply one to keep
     */
    void repeat(long id, Reply<Appended> reply) {
        add(new Appended(id, null), reply);
    }

    private void add(Appended answer, Reply<Appended> reply) {
        answers.add(answer);
        replies.add(reply);
    }

    boolean isFull() {
        return bytes >= FULL_BYTES;
    }

    StoredRoom room() {
        return room;
    }

    /** In the order of their ids. */
    List<Message> messages() {
        return messages;
    }

    /** For each message its key, or null. */
    List<@Nullable OnceKey> keys() {
        return keys;
    }

    @Override
    byte type() {
        return MessageCodec.TYPE;
    }

    @Override
    int size() {
        return messages.isEmpty() ? 0 : MessageCodec.headerSize(room.name()) + bytes;
    }

    @Override
    void encode(byte[] into, int at) {
        batch = into;
        begin = MessageCodec.encodeHeader(room.name(), messages.get(0).id(), messages.size(), into, at);
        end = begin;
        for (int i = 0; i < messages.size(); i++) {
            end = MessageCodec.encode(messages.get(i), keys.get(i), into, end);
        }
    }

    @Override
    void settle() {
        if (!messages.isEmpty()) {
            room.confirm(messages, batch, begin, end);
            repository.settle(this);
        }
    }

    @Override
    void publish() {
        if (!messages.isEmpty()) {
            repository.unfolded().add(room);
        }
    }

    @Override
    void undo() {
        repository.undo(this);
    }

    @Override
    boolean resume(Refusal why) {
        this.why = why;
        return true;
    }

    @Override
    Lane lane() {
        return lane;
    }

    @Override
    void answer() {
        for (int i = 0; i < replies.size(); i++) {
            try {
                answer(answers.get(i), replies.get(i));
            } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
                LOG.error("answer_failed", e);
            }
        }
    }

    private void answer(Appended found, Reply<Appended> reply) {
        if (why != null) {
            reply.refused(why);
            return;
        }
        if (found.message() != null) {
            room.show(found.id());
        }
        reply.done(found);
    }
}
