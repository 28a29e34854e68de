package maru.bootstrap.commandline;

import java.util.Map;

/**
 * Where the server runs.
 *
 * @param environment the environment variables
 * @param descriptors how many files and sockets the process may have open
 * @param heapBytes how large the heap may grow
 * @param processors how many event loops there are going to be
 */
public record Machine(Map<String, String> environment, long descriptors, long heapBytes, int processors) {
    /** For the listener, the store's file, the log, the JVM's own files, those who are told that it is full, a margin. */
    private static final long DESCRIPTORS_APART_FROM_CLIENTS = 128;

    /** Of the event loops so many are within that. */
    private static final int FEW_PROCESSORS = 8;

    /** An epoll instance, its timer and its alarm. */
    private static final int DESCRIPTORS_OF_A_LOOP = 3;

    static final int MOST_CLIENTS = 1_000_000;

    private static final int ROOMS = 100_000;

    /** A room in which something was said takes up to 1.5 KiB beside its messages, so all take up to 15 % of the heap. */
    private static final int HEAP_OF_ROOM = 10 << 10;

    public static Machine current() {
        return new Machine(
                System.getenv(),
                DescriptorLimit.read(),
                Runtime.getRuntime().maxMemory(),
                Runtime.getRuntime().availableProcessors());
    }

    /** How many clients there can be. */
    public int clients() {
        long more = (long) DESCRIPTORS_OF_A_LOOP * Math.max(0, processors - FEW_PROCESSORS);
        return (int) Math.max(1, Math.min(MOST_CLIENTS, descriptors - DESCRIPTORS_APART_FROM_CLIENTS - more));
    }

    /** How many rooms there may be where nothing is said. */
    int rooms() {
        return (int) Math.max(1, Math.min(ROOMS, heapBytes / HEAP_OF_ROOM));
    }
}
