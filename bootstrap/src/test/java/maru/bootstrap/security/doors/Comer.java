package maru.bootstrap.security.doors;

import java.io.IOException;
import java.net.InetAddress;
import maru.bootstrap.testing.FrameClient;
import maru.bootstrap.testing.ServerProcess;

/** Somebody who comes from an address of this machine, and what was said to that. */
record Comer(FrameClient client, String answer) implements AutoCloseable {
    /** Comes and asks something. */
    static Comer comes(ServerProcess server, String address) throws IOException {
        FrameClient client = new FrameClient(server.port(), InetAddress.getByName(address));
        try {
            return new Comer(client, client.ask("ping<>"));
        } catch (IOException e) {
            return new Comer(client, ""); // closed without a word
        }
    }

    boolean isIn() {
        return answer.equals("pong<>");
    }

    /** The milliseconds after which it may come again. */
    long retry() {
        return Long.parseLong(answer.split(",", -1)[1]);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
