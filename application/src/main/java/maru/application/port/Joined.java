package maru.application.port;

import maru.domain.chat.RoomName;

/**
 * A caller is a member of a room.
 *
 * @param members how many the room has now
 * @param epoch another one whenever the room's ids start anew
 * @param last id of the newest message, 0 if there is none
 */
public record Joined(RoomName room, int members, long epoch, long last) {}
