package maru.adapter.persistence.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import maru.application.port.Reply;
import maru.application.port.out.MessageRepository;
import maru.application.port.out.MessageRepository.Appended;
import maru.application.port.out.MessageRepository.Draft;
import maru.application.reply.Faults;
import maru.domain.Refusal;
import maru.domain.chat.Message;
import maru.domain.chat.RoomName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was said in one room, for its lane. All of it is as of the lane's turn: what is confirmed and not yet answered is
 * not there, so what follows an answer here are the messages behind it. A room in which nothing was said is this object
 * alone, and gone with it.
 */
final class SqliteLog implements MessageRepository.Log {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteLog.class);

    private final SqliteMessageRepository repository;
    private final Journal journal;
    private final ReentrantLock lock;
    private final RoomName name;
    private final MessageStage stage;
    private @Nullable StoredRoom room;

    /** What was said since the last hand-over. */
    private List<Staged> staged = new ArrayList<>(0);

    /** @param reply one to keep */
    private record Staged(Draft draft, Reply<Appended> reply) {}

    SqliteLog(SqliteMessageRepository repository, Journal journal, RoomName name, MessageStage stage) {
        this.repository = repository;
        this.journal = journal;
        this.lock = journal.lock();
        this.name = name;
        this.stage = stage;
        stored();
    }

    /** The room, if something was ever said in it. */
    private @Nullable StoredRoom stored() {
        if (room == null) {
            room = repository.find(name, stage.lane());
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
        staged.add(new Staged(draft, reply.later()));
        if (staged.size() == 1) {
            stage.add(this);
        }
    }

    /**
     * Numbers what was said since the last time, and hands it over.
     *
     * @param why why nothing can be recorded, or null
     * @param atOnce is given the answers that wait for nothing
     */
    void enqueue(@Nullable Refusal why, List<Runnable> atOnce) {
        List<Staged> spoken = staged;
        staged = new ArrayList<>(spoken.size());
        lock.lock();
        try {
            MessagesRecord record = null;
            try {
                for (Staged next : spoken) {
                    record = tryToAdd(next, record, why, atOnce);
                }
            } finally {
                if (record != null) {
                    journal.append(record); // what has an id is recorded
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable MessagesRecord tryToAdd(
            Staged next, @Nullable MessagesRecord begun, @Nullable Refusal why, List<Runnable> atOnce) {
        try {
            long said = said(next.draft());
            if (said != 0 && said <= last()) {
                atOnce.add(() -> next.reply().done(new Appended(said, null)));
            } else if (why != null) {
                atOnce.add(() -> next.reply().refused(why));
            } else {
                return add(next, said, begun);
            }
        } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
            LOG.error("message_not_recorded room={}", name, e);
            atOnce.add(() -> Faults.refuse(next.reply()::refused, e));
        }
        return begun;
    }

    /**
     * Adds to a record, or to a new one where there is none.
     *
     * @param said what was said under the draft's key and is not given out yet, or 0
     * @return the record; null: it was full and is handed over
     */
    private @Nullable MessagesRecord add(Staged next, long said, @Nullable MessagesRecord begun) {
        MessagesRecord record = begun == null ? new MessagesRecord(repository, opened(), stage.lane()) : begun;
        if (said == 0) {
            repository.number(record, next.draft(), next.reply());
        } else {
            record.repeat(said, next.reply());
        }
        if (record.isFull()) {
            journal.append(record);
            return null;
        }
        return record;
    }

    /** The id of what was said under the draft's key, or 0. */
    private long said(Draft draft) {
        StoredRoom stored = draft.once() == null ? null : stored();
        return stored == null ? 0 : repository.said(stored, draft);
    }

    /** The room, a new one if nothing was ever said in it. */
    private StoredRoom opened() {
        StoredRoom stored = stored();
        if (stored == null) {
            stored = repository.add(name);
            stored.openedOn(stage.lane());
            room = stored;
        }
        return stored;
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
