package maru.adapter.persistence.memory;

import java.util.List;
import maru.adapter.persistence.messages.MessageWindow;
import maru.adapter.persistence.messages.WindowBudget;
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
    private final WindowBudget budget;
    private final MessageWindow window = new MessageWindow(1);

    /**
     * The log of a new room.
     *
     * @param history how many messages are kept
     * @param budget the lane's: it may have some of them dropped all the same
     */
    InMemoryLog(InMemoryMessageRepository repository, RoomName room, long epoch, int history, WindowBudget budget) {
        this.repository = repository;
        this.room = room;
        this.epoch = epoch;
        this.history = history;
        this.budget = budget;
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

    /** Nothing is kept any more. */
    void clear() {
        window.restart(window.last() + 1);
        budget.changed(window);
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
        int before = window.size();
        window.add(message);
        window.dropBefore(id - history + 1);
        int more = window.size() - before;
        repository.added(more - budget.changed(window));
        OnceKey once = draft.once();
        if (once != null) {
            repository.remember(draft.from(), epoch, once, id);
        }
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
