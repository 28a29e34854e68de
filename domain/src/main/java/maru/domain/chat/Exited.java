package maru.domain.chat;

import maru.domain.Event;

/** A user is not in a room any more. */
public record Exited(RoomName room, UserName user) implements Event {}
