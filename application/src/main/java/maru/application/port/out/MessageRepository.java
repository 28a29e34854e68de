package maru.application.port.out;

import java.util.List;
import java.util.function.Consumer;
import maru.application.port.Lane;
import maru.application.port.Reply;
import maru.domain.chat.Message;
import maru.domain.chat.OnceKey;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/**
 * What was said in rooms: numbers it, records it and gives it back. From any lane; never blocks it.
 *
 * <ul>
 *   <li>A message is numbered when it is certain to be recorded, in the order in which messages are appended: ids count
 *       1, 2, 3, … in each room, also after a failure and a restart.
 *   <li>A message is given to nobody, by no method, before it is recorded as safely as this store can.
 *   <li>A key of {@code say-once} is remembered for {@link OnceKey#KEPT_MILLIS}, the newest
 *       {@link OnceKey#KEPT_OF_USER} of each user (in all rooms together); in a durable store across a restart.
 *   <li>What can't be recorded is refused with {@code storage-failed}, {@code uncertain}, {@code busy} or
 *       {@code shutting-down}.
 * </ul>
 */
public interface MessageRepository {
    /**
     * The log of a room, a new one where there is none.
     *
     * @param lane the room's, where the log's methods are called from now on and where its replies are answered
     */
    Log open(RoomName room, Lane lane);

    /**
     * A room has had no members for a while: what is in memory of it may go. Where that is all there is, what was said
     * goes with it, and the room has a new epoch when it is made again; else it has all that it had. On the room's lane;
     * the log is of no use any more.
     */
    void forget(Log log);

    /**
     * Who is told of messages that turn out to be recorded although their {@link Log#append} was refused as
     * {@code uncertain}: in the order of their ids, on their room's lane, before the answers of later ones. Called once,
     * before anything else.
     */
    void announceTo(Consumer<Message> listener);

    /** What was said in one room. For the room's lane. */
    interface Log {
        /** As it was first spelled. */
        RoomName room();

        /** Above 0; another one whenever the ids start anew. */
        long epoch();

        /** Id of the newest message that was recorded, 0 if there is none. */
        long last();

        /** Numbers and records a message. Answers come in the order of ids, when it may be shown. */
        void append(Draft draft, Reply<Appended> reply);

        /**
         * The newest messages with ids below {@code before}, the oldest of them first.
         *
         * @param limit 1 or more
         * @param before 1 or more; {@link Long#MAX_VALUE}: the newest there are
         */
        void history(int limit, long before, Reply<List<Message>> reply);

        /**
         * The messages right behind an id, at most {@code limit} of them. {@code gap} where one of all those behind it
         * is no longer kept, where the epoch is another, or the id is above the last.
         */
        void since(long epoch, long id, int limit, Reply<List<Message>> reply);
    }

    /**
     * Something to be recorded.
     *
     * @param time Unix milliseconds
     * @param once null: it is said however often it comes
     */
    record Draft(
            UserName from, Text text, long time, @Nullable OnceKey once) {}

    /**
     * Something that is recorded.
     *
     * @param message null where it was recorded before, under the same key
     */
    record Appended(long id, @Nullable Message message) {}
}
