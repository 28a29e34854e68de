package maru.bootstrap.reliability.kill;

import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerProcess;

/**
 * Puts one key after the other without waiting for answers, on one thread, and reads the answers on another, until the
 * server says bye.
 */
final class PipelinedWriter {
    private static final int MOST_TOGETHER = 200;

    private final int number;
    private final FrameClient client;
    private volatile boolean ended;
    private volatile int sent;
    private int answered;
    private int refused;

    PipelinedWriter(int number, ServerProcess server) throws IOException {
        this.number = number;
        this.client = server.connect();
    }

    String key(int at) {
        return "k" + number + "." + at;
    }

    void send(double perSecond) {
        Pace pace = new Pace(perSecond, MOST_TOGETHER);
        while (!ended) {
            StringBuilder requests = new StringBuilder();
            int to = sent + pace.next();
            for (int at = sent; at < to; at++) {
                requests.append("put<").append(key(at)).append(',').append(at).append('>');
            }
            sent = to;
            try {
                client.send(requests.toString());
            } catch (IOException e) {
                return; // the reader says whether that was in good order
            }
        }
    }

    /** Returns when the server has said bye, and nothing behind it. */
    void read(LongAdder answers) throws IOException {
        while (true) {
            String frame = client.frame();
            if (frame.equals("ok<>") && refused == 0) {
                answered++;
                answers.increment();
            } else if (frame.startsWith("error<shutting-down,")) {
                refused++;
            } else if (frame.startsWith("bye<shutting-down,")) {
                ended = true;
                expectEnd();
                return;
            } else {
                throw new AssertionError(frame + " behind " + answered + " answers");
            }
        }
    }

    private void expectEnd() throws IOException {
        try {
            throw new AssertionError(client.frame() + " behind bye");
        } catch (EOFException e) {
            client.close();
        }
    }

    int sent() {
        return sent;
    }

    /** The first so many are done. */
    int answered() {
        return answered;
    }

    int refused() {
        return refused;
    }
}
