package maru.adapter.persistence.sqlite;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import maru.adapter.persistence.messages.MessageWindow;
import maru.application.port.Lane;
import maru.domain.chat.Message;
import maru.domain.chat.RoomName;
import org.jspecify.annotations.Nullable;

/**
 * A room and its newest messages. An id goes through three steps:
 *
 * <pre>
 *   given (append) ── commit ──→ confirmed: in the window ── answer, on the room's lane ──→ shown
 *     └── undone: given to the next message
 * </pre>
 *
 * In the window are all messages that are not folded, and in a room that was opened the newest before them; older ones
 * are in the file, where readers find them.
 */
final class StoredRoom {
    /**
     * Confirmed messages kept of a room that was opened. Who was cut off for a moment, or scrolls back a screen or two,
     * is answered from memory; at 200 bytes a message it is 50 KiB for a busy room.
     */
    private static final int KEPT = 256;

    private final ReentrantLock lock;
    private final int number;
    private final RoomName name;

    @GuardedBy("lock") private MessageWindow window;

    @GuardedBy("lock") private long given;

    /** Id of the newest message that readers find in the file. */
    @GuardedBy("lock") private long folded;

    @GuardedBy("lock") private @Nullable Lane lane;

    private volatile long shown;

    /** @param folded id of its newest message, which is in the file */
    StoredRoom(ReentrantLock lock, int number, RoomName name, long folded) {
        this.lock = lock;
        this.number = number;
        this.name = name;
        this.folded = folded;
        this.given = folded;
        this.window = new MessageWindow(folded + 1);
        this.shown = folded;
    }

    /** Its number in the file's tables. */
    int number() {
        return number;
    }

    RoomName name() {
        return name;
    }

    /** From any thread. */
    long shown() {
        return shown;
    }

    /** Messages up to this one were given out. On the room's lane, or before there is one. */
    void show(long id) {
        shown = id;
    }

    void openedOn(Lane newLane) {
        lock.lock();
        try {
            lane = newLane;
        } finally {
            lock.unlock();
        }
    }

    /** It has no lane any more, until it is opened again. */
    void close() {
        lock.lock();
        try {
            lane = null;
            trim();
        } finally {
            lock.unlock();
        }
    }

    @Nullable Lane lane() {
        lock.lock();
        try {
            return lane;
        } finally {
            lock.unlock();
        }
    }

    /** Gives the next id. */
    long next() {
        lock.lock();
        try {
            return ++given;
        } finally {
            lock.unlock();
        }
    }

    /** Takes back the id that was given last. */
    void takeBack(long id) {
        lock.lock();
        try {
            given = id - 1;
        } finally {
            lock.unlock();
        }
    }

    void confirm(Message message) {
        lock.lock();
        try {
            window.add(message);
            trim();
        } finally {
            lock.unlock();
        }
    }

    /** Takes in a confirmed message of the journal, before anything is served. */
    void load(Message message) {
        lock.lock();
        try {
            window.add(message);
            given = message.id();
            shown = given;
        } finally {
            lock.unlock();
        }
    }

    /** Id of the newest message that is confirmed. */
    long confirmed() {
        lock.lock();
        try {
            return window.last();
        } finally {
            lock.unlock();
        }
    }

    /** Readers find messages up to this one in the file. */
    void foldedUpTo(long id) {
        lock.lock();
        try {
            folded = Math.max(folded, id);
            trim();
        } finally {
            lock.unlock();
        }
    }

    long folded() {
        lock.lock();
        try {
            return folded;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock") private void trim() {
        int kept = lane == null ? 0 : KEPT;
        long first = Math.min(window.last() - kept, folded) + 1;
        if (first > window.first()) {
            window.dropBefore(first);
        }
    }

    /** What the window has of confirmed messages with ids in {@code [from, to]}, the newest of them. */
    List<Message> copy(long from, long to) {
        lock.lock();
        try {
            return window.copy(from, to);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes memory agree with a file that was opened anew. Nothing is given that is not confirmed.
     *
     * @param inTable the id up to which the file's table has messages
     * @param inJournal those behind it
     * @return those that memory did not know of
     */
    List<Message> reload(long inTable, List<Message> inJournal) {
        lock.lock();
        try {
            long known = window.last();
            long stored = inTable + inJournal.size();
            if (stored < known || inTable + 1 < window.first()) {
                window = new MessageWindow(inTable + 1);
            }
            for (Message message : inJournal) {
                if (message.id() > window.last()) {
                    window.add(message);
                }
            }
            folded = inTable;
            given = stored;
            return inJournal.stream().filter(message -> message.id() > known).toList();
        } finally {
            lock.unlock();
        }
    }
}
