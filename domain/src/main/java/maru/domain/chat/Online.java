package maru.domain.chat;

import maru.domain.Event;

/** A user is logged in. */
public record Online(UserName user) implements Event {}
