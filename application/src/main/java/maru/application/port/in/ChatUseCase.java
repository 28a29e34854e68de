package maru.application.port.in;

import java.util.List;
import maru.application.port.Caller;
import maru.application.port.Joined;
import maru.application.port.Reply;
import maru.application.port.RoomInfo;
import maru.domain.chat.Message;
import maru.domain.chat.OnceKey;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/**
 * Rooms and what is said in them, and whispers. Called on the caller's lane; never blocks. All of it is refused with
 * {@code login-required} to who is not logged in.
 *
 * <p>A message is recorded before anybody is shown it; all members see a room's messages in the order of their ids,
 * which have no gaps. What is said can be refused with {@code busy}, {@code storage-failed} or {@code uncertain}.
 */
public interface ChatUseCase {
    /** The most rows that one answer gives, whatever was asked for. */
    int MAX_LISTED = 1_000;

    /** A room with more members does not tell them who enters and exits. */
    int MAX_MEMBERS_TOLD = 1_000;

    /**
     * Enters a room, which is made if there is none ({@code limit} where there are too many); the others are told. For
     * a member the answer is the same, and nobody is told.
     */
    void join(Caller caller, RoomName room, Reply<Joined> reply);

    /** Exits; the others are told. {@code no-such-room}, {@code not-a-member}. */
    void leave(Caller caller, RoomName room, Reply<RoomName> reply);

    /** Says something in a room of which the caller is a member; answered with the message's id. */
    void say(Caller caller, RoomName room, Text text, Reply<Long> reply);

    /** As {@link #say}, once for the same user, room and key as long as the key is remembered. */
    void sayOnce(Caller caller, RoomName room, OnceKey key, Text text, Reply<Long> reply);

    /**
     * Tells a user alone; answered with the whisper's id. A registered user who is away gets it later, of anybody else
     * who is not online it is {@code no-such-user}.
     */
    void tell(Caller caller, UserName to, Text text, Reply<Long> reply);

    /** Rooms with members and those that always exist, in the order of their names, those behind {@code after} only. */
    void rooms(Caller caller, @Nullable RoomName after, Reply<List<RoomInfo>> reply);

    /** The members of a room in the order of their names, those behind {@code after} only. For members. */
    void who(Caller caller, RoomName room, @Nullable UserName after, Reply<List<UserName>> reply);

    /**
     * The newest messages of a room, the oldest of them first. For members.
     *
     * @param limit 1 or more, else {@code bad-arguments}; cut to {@value #MAX_LISTED}
     * @param before only messages with lower ids than this, 1 or more
     */
    void history(Caller caller, RoomName room, long limit, long before, Reply<List<Message>> reply);

    /**
     * What came after an id, without a hole; {@code gap} where that can't be given. For members.
     *
     * @param limit 1 or more, else {@code bad-arguments}; cut to {@value #MAX_LISTED}
     */
    void since(Caller caller, RoomName room, long epoch, long id, long limit, Reply<List<Message>> reply);
}
