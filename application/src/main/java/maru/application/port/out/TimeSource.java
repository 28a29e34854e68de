package maru.application.port.out;

/** What time it is. Cheap, from any thread. */
public interface TimeSource {
    /** Milliseconds since 1970 as the system's clock has it; may be set back or forth. For what is stored and shown. */
    long unixMillis();

    /** Milliseconds since some moment in the past; never runs backwards. For what decides. Above 0. */
    long monotonicMillis();
}
