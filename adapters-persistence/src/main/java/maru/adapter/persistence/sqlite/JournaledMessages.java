package maru.adapter.persistence.sqlite;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import maru.adapter.persistence.StoreException;
import maru.application.port.out.TimeSource;
import maru.domain.chat.Message;
import maru.domain.chat.OnceKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings rooms and keys from the file to memory and messages from the journal to their table. Messages in the table stay
 * there: a start reads one row of each room and the keys of the last minutes.
 */
final class JournaledMessages implements Journaled {
    private static final Logger LOG = LoggerFactory.getLogger(JournaledMessages.class);

    private final SqliteMessageRepository repository;
    private final TimeSource time;
    private NewestKeys keys = new NewestKeys(0);

    JournaledMessages(SqliteMessageRepository repository, TimeSource time) {
        this.repository = repository;
        this.time = time;
    }

    @Override
    public byte type() {
        return MessageCodec.TYPE;
    }

    @Override
    public void load(SqliteFile file, SecondThread second) throws SQLException, StoreException {
        long epoch = file.epoch();
        boolean isMaybeOlder = file.isMaybeOlder();
        if (isMaybeOlder) {
            LOG.warn("machine_restarted: what was not synced when it went down may be lost, a new epoch begins");
        }
        if (epoch == 0 || file.backupTime() != 0 || isMaybeOlder) {
            beginEpoch(file, epoch);
        } else {
            repository.beginEpoch(epoch);
        }
        MessageRows.readRooms(file.connection(), repository::load);
        readKeys(file);
    }

    private void beginEpoch(SqliteFile file, long before) throws SQLException {
        long epoch = Math.max(before + 1, time.unixMillis() * 1_000);
        file.beginEpoch(epoch);
        repository.beginEpoch(epoch);
    }

    private void readKeys(SqliteFile file) throws SQLException, StoreException {
        keys = new NewestKeys(time.unixMillis() - OnceKey.KEPT_MILLIS);
        MessageRows.readOnce(file.connection(), keys);
    }

    @Override
    public void replayed() {
        keys.forEach(repository::loadKey);
        keys = new NewestKeys(0);
    }

    @Override
    public void replay(byte[] batch, int from, int to) throws StoreException {
        Stretch stretch = read(batch, from, to);
        int known = known(stretch, stretch.room.confirmed());
        if (known < stretch.count) {
            stretch.room.load(stretch.bytes, stretch.begin(known), stretch.end, stretch.count - known);
            takeIn(stretch, known);
            repository.found(stretch.count - known);
        }
    }

    private Stretch read(byte[] batch, int from, int to) {
        if (!MessageCodec.isSingle(batch, from)) {
            MessageCodec.check(batch, from, to);
            StoredRoom room = repository.findOrAdd(MessageCodec.room(batch, from));
            int count = MessageCodec.count(batch, from);
            return new Stretch(
                    room, MessageCodec.first(batch, from), count, batch, MessageCodec.begin(batch, from), to);
        }
        Message message = SingleMessageCodec.message(batch, from, to);
        OnceKey once = SingleMessageCodec.once(batch, from);
        byte[] bytes = new byte[MessageCodec.size(message, once)];
        MessageCodec.encode(message, once, bytes, 0);
        return new Stretch(repository.findOrAdd(message.room()), message.id(), 1, bytes, 0, bytes.length);
    }

    /**
     * How many messages of a record are among those up to an id; the others follow right behind it.
     *
     * @throws StoreException if one in between is missing
     */
    private static int known(Stretch stretch, long last) throws StoreException {
        if (stretch.first > last + 1) {
            throw new StoreException("message " + (last + 1) + " of room " + stretch.room.number() + " is missing");
        }
        return (int) Math.min(stretch.count, last + 1 - stretch.first);
    }

    /** Notes what folding and repeats need to know of all but the first messages. */
    private void takeIn(Stretch stretch, int known) {
        repository.unfolded().add(stretch.room);
        stretch.slice(known).readOnce(stretch.room.number(), keys);
    }

    /** Messages of a room in {@code bytes[begin, end)}, from the journal. */
    private static final class Stretch {
        final StoredRoom room;
        final long first;
        final int count;
        final byte[] bytes;
        final int begin;
        final int end;

        Stretch(StoredRoom room, long first, int count, byte[] bytes, int begin, int end) {
            this.room = room;
            this.first = first;
            this.count = count;
            this.bytes = bytes;
            this.begin = begin;
            this.end = end;
        }

        /** Where the message begins that has so many before it. */
        int begin(int before) {
            int at = begin;
            for (int i = 0; i < before; i++) {
                at = MessageCodec.next(bytes, at);
            }
            return at;
        }

        MessageBlock.Slice slice(int before) {
            byte[] messages = Arrays.copyOfRange(bytes, begin(before), end);
            return new MessageBlock.Slice(room.name(), first + before, count - before, messages);
        }
    }

    /** Messages that memory does not have were refused as uncertain, and are announced. */
    @Override
    public void reload(SqliteFile file) throws SQLException, StoreException {
        repository.unfolded().clear();
        repository.clearKeys();
        Map<StoredRoom, Long> inTable = new HashMap<>();
        MessageRows.readRooms(file.connection(), (number, name, last) -> inTable.put(repository.findOrAdd(name), last));
        readKeys(file);
        Map<StoredRoom, MessageBlock> inJournal = readJournal(file, inTable);
        replayed();
        boolean isLost = false;
        for (StoredRoom room : repository.rooms()) {
            isLost |= reload(room, inTable.getOrDefault(room, 0L), inJournal.get(room));
        }
        if (isLost) {
            LOG.error("messages_lost: the file has not all that was confirmed, a new epoch begins");
            beginEpoch(file, repository.epoch());
        }
    }

    private Map<StoredRoom, MessageBlock> readJournal(SqliteFile file, Map<StoredRoom, Long> inTable)
            throws SQLException, StoreException {
        Map<StoredRoom, MessageBlock> blocks = new HashMap<>();
        file.readJournal((pos, batch) -> {
            Batch.read(batch, pos, (type, bytes, from, to) -> {
                if (type == type()) {
                    Stretch stretch = read(bytes, from, to);
                    long folded = inTable.getOrDefault(stretch.room, 0L);
                    MessageBlock block =
                            blocks.computeIfAbsent(stretch.room, room -> new MessageBlock(room, folded + 1));
                    int known = known(stretch, block.last());
                    if (known < stretch.count) {
                        block.add(stretch.bytes, stretch.begin(known), stretch.end, stretch.count - known);
                        takeIn(stretch, known);
                    }
                }
                return true;
            });
            return true;
        });
        return blocks;
    }

    /** Returns whether the file has lost what memory had. */
    private boolean reload(StoredRoom room, long inTable, @Nullable MessageBlock inJournal) {
        long known = room.confirmed();
        long last = inJournal == null ? inTable : inJournal.last();
        List<Message> found = room.reload(inTable, inJournal);
        if (last != known) {
            repository.found(last - known);
            repository.announce(room, found, last);
        }
        return last < known;
    }

    @Override
    public void confirmAll() {} // only what is confirmed is in a room's window

    @Override
    public Fold newFold() {
        return new MessageFold(repository.unfolded());
    }
}
