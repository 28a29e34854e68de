package maru.adapter.persistence.sqlite;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import maru.adapter.persistence.messages.MessageWindow;
import maru.adapter.persistence.messages.WindowBudget;
import maru.application.port.Lane;
import maru.domain.chat.Message;
import maru.domain.chat.RoomName;
import org.jspecify.annotations.Nullable;

/**
 * A room and its newest messages. An id goes through three steps:
 *
 * <pre>
 *   given (append) ── commit ──→ confirmed ── answer, on the room's lane ──→ shown
 *     └── undone: given to the next message
 * </pre>
 *
 * Confirmed messages that are not folded are in blocks, as bytes. In a room that was opened the newest are in the window
 * as well, folded or not, as far as the budget of all windows goes; all others are in the file, where readers find them.
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

    @GuardedBy("lock") private final WindowBudget budget;

    @GuardedBy("lock") private final MessageWindow window;

    /** The oldest first. */
    @GuardedBy("lock") private final List<MessageBlock> blocks = new ArrayList<>(0);

    @GuardedBy("lock") private long given;

    @GuardedBy("lock") private long confirmed;

    /** Id of the newest message that readers find in the file. */
    @GuardedBy("lock") private long folded;

    @GuardedBy("lock") private @Nullable Lane lane;

    private volatile long shown;

    /**
     * A room of the file, or a new one.
     *
     * @param budget of all rooms' windows, with the lock
     * @param folded id of its newest message, which is in the file
     */
    StoredRoom(ReentrantLock lock, WindowBudget budget, int number, RoomName name, long folded) {
        this.lock = lock;
        this.budget = budget;
        this.number = number;
        this.name = name;
        this.folded = folded;
        this.confirmed = folded;
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
            dropWindow();
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

    /** Messages that were given ids, {@code batch[from, to)}, are in the journal. */
    void confirm(List<Message> messages, byte[] batch, int from, int to) {
        lock.lock();
        try {
            addToBlocks(batch, from, to, messages.size());
            if (lane == null) {
                dropWindow();
                return;
            }
            for (Message message : messages.subList(Math.max(0, messages.size() - KEPT), messages.size())) {
                keep(message);
            }
            budget.changed(window);
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock") private void addToBlocks(byte[] batch, int from, int to, int count) {
        MessageBlock last = blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
        if (last == null || !last.takesMore()) {
            last = new MessageBlock(this, confirmed + 1);
            blocks.add(last);
        }
        last.add(batch, from, to, count);
        confirmed += count;
    }

    @GuardedBy("lock") private void keep(Message message) {
        if (message.id() != window.last() + 1) {
            window.restart(message.id());
        }
        window.add(message);
        window.dropBefore(message.id() - KEPT + 1);
    }

    /** Its next message is the one behind those that are confirmed. */
    @GuardedBy("lock") private void dropWindow() {
        window.restart(confirmed + 1);
        budget.changed(window);
    }

    /** Takes in confirmed messages of the journal, before anything is served. */
    void load(byte[] batch, int from, int to, int count) {
        lock.lock();
        try {
            addToBlocks(batch, from, to, count);
            dropWindow();
            given = confirmed;
            shown = confirmed;
        } finally {
            lock.unlock();
        }
    }

    /** Id of the newest message that is confirmed. */
    long confirmed() {
        lock.lock();
        try {
            return confirmed;
        } finally {
            lock.unlock();
        }
    }

    /** All that is not folded; nothing is added to these any more. For {@code store-writer}. */
    List<MessageBlock> sealBlocks() {
        lock.lock();
        try {
            blocks.forEach(MessageBlock::seal);
            return List.copyOf(blocks);
        } finally {
            lock.unlock();
        }
    }

    /** Readers find messages up to this one in the file. */
    void foldedUpTo(long id) {
        lock.lock();
        try {
            folded = Math.max(folded, id);
            while (!blocks.isEmpty() && blocks.get(0).last() <= folded) {
                blocks.remove(0);
            }
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

    /** What memory has of confirmed messages with ids in {@code [from, to]}, the newest of them. */
    List<Message> copy(long from, long to) {
        List<MessageBlock.Slice> slices = new ArrayList<>(0);
        List<Message> newest;
        lock.lock();
        try {
            newest = window.copy(from, to);
            long end = Math.min(to, window.first() - 1);
            for (MessageBlock block : blocks) {
                if (block.first() <= end && block.last() >= from) {
                    slices.add(block.slice());
                }
            }
        } finally {
            lock.unlock();
        }
        if (slices.isEmpty()) {
            return newest;
        }
        long end = newest.isEmpty() ? to : newest.get(0).id() - 1;
        List<Message> found = new ArrayList<>();
        slices.forEach(slice -> slice.read(from, end, found));
        found.addAll(newest);
        return found;
    }

    /**
     * Makes memory agree with a file that was opened anew. Nothing is given that is not confirmed.
     *
     * @param inTable the id up to which the file's tables have messages
     * @param inJournal those behind it
     * @return those that memory did not know of
     */
    List<Message> reload(long inTable, @Nullable MessageBlock inJournal) {
        List<Message> found = new ArrayList<>(0);
        lock.lock();
        try {
            long known = confirmed;
            blocks.clear();
            if (inJournal != null) {
                blocks.add(inJournal);
                inJournal.slice().read(known + 1, Long.MAX_VALUE, found);
            }
            folded = inTable;
            confirmed = inJournal == null ? inTable : inJournal.last();
            given = confirmed;
            if (confirmed < known || window.last() > confirmed) {
                dropWindow();
            }
            for (Message message : found) {
                keep(message);
            }
            budget.changed(window);
            return found;
        } finally {
            lock.unlock();
        }
    }
}
