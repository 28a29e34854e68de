package maru.application.port.out;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;
import maru.application.port.Caller;
import maru.application.port.Farewell;
import maru.application.port.Lane;
import maru.domain.Event;
import maru.domain.chat.RoomName;
import org.jspecify.annotations.Nullable;

/** Shows callers what they did not ask for. */
public interface Audience {
    /** A room's members, none as yet: its methods are called on that lane. */
    Hall open(RoomName room, Lane lane);

    /**
     * Shows something to one caller. From any thread, also under a lock: it is handed to the caller's lane, in the order
     * of the calls.
     */
    void show(Caller to, Event event);

    /** Shows something to every caller that can be shown anything. As {@link #show}. */
    void showAll(Event event);

    /** The caller with that number, or null. From any thread. */
    @Nullable Caller find(long id);

    /** The callers that come from one of these addresses, some of which may be gone. From any thread. */
    List<Caller> from(Predicate<InetAddress> addresses);

    /** Ends a caller's connection, behind what it was shown so far. As {@link #show}. */
    void end(Caller caller, Ending why, Farewell farewell);

    /** The same for one that is not to come again. */
    default void end(Caller caller, Ending why, String detail) {
        end(caller, why, new Farewell(-1, detail));
    }

    /** Why the application ends a connection. */
    enum Ending {
        /** The user is here with another connection. */
        REPLACED,
        /** An operator does not want it here. */
        KICKED,
        /** Nor its user, or anybody from where it comes from, for a time or for good. */
        BANNED
    }

    /**
     * Those who hear one room. What its methods do reaches each member in the order of the calls; nobody hears what was
     * told before it was added, or after it was removed. What is to run on the lane that calls has run when the call
     * returns.
     */
    interface Hall {
        /**
         * Adds a member.
         *
         * @param then runs on the member's lane, before the member hears anything
         */
        void add(Caller member, Runnable then);

        /**
         * Removes a member.
         *
         * @param then runs on the member's lane, behind all that the member hears
         */
        void remove(Caller member, Runnable then);

        /** Shows something to all members. */
        void tell(Event event);

        /**
         * Answers a member behind what it has heard so far, and before what it hears from now on.
         *
         * @param then runs on the member's lane
         */
        void answer(Caller member, Runnable then);
    }
}
