package maru.bootstrap.reliability.clients;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A crowd in a process of its own, which can be stopped: then its clients vanish, but their connections stand. */
public final class CrowdProcess implements Closeable {
    private static final String TOUCH = "touch";
    private static final String DONE = "done";

    private final Process process;
    private final BufferedReader output;

    /** So many come into each of them. */
    CrowdProcess(int port, String prefix, int rooms, int each) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrowdProcess.class.getName(),
                        Integer.toString(port),
                        prefix,
                        Integer.toString(rooms),
                        Integer.toString(each))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = process.inputReader(StandardCharsets.UTF_8);
        awaitDone();
    }

    /** What runs in that process: port, prefix of names, rooms, clients of each. */
    public static void main(String[] arguments) throws IOException {
        int rooms = Integer.parseInt(arguments[2]);
        int each = Integer.parseInt(arguments[3]);
        try (Crowd crowd = new Crowd(Integer.parseInt(arguments[0]), arguments[1]);
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (int room = 0; room < rooms; room++) {
                crowd.enter(each, "room" + room);
            }
            System.out.println(DONE);
            for (String line = input.readLine(); TOUCH.equals(line); line = input.readLine()) {
                crowd.touch();
                System.out.println(DONE);
            }
        }
    }

    private void awaitDone() throws IOException {
        String line = output.readLine();
        if (!DONE.equals(line)) {
            throw new IOException("the crowd did not come: " + line);
        }
    }

    /** Each of its clients gives a last sign of life, and none reads or answers any more. */
    void vanish() throws IOException, InterruptedException {
        process.getOutputStream().write((TOUCH + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        awaitDone();
        Process kill = new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start();
        if (kill.waitFor() != 0) {
            throw new IOException("kill -STOP exited with " + kill.exitValue());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
