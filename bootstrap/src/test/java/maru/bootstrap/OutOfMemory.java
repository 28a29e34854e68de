package maru.bootstrap;

import org.slf4j.LoggerFactory;

/** A server in which something meets an {@link OutOfMemoryError} once it serves. */
final class OutOfMemory {
    private OutOfMemory() {}

    /** The first argument says what becomes of the error, the others are the server's. */
    public static void main(String[] arguments) throws InterruptedException {
        String[] rest = new String[arguments.length - 1];
        System.arraycopy(arguments, 1, rest, 0, rest.length);
        Main.main(rest);
        OutOfMemoryError error = new OutOfMemoryError("Java heap space");
        if (arguments[0].equals("logged")) {
            LoggerFactory.getLogger("library").warn("a task failed", new IllegalStateException(error));
        } else {
            Thread thread = new Thread(() -> {
                throw error;
            });
            thread.start();
            thread.join();
        }
    }
}
