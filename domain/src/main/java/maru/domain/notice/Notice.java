package maru.domain.notice;

import maru.domain.Event;
import maru.domain.chat.RoomName;
import maru.domain.chat.Text;
import maru.domain.chat.UserName;
import org.jspecify.annotations.Nullable;

/**
 * What an operator announces: to everybody, or to the members of a room, or to a user.
 *
 * @param id grows with every notice there is
 * @param until the Unix time in milliseconds until which it holds; 0: it is said once
 * @param room whose members it is for, or null
 * @param user whom it is for, or null
 */
public record Notice(
        long id,
        NoticeLevel level,
        long until,
        Text text,
        @Nullable RoomName room,
        @Nullable UserName user) implements Event {

    /** Whether those who come at that Unix time are told. */
    public boolean holdsAt(long unixMillis) {
        return until > unixMillis;
    }

    /** Whether it is for everybody. */
    public boolean isForAll() {
        return room == null && user == null;
    }

    /** The same with another number. */
    public Notice withId(long other) {
        return new Notice(other, level, until, text, room, user);
    }
}
