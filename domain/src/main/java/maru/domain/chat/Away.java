package maru.domain.chat;

import maru.domain.Event;

/** A user is not logged in. */
public record Away(UserName user) implements Event {}
