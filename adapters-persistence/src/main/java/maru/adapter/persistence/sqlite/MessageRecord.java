package maru.adapter.persistence.sqlite;

import maru.application.port.Lane;
import maru.application.port.Reply;
import maru.application.port.out.MessageRepository.Appended;
import maru.domain.Refusal;
import org.jspecify.annotations.Nullable;

/** Something that is said. */
final class MessageRecord extends JournalRecord {
    private final SqliteMessageRepository repository;
    private final RecordedMessage recorded;
    private final Reply<Appended> reply;
    private @Nullable Refusal why;

    /** @param reply one to keep */
    MessageRecord(SqliteMessageRepository repository, RecordedMessage recorded, Reply<Appended> reply) {
        this.repository = repository;
        this.recorded = recorded;
        this.reply = reply;
    }

    @Override
    byte type() {
        return MessageCodec.TYPE;
    }

    @Override
    int size() {
        return MessageCodec.size(recorded);
    }

    @Override
    void encode(byte[] batch, int at) {
        MessageCodec.encode(recorded, batch, at);
    }

    @Override
    void settle() {
        repository.settle(recorded);
    }

    @Override
    void publish() {
        repository.unfolded().add(recorded);
    }

    @Override
    void undo() {
        repository.undo(recorded);
    }

    @Override
    boolean resume(Refusal why) {
        this.why = why;
        return true;
    }

    @Override
    Lane lane() {
        return reply.lane();
    }

    @Override
    void answer() {
        if (why == null) {
            long id = recorded.message().id();
            recorded.room().show(id);
            reply.done(new Appended(id, recorded.message()));
        } else {
            reply.refused(why);
        }
    }
}
