package maru.adapter.socket.frame;

import static maru.adapter.socket.frame.PieceFeed.MALFORMED;
import static maru.adapter.socket.frame.PieceFeed.TOO_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import maru.adapter.socket.frame.FrameParser.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FrameParserTest {
    private static final int LIMIT = 48;
    private static final String LONGEST_NAME = "abcdefghijklmnopqrstuvwxyz-abcde";

    /** What is sent, and what is found in it; a {@code |} stands between two fields. */
    static Stream<Arguments> samples() {
        return Stream.of(
                arguments("get<a>", List.of("get<a>")),
                arguments("get<1>get<2>", List.of("get<1>", "get<2>")),
                arguments("put<1,hello, world>", List.of("put<1|hello| world>")),
                arguments("put<a,>", List.of("put<a|>")),
                arguments("ping<>", List.of("ping<>")),
                arguments("x<,,>", List.of("x<||>")),
                arguments("x<1,2,3,4,5,6,7,8,9,10>", List.of("x<1|2|3|4|5|6|7|8,9,10>")),
                arguments("put<a,\\<\\>\\,\\\\>", List.of("put<a|\\<\\>\\,\\\\> escaped")),
                arguments("put<a,\\b\\\n>", List.of("put<a|\\b\\\n> escaped")),
                arguments("put<a b,c\r\nd\te>", List.of("put<a b|c\r\nd\te>")),
                arguments("put<k,\u0000\u00ff\u0080>", List.of("put<k|\u0000\u00ff\u0080>")),
                arguments(" \t\r\nget<1>\r\n get<2>\n\n", List.of("get<1>", "get<2>")),
                arguments(LONGEST_NAME + "<>", List.of(LONGEST_NAME + "<>")),
                arguments("put-for<a,1,b>", List.of("put-for<a|1|b>")),
                arguments("", List.of()),
                arguments("  \n", List.of()),
                arguments("get<a", List.of()),
                arguments("get", List.of()),
                arguments("get<a\\>", List.of()));
    }

    static Stream<Arguments> malformedSamples() {
        return Stream.of(
                arguments("get<a<b>get<1>", List.of(MALFORMED, "get<1>")),
                arguments("get<a<b>>>get<1>", List.of(MALFORMED, "get<1>")),
                arguments("<a>get<1>", List.of(MALFORMED, "get<1>")),
                arguments("Get<a>get<1>", List.of(MALFORMED, "get<1>")),
                arguments("g_t<a,b>>get<1>", List.of(MALFORMED, "get<1>")),
                arguments("g\u00e9t<a>get<1>", List.of(MALFORMED, "get<1>")),
                arguments(LONGEST_NAME + "f<>get<1>", List.of(MALFORMED, "get<1>")),
                arguments("hello get<1>", List.of(MALFORMED, "get<1>")),
                arguments("hello\nget<1>", List.of(MALFORMED, "get<1>")),
                arguments("Hello, world\nget<1>", List.of(MALFORMED, MALFORMED, "get<1>")),
                arguments("get <a>get<1>", List.of(MALFORMED, MALFORMED, "get<1>")),
                arguments(">get<1>", List.of(MALFORMED, "get<1>")),
                arguments(">>>get<1>", List.of(MALFORMED, "get<1>")),
                arguments("get>>get<1>", List.of(MALFORMED, "get<1>")),
                arguments("<>> >get<1>", List.of(MALFORMED, MALFORMED, "get<1>")),
                arguments("get<1>>get<2>", List.of("get<1>", MALFORMED, "get<2>")),
                arguments("A<b\\>>c>get<1>", List.of(MALFORMED, MALFORMED, "get<1>")),
                arguments("a\\<b>get<1>", List.of(MALFORMED, "get<1>")),
                arguments("a\\ b<c>get<1>", List.of(MALFORMED, "get<1>")),
                arguments("\\get<a>get<1>", List.of(MALFORMED, "get<1>")),
                arguments("a\\>b>get<1>", List.of(MALFORMED, "get<1>")),
                arguments("get<a<\\>>get<1>", List.of(MALFORMED, "get<1>")));
    }

    static Stream<Arguments> longSamples() {
        String full = "put<a," + "x".repeat(LIMIT - 7) + ">";
        String over = "put<a," + "x".repeat(LIMIT - 6) + ">";
        String word = "y".repeat(LIMIT + 5);
        return Stream.of(
                arguments(full + "get<1>", List.of(full.replace(',', '|'), "get<1>")),
                arguments(over + "get<1>", List.of(TOO_LONG, "get<1>")),
                arguments(over + ">get<1>", List.of(TOO_LONG, MALFORMED, "get<1>")),
                arguments("put<a," + "\\>".repeat(LIMIT) + ">get<1>", List.of(TOO_LONG, "get<1>")),
                arguments("put<a," + "<".repeat(LIMIT) + ">get<1>", List.of(TOO_LONG, "get<1>")),
                arguments("put<a,b c\n" + "x".repeat(3 * LIMIT) + " \n>get<1>", List.of(TOO_LONG, "get<1>")),
                arguments("put<a," + "x".repeat(LIMIT), List.of(TOO_LONG)),
                arguments(word + "<a b>get<1>", List.of(TOO_LONG, "get<1>")),
                arguments(word + " get<1>", List.of(TOO_LONG, "get<1>")),
                arguments(word + "\nget<1>", List.of(TOO_LONG, "get<1>")),
                arguments("G" + word + " get<1>", List.of(TOO_LONG, "get<1>")),
                arguments("\\ ".repeat(LIMIT) + " get<1>", List.of(TOO_LONG, "get<1>")),
                arguments(word + "\\<b get<1>", List.of(TOO_LONG, "get<1>")),
                arguments(word + ">get<1>", List.of(TOO_LONG, "get<1>")));
    }

    static Stream<Arguments> allSamples() {
        return Stream.of(samples(), malformedSamples(), longSamples()).flatMap(stream -> stream);
    }

    @ParameterizedTest
    @MethodSource("allSamples")
    void findsTheSameInOnePiece(String sent, List<String> expected) {
        assertEquals(separated(expected), feed(bytes(sent), sent.length()));
    }

    @ParameterizedTest
    @MethodSource("allSamples")
    void findsTheSameByteByByte(String sent, List<String> expected) {
        assertEquals(separated(expected), feed(bytes(sent), 1));
    }

    @ParameterizedTest
    @MethodSource("allSamples")
    void findsTheSameCutInTwoAnywhere(String sent, List<String> expected) {
        byte[] bytes = bytes(sent);
        for (int cut = 0; cut <= bytes.length; cut++) {
            PieceFeed feed = new PieceFeed(LIMIT).feed(bytes, 0, cut).feed(bytes, cut, bytes.length);
            assertEquals(separated(expected), feed.found(), "cut at " + cut);
        }
    }

    @ParameterizedTest
    @MethodSource("allSamples")
    void agreesWithTheReference(String sent, List<String> expected) {
        assertEquals(separated(expected), ReferenceParser.parse(bytes(sent), LIMIT));
    }

    @Test
    void findsAllSamplesInOneBuffer() {
        StringBuilder sent = new StringBuilder();
        List<String> expected = new ArrayList<>();
        Stream.of(samples().limit(16), malformedSamples())
                .flatMap(stream -> stream)
                .forEach(sample -> {
                    sent.append(sample.get()[0]);
                    ((List<?>) sample.get()[1]).forEach(frame -> expected.add((String) frame));
                });
        byte[] bytes = bytes(sent.toString());
        for (int piece : new int[] {1, 7, bytes.length}) {
            assertEquals(separated(expected), feed(bytes, piece), "in pieces of " + piece);
        }
    }

    @Test
    void doesNotScanTwice() {
        FrameParser parser = new FrameParser(1_000);
        byte[] bytes = bytes("get<abcdefgh,ij\\>klm>");
        for (int to = 1; to < bytes.length; to++) {
            parser.begin(bytes, 0, to);
            assertEquals(Outcome.MORE, parser.next());
            Arrays.fill(bytes, 0, to, (byte) '>');
        }
        parser.begin(bytes, 0, bytes.length);
        assertEquals(Outcome.FRAME, parser.next());
        assertEquals(bytes.length, parser.position());
        assertEquals(FrameParser.nameCode("get"), parser.nameCode());
        assertEquals(1, parser.commaCount());
        assertEquals(12, parser.comma(0));
    }

    @Test
    void storesNothingOfASkippedFrame() {
        PieceFeed feed = new PieceFeed(LIMIT);
        byte[] bytes = bytes("put<a," + "x".repeat(LIMIT));
        feed.feed(bytes, 0, bytes.length);
        assertTrue(feed.parser().isInFrame());
        assertFalse(feed.parser().keepsBytes());
        feed.feed(bytes(">"), 0, 1);
        assertFalse(feed.parser().isInFrame());
    }

    @Test
    void skipsAnglesBehindAFrameThatTurnedOutToBeWrong() {
        FrameParser parser = new FrameParser(LIMIT);
        byte[] bytes = bytes("get<>>>get<1>");
        parser.begin(bytes, 0, 6);
        assertEquals(Outcome.FRAME, parser.next());
        parser.skipAnglesBehind();
        assertEquals(Outcome.MORE, parser.next());
        parser.begin(bytes, parser.position(), bytes.length);
        assertEquals(Outcome.FRAME, parser.next());
        assertEquals("get<1>", PieceFeed.describe(parser));
    }

    @Test
    void tellsOnceThatALineFeedStoodBetweenFrames() {
        assertFalse(lineFeedSeenIn("put<a,\n>get<1> \r\t"));
        assertTrue(lineFeedSeenIn("get<1>\n"));
        assertTrue(lineFeedSeenIn("\r\nget<1>"));
        assertTrue(lineFeedSeenIn("hello\n"));
    }

    @Test
    void givesEachNameOfUpToTwelveLettersItsNumber() {
        assertNotEquals(FrameParser.nameCode("ab"), FrameParser.nameCode("ba"));
        assertNotEquals(FrameParser.nameCode("a"), FrameParser.nameCode("aa"));
        assertNotEquals(FrameParser.nameCode("put-for"), FrameParser.nameCode("putfor"));
        PieceFeed feed = new PieceFeed(LIMIT);
        feed.feed(bytes("abcdefghijkl<>"), 0, 14);
        assertEquals(FrameParser.nameCode("abcdefghijkl"), feed.parser().nameCode());
        feed.feed(bytes("abcdefghijklm<>"), 0, 15);
        assertEquals(0, feed.parser().nameCode());
    }

    private static boolean lineFeedSeenIn(String sent) {
        PieceFeed feed = new PieceFeed(LIMIT).feed(bytes(sent), 0, sent.length());
        boolean seen = feed.parser().takeLineFeedSeen();
        assertFalse(feed.parser().takeLineFeedSeen());
        return seen;
    }

    private static List<String> feed(byte[] bytes, int piece) {
        PieceFeed feed = new PieceFeed(LIMIT);
        for (int at = 0; at < bytes.length; at += piece) {
            feed.feed(bytes, at, Math.min(bytes.length, at + piece));
        }
        return feed.found();
    }

    private static List<String> separated(List<String> frames) {
        return frames.stream()
                .map(frame -> frame.replace('|', PieceFeed.SEPARATOR))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
