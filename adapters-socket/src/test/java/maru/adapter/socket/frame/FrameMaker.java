package maru.adapter.socket.frame;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes frames as clients send them, and as nobody should: cut, glued, too long, with anything anywhere. */
public final class FrameMaker {
    private static final List<String> NAMES = List.of(
            "get",
            "put",
            "put-for",
            "hold",
            "del",
            "entry",
            "cas",
            "add",
            "touch",
            "keys",
            "watch",
            "unwatch",
            "hello",
            "ping",
            "help",
            "login",
            "resume",
            "register",
            "password",
            "logout-all",
            "join",
            "leave",
            "say",
            "say-once",
            "tell",
            "rooms",
            "who",
            "history",
            "since",
            "whois",
            "follow",
            "unfollow",
            "unknown",
            "a-name-of-more-than-twelve",
            "",
            "Get",
            "g\u00e9t");
    private static final byte[] SPECIAL = "<>,\\<>,\\ \t\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PLAIN = "abcz-019~/\u0000\u007f\u0080\u00ff".getBytes(StandardCharsets.ISO_8859_1);

    private final SplittableRandom random;
    private final int limit;

    /** @param limit some frames are about so long */
    public FrameMaker(SplittableRandom random, int limit) {
        this.random = random;
        this.limit = limit;
    }

    /** One frame, or what is left of it, with or without something behind it. */
    public byte[] next() {
        byte[] frame = wellFormed();
        for (int change = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 0; change > 0; change--) {
            frame = mutated(frame);
        }
        return frame;
    }

    private byte[] wellFormed() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String name = NAMES.get(random.nextInt(NAMES.size()));
        out.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
        out.write('<');
        int fields = random.nextInt(16) == 0 ? random.nextInt(12) : random.nextInt(4);
        for (int field = 0; field < fields; field++) {
            if (field > 0) {
                out.write(',');
            }
            field(out);
        }
        out.write('>');
        for (int blanks = random.nextInt(8) - 6; blanks > 0; blanks--) {
            out.write(SPECIAL[8 + random.nextInt(4)]);
        }
        return out.toByteArray();
    }

    private void field(ByteArrayOutputStream out) {
        if (random.nextBoolean()) {
            out.writeBytes(Long.toString(random.nextInt(-2, 1_000)).getBytes(StandardCharsets.US_ASCII));
            return;
        }
        int length = random.nextInt(random.nextInt(12) == 0 ? limit + limit / 2 : 9);
        for (int at = 0; at < length; at++) {
            if (random.nextInt(6) == 0) {
                out.write('\\');
                out.write(random.nextBoolean() ? SPECIAL[random.nextInt(SPECIAL.length)] : plain());
            } else {
                out.write(plain());
            }
        }
    }

    private byte plain() {
        return PLAIN[random.nextInt(PLAIN.length)];
    }

    private byte any() {
        return random.nextBoolean() ? SPECIAL[random.nextInt(SPECIAL.length)] : plain();
    }

    private byte[] mutated(byte[] frame) {
        if (frame.length == 0) {
            return frame;
        }
        int at = random.nextInt(frame.length);
        switch (random.nextInt(4)) {
            case 0 -> frame[at] = any();
            case 1 -> {
                return Arrays.copyOf(frame, at);
            }
            case 2 -> {
                byte[] longer = Arrays.copyOf(frame, frame.length + 1);
                System.arraycopy(frame, at, longer, at + 1, frame.length - at);
                longer[at] = any();
                return longer;
            }
            default -> {
                return Arrays.copyOfRange(frame, at, frame.length);
            }
        }
        return frame;
    }
}
