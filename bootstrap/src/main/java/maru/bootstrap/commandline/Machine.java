package maru.bootstrap.commandline;

import java.util.Map;

/**
 * Where the server runs.
 *
 * @param environment the environment variables
 * @param descriptors how many files and sockets the process may have open
 * @param heapBytes how large the heap may grow
 */
public record Machine(Map<String, String> environment, long descriptors, long heapBytes) {
    /** For the listener, the store's file, the log, the JVM's own files, and a margin. */
    private static final long DESCRIPTORS_APART_FROM_CLIENTS = 128;

    static final int MOST_CLIENTS = 1_000_000;

    public static Machine current() {
        return new Machine(
                System.getenv(), DescriptorLimit.read(), Runtime.getRuntime().maxMemory());
    }

    /** How many clients there can be. */
    public int clients() {
        return (int) Math.max(1, Math.min(MOST_CLIENTS, descriptors - DESCRIPTORS_APART_FROM_CLIENTS));
    }
}
