package maru.adapter.persistence.sqlite;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import maru.adapter.persistence.Durability;
import maru.adapter.persistence.StoreException;
import maru.application.testing.SettableTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not as they were written: they are put right or refused, and never answered from as if all was well. */
@Timeout(value = 25, unit = TimeUnit.MINUTES) // each place has a deadline of its own
class DamageTest {
    private static final int PAGE = 4_096;
    private static final int FRAME = PAGE + 24;

    /** Random places; {@code maru.damage.places} sets another number. */
    private static final int PLACES =
            Integer.getInteger("maru.damage.places", Boolean.getBoolean("maru.nightly") ? 3_000 : 100);

    private static final long DEADLINE_SECONDS = 30;

    private static final SettableTime TIME = new SettableTime();
    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "opener");
        thread.setDaemon(true);
        return thread;
    });

    @TempDir
    static Path directory;

    private static Map<String, Path> images = new LinkedHashMap<>();
    private static final Map<String, Map<String, String>> TRUTH = new LinkedHashMap<>();

    private final Map<String, Integer> tally = new TreeMap<>();

    private enum Outcome {
        REFUSED,
        REPAIRED,
        HARMLESS
    }

    @BeforeAll
    static void makeImages() throws Exception {
        try (DamageImages maker = new DamageImages(TIME, directory)) {
            images = maker.make();
        }
        for (Map.Entry<String, Path> image : images.entrySet()) {
            TRUTH.put(image.getKey(), StoreContent.of(scratch(image.getValue()), TIME));
        }
    }

    @AfterAll
    static void end() {
        THREAD.shutdownNow();
    }

    private static Path scratch(Path image) throws IOException {
        return DamageImages.copy(image, directory.resolve("scratch"), "maru.db");
    }

    @Test
    void oneFlippedBitIsPutRightOrRefused() throws Exception {
        long seed = Long.getLong("maru.damage.seed", System.nanoTime());
        Random random = new Random(seed);
        List<String> names = List.copyOf(images.keySet());
        for (int i = 0; i < PLACES; i++) {
            String name = names.get(i % names.size());
            Path image = images.get(name);
            List<String> suffixes = new ArrayList<>(List.of("", "", ".sums"));
            if (name.startsWith("killed")) {
                suffixes.addAll(List.of("-wal", "-wal", "-wal", "-shm"));
            }
            String suffix = suffixes.get(random.nextInt(suffixes.size()));
            long place = place(random, image, suffix);
            int bit = random.nextInt(8);
            String where = name + ", maru.db" + suffix + " byte " + place + " bit " + bit + ", seed " + seed;
            Outcome outcome =
                    THREAD.submit(() -> flip(name, suffix, place, bit, where)).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            tally.merge("maru.db" + suffix + " " + outcome, 1, Integer::sum);
        }
        System.out.println("flipped bits, " + PLACES + " places, seed " + seed + ": " + tally + ", wrong: 0");
    }

    private static long place(Random random, Path image, String suffix) throws IOException {
        byte[] bytes = Files.readAllBytes(image.resolveSibling(image.getFileName() + suffix));
        int kind = random.nextInt(10);
        if (kind < 4 || bytes.length <= FRAME) {
            return random.nextInt(bytes.length);
        }
        return switch (suffix) {
            case "" -> placeInPages(random, bytes, kind);
            case "-wal" -> placeInLog(random, bytes, kind);
            default -> random.nextInt(64);
        };
    }

    /** In the first bytes of pages, and most often of those that lead to others. */
    private static long placeInPages(Random random, byte[] bytes, int kind) {
        int page = random.nextInt(bytes.length / PAGE);
        if (kind == 4) {
            return random.nextInt(120);
        }
        for (int tries = 0; kind < 8 && tries < 1_000 && bytes[page * PAGE] != 2 && bytes[page * PAGE] != 5; tries++) {
            page = random.nextInt(bytes.length / PAGE);
        }
        return (long) page * PAGE + random.nextInt(40);
    }

    private static long placeInLog(Random random, byte[] bytes, int kind) {
        if (kind == 4) {
            return random.nextInt(32);
        }
        int frames = (bytes.length - 32) / FRAME;
        int frame = kind < 7 ? random.nextInt(frames) : Math.max(0, lastFrame(bytes, frames) - random.nextInt(3));
        return 32L + (long) frame * FRAME + (kind == 9 ? random.nextInt(FRAME) : random.nextInt(24));
    }

    private static int lastFrame(byte[] bytes, int frames) {
        int last = 0;
        for (int i = 0; i < frames; i++) {
            if (Bytes.getLong(bytes, 32 + i * FRAME + 8) == Bytes.getLong(bytes, 16)) {
                last = i;
            }
        }
        return last;
    }

    private static Outcome flip(String name, String suffix, long place, int bit, String where) throws Exception {
        Path file = scratch(images.get(name));
        Path flipped = file.resolveSibling(file.getFileName() + suffix);
        FileTime changed = Files.getLastModifiedTime(flipped);
        byte before = read(flipped, place);
        write(flipped, place, (byte) (before ^ 1 << bit));
        Files.setLastModifiedTime(flipped, changed);
        try {
            StoreCheck.run(file, Durability.POWER);
            boolean isRepaired = Files.exists(flipped) && read(flipped, place) == before;
            compare(TRUTH.get(name), StoreContent.of(file, TIME), where);
            return isRepaired ? Outcome.REPAIRED : Outcome.HARMLESS;
        } catch (StoreException e) {
            assertTrue(e.getMessage().contains(StoreCheck.ADVICE), where + ": " + e.getMessage());
            return Outcome.REFUSED;
        }
    }

    @Test
    void databaseThatWasCutIsRefused() throws Exception {
        for (String name : images.keySet()) {
            for (int share : List.of(0, 1, 30, 60, 99)) {
                Path file = scratch(images.get(name));
                FileTime changed = Files.getLastModifiedTime(file);
                cut(file, Files.size(file) * share / 100);
                Files.setLastModifiedTime(file, changed);
                refusedOrAsItWas(file, name, "cut to " + share + " % of " + name);
            }
        }
    }

    /** As after the end of a process: the machine ran on, so there is nothing that was not yet on disk. */
    @Test
    void logThatWasCutIsRefused() throws Exception {
        for (String name : killed()) {
            for (int share : List.of(0, 1, 20, 50, 80, 95, 99)) {
                Path file = scratch(images.get(name));
                Path log = LogFormat.of(file);
                cut(log, Files.size(log) * share / 100);
                refusedOrAsItWas(file, name, "log cut to " + share + " % of " + name);
            }
        }
    }

    @Test
    void logThatIsGoneIsRefused() throws Exception {
        for (String name : killed()) {
            Path file = scratch(images.get(name));
            Files.delete(LogFormat.of(file));
            StoreException refused = assertThrows(StoreException.class, () -> StoreContent.of(file, TIME));
            assertTrue(refused.getMessage().contains("-wal is missing or cut"), refused.getMessage());
        }
    }

    @Test
    void logOfAnotherTimeIsRefused() throws Exception {
        for (String older : List.of("killed, all folded", "killed after a checkpoint", "killed, in the journal")) {
            for (String name : images.keySet()) {
                if (!older.equals(name)) {
                    Path file = scratch(images.get(name));
                    Files.copy(LogFormat.of(images.get(older)), LogFormat.of(file), REPLACE_EXISTING);
                    refusedOrAsItWas(file, name, "log of " + older + " beside " + name);
                }
            }
        }
    }

    @Test
    void sumsThatAreGoneAreMadeAnew() throws Exception {
        for (String name : images.keySet()) {
            Path file = scratch(images.get(name));
            Files.delete(PageSums.of(file));
            compare(TRUTH.get(name), StoreContent.of(file, TIME), name);
            assertTrue(Files.exists(PageSums.of(file)));
        }
    }

    /** Whoever looks at the file of a server that was killed may take the log over, as SQLite's own shell does. */
    @Test
    void fileThatAnotherProgramOpenedAndClosedIsTaken() throws Exception {
        for (String name : killed()) {
            Path file = scratch(images.get(name));
            try (Connection other = SqliteFile.connect(file, false)) {
                Sql.update(other, "DELETE FROM meta WHERE name = ?", "none");
            }
            assertFalse(Files.exists(LogFormat.of(file)));
            compare(TRUTH.get(name), StoreContent.of(file, TIME), name);
        }
    }

    /** A copy of another day, with the sums of what it took the place of beside it. */
    @Test
    void copyThatWasPutInItsPlaceIsTaken() throws Exception {
        String name = "stopped, all folded";
        Path file = scratch(images.get(name));
        Files.copy(
                images.get("killed, in the journal").resolveSibling("maru.db.sums"),
                PageSums.of(file),
                REPLACE_EXISTING);
        compare(TRUTH.get(name), StoreContent.of(file, TIME), name);
        Path stopped = scratch(images.get(name));
        Files.copy(
                images.get("stopped, in the journal").resolveSibling("maru.db.sums"),
                PageSums.of(stopped),
                REPLACE_EXISTING);
        compare(TRUTH.get(name), StoreContent.of(stopped, TIME), name);
    }

    private static List<String> killed() {
        return images.keySet().stream()
                .filter(name -> name.startsWith("killed"))
                .toList();
    }

    private static void cut(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private static void refusedOrAsItWas(Path file, String name, String where) throws Exception {
        try {
            compare(TRUTH.get(name), StoreContent.of(file, TIME), where);
        } catch (StoreException e) {
            assertTrue(e.getMessage().startsWith("can't open "), e.getMessage());
        }
    }

    private static byte read(Path file, long place) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.read(one, place);
        }
        return one.get(0);
    }

    private static void write(Path file, long place, byte value) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {value}), place);
        }
    }

    private static String inShort(@Nullable String answer) {
        return answer == null || answer.length() < 200 ? String.valueOf(answer) : answer.substring(0, 200) + "...";
    }

    private static void compare(Map<String, String> truth, Map<String, String> found, String where) {
        Set<String> questions = new TreeSet<>(truth.keySet());
        questions.addAll(found.keySet());
        for (String question : questions) {
            String answer = truth.get(question);
            String given = found.get(question);
            if (!Objects.equals(answer, given) && !StoreContent.REFUSED.equals(given)) {
                fail(where + ": " + question + ": " + inShort(given) + " and not " + inShort(answer));
            }
        }
    }
}
