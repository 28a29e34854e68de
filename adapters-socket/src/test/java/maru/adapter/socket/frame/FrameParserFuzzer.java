package maru.adapter.socket.frame;

import java.nio.charset.StandardCharsets;
import java.util.List;
import maru.application.testing.Fuzzing;

/** Bytes that may be frames. The first of an input says how the others are cut into reads. */
public final class FrameParserFuzzer {
    private static final int LIMIT = 64;
    private static final long BYTES_OF_PARSER = 2 * LIMIT + 512;

    private FrameParserFuzzer() {}

    /** However they are cut, the same frames are found, which are those of the protocol's page. */
    public static void fuzzerTestOneInput(byte[] input) {
        List<String> expected = ReferenceParser.parse(input, LIMIT);
        for (int most : new int[] {input.length, 1, input.length == 0 ? 1 : 1 + (input[0] & 0xff)}) {
            List<String> found = feed(input, Math.max(1, most));
            if (!found.equals(expected)) {
                throw new AssertionError("in reads of " + most + ": " + found + ", expected was " + expected);
            }
        }
        Fuzzing.withinBytes(BYTES_OF_PARSER, () -> parse(input));
    }

    private static List<String> feed(byte[] input, int most) {
        PieceFeed feed = new PieceFeed(LIMIT);
        for (int at = 0; at < input.length; at += most) {
            feed.feed(input, at, Math.min(input.length, at + most));
        }
        return feed.found();
    }

    /** Where they stand. */
    private static void parse(byte[] input) {
        FrameParser parser = new FrameParser(LIMIT);
        parser.begin(input, 0, Math.max(0, input.length - Long.BYTES)); // it may look at some bytes behind
        while (parser.next() != FrameParser.Outcome.MORE) {
            parser.commaCount();
        }
    }

    static List<byte[]> seeds() {
        return List.of(
                bytes("get<key>put<key,hello, world>put-for<code,60,4711>\n"),
                bytes("put<a\\,b,\\<c\\>\\\\>get<>>>ping<>a b<c>"),
                bytes("put<k," + "v".repeat(80) + ">ping<>"),
                bytes("a-name-of-more-than-thirty-two-letters<>get<a<b>>\n\nping<>"),
                bytes("say-once<dev,k,a,b,c,d,e,f,g,h,i>nonsense\\> x<1>"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
