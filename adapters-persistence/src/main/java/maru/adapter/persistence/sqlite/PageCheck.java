package maru.adapter.persistence.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the pages of a database with their sums. Not while anybody has it open. */
final class PageCheck {
    private static final Logger LOG = LoggerFactory.getLogger(PageCheck.class);

    /** Pages that are read together. */
    private static final int PIECE = 256;

    /** Where more are wrong than this, it was no bit that flipped. */
    private static final int MOST_REPAIRED = 8;

    /** Where SQLite's header has the size of a page. */
    private static final int PAGE_SIZE_AT = 16;

    private static final int SMALLEST_PAGE = 512;

    private final Path file;
    private final PageSums sums;
    private final LogCheck log;
    private final List<Repair> repairs = new ArrayList<>();
    private int firstBad;

    private PageCheck(Path file, PageSums sums, LogCheck log) {
        this.file = file;
        this.sums = sums;
        this.log = log;
    }

    /** Checks all pages of which the log has no newer state, and puts flipped bits right. */
    static PageCheck of(Path file, PageSums sums, LogCheck log) throws IOException {
        PageCheck check = new PageCheck(file, sums, log);
        try (FileChannel database = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            check.read(database);
            if (check.isSound()) {
                check.repair(database);
            }
        }
        return check;
    }

    boolean isSound() {
        return firstBad == 0;
    }

    /** What is wrong. */
    String damage() {
        return "page " + firstBad + " of " + sums.pages() + " is damaged or missing";
    }

    private void read(FileChannel database) throws IOException {
        int size = sums.pageSize();
        byte[] piece = new byte[PIECE * size];
        for (int first = 1; first <= sums.pages() && isSound(); first += PIECE) {
            int count = Math.min(PIECE, sums.pages() - first + 1);
            int length = LogFormat.readFully(database, piece, count * size, (first - 1L) * size);
            long[] expected = sums.read(first, count);
            for (int i = 0; i < count && isSound(); i++) {
                if (!log.has(first + i) && !sums.isLockPage(first + i)) {
                    check(first + i, piece, i * size, (i + 1) * size <= length, expected[i]);
                }
            }
        }
    }

    private void check(int page, byte[] piece, int at, boolean isThere, long expected) {
        int size = sums.pageSize();
        long found = PageSums.sum(piece, at, size);
        if (isThere && found == expected) {
            return;
        }
        if (!isThere || repairs.size() == MOST_REPAIRED || !repair(page, piece, at, found, expected)) {
            firstBad = page;
        }
    }

    /** A sum of which one half is right and the other has one wrong bit is the one that is damaged. */
    private boolean repair(int page, byte[] piece, int at, long found, long expected) {
        long difference = found ^ expected;
        if (Long.bitCount(difference) == 1) {
            repairs.add(new Repair(page, -1, (byte) 0, found));
            return true;
        }
        int size = sums.pageSize();
        int bit = FlippedBit.find(piece, at, at + size, () -> PageSums.isOf(expected, piece, at, size));
        if (bit >= 0) {
            int index = bit / Byte.SIZE;
            repairs.add(new Repair(page, (page - 1L) * size + index - at, piece[index], expected));
        }
        return bit >= 0;
    }

    /** @param place of the byte that is to be written; -1: the sum is */
    private record Repair(int page, long place, byte value, long sum) {}

    private void repair(FileChannel database) throws IOException {
        SortedMap<Integer, Long> wrongSums = new TreeMap<>();
        for (Repair repair : repairs) {
            if (repair.place < 0) {
                wrongSums.put(repair.page, repair.sum);
            } else {
                database.write(ByteBuffer.wrap(new byte[] {repair.value}), repair.place);
            }
            LOG.error(
                    "store_repaired file={} page={}: a bit had flipped, the disk or the memory is not sound",
                    repair.place < 0 ? PageSums.of(file) : file,
                    repair.page);
        }
        if (!repairs.isEmpty()) {
            sums.write(wrongSums);
            database.force(false);
        }
    }

    /** New sums of a database all of which is in its one file. */
    static PageSums reckon(Path file) throws IOException {
        try (FileChannel database = FileChannel.open(file, StandardOpenOption.READ)) {
            int size = pageSize(database);
            PageSums made = PageSums.create(file, size);
            try {
                int pages = (int) (database.size() / size);
                write(made, database, pages);
                made.cover(pages);
                return made;
            } catch (IOException e) {
                made.close();
                throw e;
            }
        }
    }

    private static int pageSize(FileChannel database) throws IOException {
        byte[] start = new byte[PAGE_SIZE_AT + Short.BYTES];
        LogFormat.readFully(database, start, start.length, 0);
        int size = Bytes.getShort(start, PAGE_SIZE_AT);
        return size < SMALLEST_PAGE ? 1 << Short.SIZE : size;
    }

    private static void write(PageSums made, FileChannel database, int pages) throws IOException {
        int size = made.pageSize();
        byte[] piece = new byte[PIECE * size];
        for (int first = 1; first <= pages; first += PIECE) {
            int count = Math.min(PIECE, pages - first + 1);
            LogFormat.readFully(database, piece, count * size, (first - 1L) * size);
            SortedMap<Integer, Long> found = new TreeMap<>();
            for (int i = 0; i < count; i++) {
                found.put(first + i, PageSums.sum(piece, i * size, size));
            }
            made.write(found);
        }
    }
}
