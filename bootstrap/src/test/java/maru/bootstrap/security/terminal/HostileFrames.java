package maru.bootstrap.security.terminal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A program that sends every command there is, with something hostile in each of its fields, and what is no frame at
 * all. It reads what comes up to the answer of its last {@code ping<>}.
 */
final class HostileFrames implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 40_000;

    /** What a field is where nothing hostile stands in it: a letter each. */
    private static final String KEY = "k";

    private static final String ROOM = "r";
    private static final String USER = "u";
    private static final String NUMBER = "n";
    private static final String TEXT = "t";
    private static final String SECRET = "s";

    private static final List<List<String>> COMMANDS = List.of(
            List.of("get", KEY),
            List.of("put", KEY, TEXT),
            List.of("put-for", KEY, NUMBER, TEXT),
            List.of("hold", KEY, TEXT),
            List.of("del", KEY),
            List.of("entry", KEY),
            List.of("cas", KEY, NUMBER, TEXT),
            List.of("add", KEY, NUMBER),
            List.of("touch", KEY, NUMBER),
            List.of("keys", KEY, NUMBER, KEY),
            List.of("watch", KEY),
            List.of("unwatch", KEY),
            List.of("join", ROOM),
            List.of("leave", ROOM),
            List.of("say", ROOM, TEXT),
            List.of("say", ROOM, TEXT),
            List.of("say", ROOM, TEXT),
            List.of("say-once", ROOM, KEY, TEXT),
            List.of("tell", USER, TEXT),
            List.of("tell", USER, TEXT),
            List.of("rooms", ROOM),
            List.of("who", ROOM, USER),
            List.of("whois", USER),
            List.of("follow", USER),
            List.of("unfollow", USER),
            List.of("history", ROOM, NUMBER, NUMBER),
            List.of("since", ROOM, NUMBER, NUMBER, NUMBER),
            List.of("hello", NUMBER),
            List.of("help", KEY),
            List.of("pong"),
            List.of("login", USER),
            List.of("resume", SECRET),
            List.of("no-such-command", TEXT));

    /** Each of them costs a hash of a password. */
    private static final List<List<String>> COSTLY = List.of(
            List.of("login", USER, SECRET), List.of("register", USER, SECRET), List.of("password", SECRET, SECRET));

    private static final int COSTLY_IN = 400;

    private final HostileBytes hostile;
    private final Set<String> secrets;
    private final Socket socket;
    private final InputStream in;

    /** @param secrets gets all that it sends and is sent as one */
    HostileFrames(int port, HostileBytes hostile, Set<String> secrets) throws IOException {
        this.hostile = hostile;
        this.secrets = secrets;
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    /**
     * Sends so many requests, one frame in ten torn, and waits until all are answered.
     *
     * @return whether it is still welcome: it may have taken the name of somebody whom the operator throws out
     */
    boolean send(int count) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int left = count; left > 0; left--) {
            all.writeBytes(request());
            if (hostile.below(10) == 0) {
                all.writeBytes(hostile.next());
                // The end of whatever has begun: of a field that ends in a backslash, too.
                all.writeBytes(HostileBytes.utf8("> \n>\n"));
            }
        }
        return ask(all.toByteArray());
    }

    /** Sends that, and waits until it is answered, or the operator has ended the connection. */
    boolean ask(byte[] frames) throws IOException {
        socket.getOutputStream().write(frames);
        socket.getOutputStream().write(HostileBytes.utf8("ping<>"));
        for (List<String> frame = frame(); !frame.get(0).equals("pong"); frame = frame()) {
            if (frame.get(0).equals("welcome")) {
                secrets.add(frame.get(3));
            } else if (frame.get(0).equals("bye") && frame.get(1).equals("kicked")) {
                return false;
            }
        }
        return true;
    }

    private byte[] request() {
        boolean costly = hostile.below(COSTLY_IN) == 0;
        List<List<String>> commands = costly ? COSTLY : COMMANDS;
        List<String> command = commands.get(hostile.below(commands.size()));
        List<byte[]> fields = new ArrayList<>();
        for (String kind : command.subList(1, command.size())) {
            fields.add(field(kind));
        }
        return HostileBytes.frame(command.get(0), fields);
    }

    private byte[] field(String kind) {
        if (kind.equals(SECRET)) {
            return secret(hostile, secrets);
        }
        if (hostile.below(2) == 0) {
            return hostile.next();
        }
        return HostileBytes.utf8(
                switch (kind) {
                    case ROOM -> "dev";
                    case USER -> "eve";
                    case NUMBER -> "5";
                    default -> "key";
                });
    }

    /** One that nobody else has, with hostile bytes behind it. */
    static byte[] secret(HostileBytes hostile, Set<String> secrets) {
        String secret = "Secret" + Integer.toHexString(hostile.below(Integer.MAX_VALUE)) + "x" + secrets.size();
        secrets.add(secret);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(HostileBytes.utf8(secret));
        bytes.writeBytes(hostile.nextLine());
        return bytes.toByteArray();
    }

    /** The next frame: its name and its fields, a character for each byte. */
    private List<String> frame() throws IOException {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int b = read(); ; b = read()) {
            if (b == '>') {
                parts.add(part.toString().strip());
                return parts;
            } else if (b == '<' || b == ',') {
                parts.add(part.toString().strip());
                part.setLength(0);
            } else {
                part.append((char) (b == '\\' ? read() : b));
            }
        }
    }

    private int read() throws IOException {
        int b = in.read();
        if (b < 0) {
            throw new EOFException("the server closed the connection");
        }
        return b;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
