package maru.adapter.persistence.sqlite;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import maru.adapter.persistence.StoreException;
import maru.application.port.out.TimeSource;
import maru.domain.chat.Message;
import maru.domain.chat.OnceKey;
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
        if (epoch == 0 || file.backupTime() != 0) {
            beginEpoch(file, epoch);
        } else {
            repository.beginEpoch(epoch);
        }
        MessageRows.readRooms(file.connection(), repository::load);
        loadKeys(file);
    }

    private void beginEpoch(SqliteFile file, long before) throws SQLException {
        long epoch = Math.max(before + 1, time.unixMillis() * 1_000);
        file.beginEpoch(epoch);
        repository.beginEpoch(epoch);
    }

    private void loadKeys(SqliteFile file) throws SQLException, StoreException {
        MessageRows.readOnce(
                file.connection(),
                time.unixMillis() - OnceKey.KEPT_MILLIS,
                (room, id, said, user, key) -> repository.loadKey(user, room, key, id, said));
    }

    @Override
    public void replay(byte[] batch, int from, int to) throws StoreException {
        StoredRoom room = repository.findOrAdd(MessageCodec.room(batch, from));
        long last = room.confirmed();
        if (isBehind(last, room, batch, from)) {
            room.load(takeIn(room, batch, from, to));
            repository.found(1);
        }
    }

    /**
     * Whether a record is the one behind a message; those before it are in the table.
     *
     * @throws StoreException if one in between is missing
     */
    private static boolean isBehind(long last, StoredRoom room, byte[] batch, int from) throws StoreException {
        long id = MessageCodec.id(batch, from);
        if (id > last + 1) {
            throw new StoreException("message " + (last + 1) + " of room " + room.number() + " is missing");
        }
        return id == last + 1;
    }

    private Message takeIn(StoredRoom room, byte[] batch, int from, int to) {
        Message message = MessageCodec.message(room.name(), batch, from, to);
        OnceKey once = MessageCodec.once(batch, from);
        repository.unfolded().add(new RecordedMessage(room, message, once));
        if (once != null) {
            repository.loadKey(message.from(), room.number(), once, message.id(), message.time());
        }
        return message;
    }

    /** Messages that memory does not have were refused as uncertain, and are announced. */
    @Override
    public void reload(SqliteFile file) throws SQLException, StoreException {
        repository.unfolded().clear();
        repository.clearKeys();
        Map<StoredRoom, Long> inTable = new HashMap<>();
        MessageRows.readRooms(file.connection(), (number, name, last) -> inTable.put(repository.findOrAdd(name), last));
        loadKeys(file);
        Map<StoredRoom, List<Message>> inJournal = readJournal(file, inTable);
        boolean isLost = false;
        for (StoredRoom room : repository.rooms()) {
            isLost |= reload(room, inTable.getOrDefault(room, 0L), inJournal.getOrDefault(room, List.of()));
        }
        if (isLost) {
            LOG.error("messages_lost: the file has not all that was confirmed, a new epoch begins");
            beginEpoch(file, repository.epoch());
        }
    }

    private Map<StoredRoom, List<Message>> readJournal(SqliteFile file, Map<StoredRoom, Long> inTable)
            throws SQLException, StoreException {
        Map<StoredRoom, List<Message>> messages = new HashMap<>();
        file.readJournal((pos, batch) -> {
            Batch.read(batch, pos, (type, record, from, to) -> {
                if (type == type()) {
                    StoredRoom room = repository.findOrAdd(MessageCodec.room(record, from));
                    List<Message> ofRoom = messages.computeIfAbsent(room, any -> new ArrayList<>());
                    if (isBehind(inTable.getOrDefault(room, 0L) + ofRoom.size(), room, record, from)) {
                        ofRoom.add(takeIn(room, record, from, to));
                    }
                }
                return true;
            });
            return true;
        });
        return messages;
    }

    /** Returns whether the file has lost what memory had. */
    private boolean reload(StoredRoom room, long inTable, List<Message> inJournal) {
        long known = room.confirmed();
        long last = inTable + inJournal.size();
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
