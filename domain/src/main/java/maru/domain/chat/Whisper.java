package maru.domain.chat;

import maru.domain.Event;

/**
 * Something one user tells another.
 *
 * @param id grows with every whisper there is, with gaps
 * @param time when it was told, in Unix milliseconds
 */
public record Whisper(long id, long time, UserName from, UserName to, Text text) implements Event {}
