package maru.domain;

/**
 * Something that clients are told without having asked: said in a room, done by a user, announced by an operator. Each
 * dialect shows the kinds that there are in its own way.
 */
public interface Event {}
