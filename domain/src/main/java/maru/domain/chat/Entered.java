package maru.domain.chat;

import maru.domain.Event;

/** A user is in a room from now on. */
public record Entered(RoomName room, UserName user) implements Event {}
