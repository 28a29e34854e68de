package maru.application.port;

import maru.domain.chat.RoomName;

/** A room and how many members it has about now. */
public record RoomInfo(RoomName name, int members) {}
