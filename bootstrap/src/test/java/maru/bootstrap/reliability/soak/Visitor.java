package maru.bootstrap.reliability.soak;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One connection: counts its replies, answers pings, looks that no message of its room is missing. */
final class Visitor {
    private static final Set<String> REPLIES = Set.of(
            "ok", "value", "none", "entry", "keys", "watch", "welcome", "joined", "left", "sent", "rooms", "who",
            "whois", "history", "error", "pong");

    /** How it goes. */
    enum Leave {
        QUIT,
        CLOSE,
        RESET,
        VANISH
    }

    private final Tally tally;
    private final String name;
    private final String room;
    private final boolean isPerson;
    private final StringBuilder frame = new StringBuilder();
    private boolean isEscaped;
    private long unanswered;
    private long lastMessage = -1;
    private boolean hasVanished;
    private boolean goes;
    private boolean isOpen = true;
    private @Nullable String token;
    private @Nullable SocketChannel channel;

    /** @param isPerson who types lines */
    Visitor(Tally tally, String name, String room, boolean isPerson) {
        this.tally = tally;
        this.name = name;
        this.room = room;
        this.isPerson = isPerson;
    }

    String name() {
        return name;
    }

    String room() {
        return room;
    }

    boolean isPerson() {
        return isPerson;
    }

    /** Whether it can be asked to do something. */
    boolean isThere() {
        return isOpen && !goes && (token != null || isPerson);
    }

    boolean isOpen() {
        return isOpen;
    }

    /** Whether the server's goodbye is still to come. */
    boolean isAwaited() {
        return isOpen && !hasVanished;
    }

    @Nullable String token() {
        return token;
    }

    void connectedBy(SocketChannel its) {
        channel = its;
    }

    /** One request. */
    void ask(String request) {
        unanswered++;
        tally.count("requests");
        send(request);
    }

    /** One line of a person. */
    void type(String line) {
        tally.count("lines");
        send(line + "\n");
    }

    private void send(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        if (channel == null || !isOpen) {
            return;
        }
        try {
            channel.write(bytes);
            if (bytes.hasRemaining()) {
                throw new IOException("the server does not read");
            }
        } catch (IOException e) {
            end("send-failed");
        }
    }

    void leave(Leave how) throws IOException {
        goes = true;
        tally.count("leave-" + how);
        if (channel == null || !isOpen) {
            return;
        }
        switch (how) {
            case QUIT -> send(isPerson ? "/bye\n" : "quit<>");
            case CLOSE -> close();
            case RESET -> {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                close();
            }
            case VANISH -> hasVanished = true;
        }
    }

    private void close() throws IOException {
        isOpen = false;
        if (channel != null) {
            channel.close();
        }
    }

    void ended() {
        end("ended-by-server");
    }

    private void end(String how) {
        if (!goes) {
            tally.count("unexpected-" + how);
        }
        isOpen = false;
    }

    void received(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            char c = (char) (bytes.get() & 0xff);
            if (isPerson) {
                tally.count(c == '\n' ? "lines-received" : "characters-received");
            } else if (isEscaped) {
                isEscaped = false;
                frame.append(c);
            } else if (c == '\\') {
                isEscaped = true;
            } else if (c == '>') {
                received(frame.toString());
                frame.setLength(0);
            } else {
                frame.append(c);
            }
        }
    }

    private void received(String whole) {
        int angle = whole.indexOf('<');
        String kind = whole.substring(0, angle).trim();
        tally.count("got-" + kind);
        if (REPLIES.contains(kind)) {
            unanswered--;
        }
        List<String> fields = List.of(whole.substring(angle + 1).split(",", -1));
        switch (kind) {
            case "ping" -> answerPing();
            case "welcome" -> token = fields.get(2);
            case "joined" -> joined(fields);
            case "message" -> heard(fields);
            case "error" -> tally.count("error-" + fields.get(0));
            case "bye" -> bye(fields.get(0));
            default -> {}
        }
    }

    private void answerPing() {
        if (!hasVanished) {
            send("pong<>");
        }
    }

    private void joined(List<String> fields) {
        if (fields.get(0).equals(room)) {
            lastMessage = Long.parseLong(fields.get(3));
        }
    }

    /** A row of a history is a message as well, with an id that was seen before. */
    private void heard(List<String> fields) {
        if (!fields.get(0).equals(room)) {
            return;
        }
        long id = Long.parseLong(fields.get(1));
        if (id > lastMessage + 1) {
            tally.count("gaps");
            tally.count("gap-of-" + name + "-" + room + "-" + lastMessage + "-" + id);
        }
        lastMessage = Math.max(id, lastMessage);
    }

    /** Who is known by another connection from now on did nothing wrong. */
    private void bye(String reason) {
        tally.count("bye-" + reason);
        if (reason.equals("quit") && unanswered != 0) {
            tally.count("unanswered");
        }
        goes |= reason.equals("replaced");
    }
}
