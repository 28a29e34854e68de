package maru.domain.notice;

import maru.domain.Event;

/**
 * A notice is taken back.
 *
 * @param id the notice's
 */
public record NoticeEnd(long id) implements Event {}
