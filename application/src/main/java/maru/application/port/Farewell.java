package maru.application.port;

/**
 * What a client is told that can't be here.
 *
 * @param retryMillis when it may come again, in milliseconds from now; -1: never
 * @param detail a sentence for people
 */
public record Farewell(long retryMillis, String detail) {}
