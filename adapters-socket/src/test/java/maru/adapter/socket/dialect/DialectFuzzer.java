package maru.adapter.socket.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import maru.adapter.socket.server.EmbeddedClient;
import maru.adapter.socket.server.EmbeddedServer;
import maru.application.testing.Fuzzing;

/** All that a connection may send, from its first byte on, whatever dialect that chooses. */
public final class DialectFuzzer {
    private static final int LIMIT = 256;

    /** What a server of the test takes itself, with its tables; a connection's buffers are far below. */
    private static final long BYTES_OF_SERVER = 4 << 20;

    private static final long BYTES_OF_BYTE = 4_000;

    private static final Pattern PUSH = Pattern.compile("(changed|removed)<([^\\\\>]|\\\\.)*>", Pattern.DOTALL);

    private static final String HELP = "^type your name and Enter to chat[^\n]*\n";

    private DialectFuzzer() {}

    /** However it is cut into reads, the same answers come back, and no fault of the server's own. */
    public static void fuzzerTestOneInput(byte[] input) {
        String whole = answers(input, Math.max(1, input.length));
        int most = 1 + (input.length == 0 ? 0 : input[input.length - 1] & 0xff);
        String cut = answers(input, most);
        if (!whole.equals(cut)) {
            throw new AssertionError("at once: " + whole + ", in reads of " + most + ": " + cut);
        }
    }

    /** Nothing is allocated that is much larger. Not under Jazzer, whose own additions to the code allocate too. */
    static void checkMemory(byte[] input) {
        Fuzzing.withinBytes(BYTES_OF_SERVER + BYTES_OF_BYTE * input.length, () -> answers(input, input.length + 1));
    }

    private static String answers(byte[] input, int most) {
        try (EmbeddedServer server = new EmbeddedServer(LIMIT)) {
            EmbeddedClient client = server.connect();
            for (int at = 0; at < input.length; at += most) {
                client.send(Arrays.copyOfRange(input, at, Math.min(input.length, at + most)));
                client.takeAll();
            }
            String received = client.received();
            boolean isFrames = client.info().dialect().equals("frames"); // lines may be typed back as they are
            if (!server.fatal().isEmpty() || (isFrames && received.contains("bye<internal"))) {
                throw new AssertionError(server.fatal() + " " + received);
            }
            return client.isClosed() + " " + client.info().dialect() + " " + inOrder(received);
        }
    }

    /**
     * Pushes stand between answers wherever a read ends, and the last ones of a watch that ends may be left out. Line feeds
     * for who types begin where a read ends, too; and the help for who sends one first is not seen where the same read has
     * the connection closed.
     */
    private static String inOrder(String received) {
        return PUSH.matcher(received.replaceFirst(HELP, "").replace("\n", "")).replaceAll("");
    }

    static List<byte[]> seeds() {
        return List.of(
                bytes("login<alice>join<dev>say<dev,hello>tell<bob,psst>who<dev>history<dev,10>quit<>"),
                bytes("put<a,1>add<a,2>cas<a,0,x>hold<h,1>keys<,10>watch<>put<b,2>del<b>unwatch<>entry<a>"),
                bytes("\n ping<>\nhello<1>help<>nonsense<>put<a>"),
                bytes("put<a," + "v".repeat(300) + ">get<a>"),
                bytes("alice\nhello\n/channel dev\n/who\n/msg bob psst\n/history 3\n/rooms\n/help\n/quit\n/bye\n"),
                bytes("a b\n!\n" + "x".repeat(40) + "\n"),
                bytes("GET / HTTP/1.1\r\n"),
                bytes("\026\003\001"),
                bytes("SSH-2.0-x\r\n"),
                bytes(" ".repeat(1_030) + "ping<>"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
