package maru.adapter.socket.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrameWriterTest {
    private static final byte[] NAME = FrameWriter.name("value");

    private final FrameWriter writer = new FrameWriter(1);

    @Test
    void writesNameAndFields() {
        writer.open(NAME).close();
        writer.open(NAME).field("a").close();
        writer.open(NAME).field("a").field(-7).field(new byte[0]).field("d").close();
        assertEquals("value<>value<a>value<a,-7,,d>", written());
    }

    @Test
    void escapesEachSpecialByteAndNoOther() {
        for (int value = 0; value < 256; value++) {
            for (int length = 0; length <= 17; length++) {
                byte[] field = new byte[length + 1];
                Arrays.fill(field, (byte) 'x');
                field[length] = (byte) value;
                writer.clear();
                writer.open(NAME).field(field).close();
                assertArrayEquals(reference(field), bytes());
            }
        }
    }

    @Test
    void agreesWithAByteWiseWriter() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 2_000; round++) {
            byte[] field = new byte[random.nextInt(300)];
            for (int at = 0; at < field.length; at++) {
                field[at] = random.nextInt(4) == 0 ? (byte) "<>,\\".charAt(random.nextInt(4)) : (byte) random.nextInt();
            }
            FrameWriter tight = new FrameWriter(random.nextInt(8));
            tight.open(NAME).field(field).close();
            assertArrayEquals(reference(field), Arrays.copyOf(tight.array(), tight.length()));
        }
    }

    @Test
    void writesAPartOfAnArray() {
        writer.open(NAME)
                .field("ab<cd".getBytes(StandardCharsets.US_ASCII), 1, 4)
                .close();
        assertEquals("value<b\\<c>", written());
    }

    @Test
    void writesTextAsUtf8() {
        writer.open(NAME).field("마루…").close();
        assertEquals("value<마루…>", new String(writer.array(), 0, writer.length(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            longs = {0, 1, 9, 10, 99, 100, -1, -10, 1_234_567_890_123L, Long.MAX_VALUE, -Long.MAX_VALUE, Long.MIN_VALUE
            })
    void writesNumbers(long number) {
        writer.open(NAME).field(number).field(number).close();
        assertEquals("value<" + number + "," + number + ">", written());
    }

    @Test
    void writesAllPowersOfTenAndTheirNeighbours() {
        for (long power = 1; power < Long.MAX_VALUE / 10; power *= 10) {
            for (long number = power - 1; number <= power + 1; number++) {
                writer.clear();
                writer.open(NAME).field(number).field(-number).close();
                assertEquals("value<" + number + "," + -number + ">", written());
            }
        }
    }

    @Test
    void putsEachFrameOnALineForAPerson() {
        writer.lineFeeds(true).open(NAME).field(1).close();
        writer.lineFeeds(false).open(NAME).field(2).close().lineFeed();
        assertEquals("value<1>\nvalue<2>\n", written());
    }

    @Test
    void appendsWholeFramesAndCountsPushes() {
        byte[] frames = "xxa<1>b<2>xx".getBytes(StandardCharsets.US_ASCII);
        writer.append(frames, 2, 10).countAsPush(8);
        assertEquals("a<1>b<2>", written());
        assertEquals(8, writer.pushBytes());
        writer.clear();
        assertEquals(0, writer.length());
        assertEquals(0, writer.pushBytes());
    }

    @Test
    void putsEachOfManyFramesOnALineButNoPartOfOne() {
        byte[] frames = "xxa<1\\>2>b<\\\\>c<\n>d<3".getBytes(StandardCharsets.US_ASCII);
        writer.appendLines(frames, 2, frames.length);
        assertEquals("a<1\\>2>\nb<\\\\>\nc<\n>\nd<3", written());
    }

    private String written() {
        return new String(bytes(), StandardCharsets.ISO_8859_1);
    }

    private byte[] bytes() {
        return Arrays.copyOf(writer.array(), writer.length());
    }

    private static byte[] reference(byte[] field) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("value<".getBytes(StandardCharsets.US_ASCII));
        for (byte b : field) {
            if (b == '<' || b == '>' || b == ',' || b == '\\') {
                out.write('\\');
            }
            out.write(b);
        }
        out.write('>');
        return out.toByteArray();
    }

    @Test
    void trimsToWhatItHolds() {
        FrameWriter grown = new FrameWriter(1);
        grown.append(new byte[1_000], 0, 1_000).append(new byte[1_000], 0, 1);
        grown.countAsPush(1);
        FrameWriter trimmed = grown.trimmed();
        assertEquals(1_001, trimmed.capacity());
        assertEquals(1_001, trimmed.length());
        assertEquals(1, trimmed.pushBytes());
    }
}
