package maru.adapter.persistence.sqlite;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import maru.application.port.Lane;
import maru.application.port.Reply;
import maru.application.port.out.MessageRepository;
import maru.application.port.out.MessageRepository.Appended;
import maru.application.port.out.MessageRepository.Draft;
import maru.domain.Refusal;
import maru.domain.chat.Message;
import maru.domain.chat.RoomName;
import org.jspecify.annotations.Nullable;

/**
 * What was said in one room, for its lane. All of it is as of the lane's turn: what is confirmed and not yet answered is
 * not there, so what follows an answer here are the messages behind it. A room in which nothing was said is this object
 * alone, and gone with it.
 */
final class SqliteLog implements MessageRepository.Log {
    private final SqliteMessageRepository repository;
    private final Journal journal;
    private final ReentrantLock lock;
    private final RoomName name;
    private final Lane lane;
    private @Nullable StoredRoom room;

    SqliteLog(SqliteMessageRepository repository, Journal journal, RoomName name, Lane lane) {
        this.repository = repository;
        this.journal = journal;
        this.lock = journal.lock();
        this.name = name;
        this.lane = lane;
        stored();
    }

    /** The room, if something was ever said in it. */
    private @Nullable StoredRoom stored() {
        if (room == null) {
            room = repository.find(name, lane);
        }
        return room;
    }

    @Override
    public RoomName room() {
        StoredRoom stored = stored();
        return stored == null ? name : stored.name();
    }

    /** Nobody is in the room any more: of its messages memory keeps those that are nowhere else. */
    void close() {
        StoredRoom stored = stored();
        if (stored != null) {
            stored.close();
        }
    }

    @Override
    public long epoch() {
        return repository.epoch();
    }

    @Override
    public long last() {
        StoredRoom stored = stored();
        return stored == null ? 0 : stored.shown();
    }

    @Override
    public void append(Draft draft, Reply<Appended> reply) {
        long said;
        Refusal why;
        lock.lock();
        try {
            said = said(draft);
            boolean isGivenOut = said != 0 && said <= last();
            why = isGivenOut ? null : journal.refusalOfWrites();
            if (!isGivenOut && why == null) {
                enqueue(said, draft, reply.later());
                return;
            }
        } finally {
            lock.unlock();
        }
        if (why == null) {
            reply.done(new Appended(said, null));
        } else {
            reply.refused(why);
        }
    }

    /** The id of what was said under the draft's key, or 0. */
    private long said(Draft draft) {
        StoredRoom stored = draft.once() == null ? null : stored();
        return stored == null ? 0 : repository.said(stored, draft);
    }

    /** @param said what was said under the draft's key and is not given out yet, or 0 */
    @GuardedBy("lock") private void enqueue(long said, Draft draft, Reply<Appended> reply) {
        if (said != 0) {
            journal.append(WaitingAnswer.result(new Appended(said, null), reply));
            return;
        }
        StoredRoom stored = stored();
        if (stored == null) {
            stored = repository.add(name);
            stored.openedOn(lane);
            room = stored;
        }
        journal.append(new MessageRecord(repository, repository.number(stored, draft), reply));
    }

    @Override
    public void history(int limit, long before, Reply<List<Message>> reply) {
        long to = Math.min(before - 1, last());
        read(Math.max(1, to - limit + 1), to, reply);
    }

    @Override
    public void since(long epoch, long id, int limit, Reply<List<Message>> reply) {
        if (epoch != epoch() || id > last() || id < 0) {
            reply.refused(Refusal.gap(1));
        } else {
            read(id + 1, Math.min(id + limit, last()), reply);
        }
    }

    /** What is older than the window is in the file; of the window it is taken now, before it is folded. */
    private void read(long from, long to, Reply<List<Message>> reply) {
        StoredRoom stored = stored();
        if (stored == null || from > to) {
            reply.done(List.of());
            return;
        }
        List<Message> newest = stored.copy(from, to);
        long end = newest.isEmpty() ? to : newest.get(0).id() - 1;
        if (end < from) {
            reply.done(newest);
        } else {
            repository.readOlder(stored, from, end, newest, reply);
        }
    }
}
