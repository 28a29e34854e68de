package maru.bootstrap.sessions;

/** When something was asked and when its answer was read: on the monotonic clock, and in Unix milliseconds. */
record Span(long askedNanos, long answeredNanos, long askedUnix, long answeredUnix) {
    static Span since(long askedNanos, long askedUnix) {
        return new Span(askedNanos, System.nanoTime(), askedUnix, System.currentTimeMillis());
    }
}
