package maru.domain.chat;

import maru.domain.Event;

/**
 * Something said in a room, once it is recorded.
 *
 * @param id 1, 2, 3, … in each room, without gaps
 * @param time when it was said, in Unix milliseconds
 */
public record Message(RoomName room, long id, long time, UserName from, Text text) implements Event {}
