package maru.adapter.persistence.memory;

import java.util.List;
import maru.adapter.persistence.messages.MessageWindow;
import maru.application.port.Reply;
import maru.application.port.out.MessageRepository;
import maru.application.port.out.MessageRepository.Appended;
import maru.application.port.out.MessageRepository.Draft;
import maru.domain.Refusal;
import maru.domain.chat.Message;
import maru.domain.chat.OnceKey;
import maru.domain.chat.RoomName;

/** The newest messages of one room. For the room's lane alone, so it needs no lock. */
final class InMemoryLog implements MessageRepository.Log {
    private final InMemoryMessageRepository repository;
    private final RoomName room;
    private final long epoch;
    private final int history;
    private final MessageWindow window = new MessageWindow(1);

    /** @param history how many messages are kept */
    InMemoryLog(InMemoryMessageRepository repository, RoomName room, long epoch, int history) {
        this.repository = repository;
        this.room = room;
        this.epoch = epoch;
        this.history = history;
    }

    @Override
    public RoomName room() {
        return room;
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public long last() {
        return window.last();
    }

    int size() {
        return window.size();
    }

    @Override
    public void append(Draft draft, Reply<Appended> reply) {
        Refusal why = repository.refusalOfWrites();
        if (why != null) {
            reply.refused(why);
            return;
        }
        OnceKey once = draft.once();
        long said = once == null ? 0 : repository.said(draft.from(), epoch, once);
        reply.done(said == 0 ? add(draft) : new Appended(said, null));
    }

    private Appended add(Draft draft) {
        long id = window.last() + 1;
        Message message = new Message(room, id, draft.time(), draft.from(), draft.text());
        window.add(message);
        window.dropBefore(id - history + 1);
        OnceKey once = draft.once();
        if (once != null) {
            repository.remember(draft.from(), epoch, once, id);
        }
        repository.added(id > history ? 0 : 1);
        return new Appended(id, message);
    }

    @Override
    public void history(int limit, long before, Reply<List<Message>> reply) {
        long to = Math.min(before - 1, window.last());
        reply.done(window.copy(to - limit + 1, to));
    }

    @Override
    public void since(long ofEpoch, long id, int limit, Reply<List<Message>> reply) {
        if (ofEpoch != epoch || id > window.last() || id + 1 < window.first()) {
            reply.refused(Refusal.gap(window.first()));
        } else {
            reply.done(window.copy(id + 1, id + limit));
        }
    }
}
