package maru.application.testing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs a target of a fuzzer: a class with {@code public static void fuzzerTestOneInput(byte[])}, which throws where
 * something is wrong. At night under Jazzer, in a process of its own, which looks for inputs that reach other code; else
 * over inputs that are known to matter, and small changes of these.
 */
public final class Fuzzing {
    private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";
    private static final int LONGEST_INPUT = 4_096;
    private static final int SECONDS_AN_INPUT = 60;
    private static final long PATIENCE_SECONDS = 120;
    private static final int CHANGES_OF_A_SEED = 40;
    private static final int TRIES = 3;
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Fuzzing() {}

    /** Has the target take each seed, all beginnings of it, and some others that differ in a few bytes. */
    public static void overSeeds(Consumer<byte[]> target, List<byte[]> seeds) {
        SplittableRandom random = new SplittableRandom(20261121);
        for (byte[] seed : seeds) {
            for (int length = 0; length <= seed.length; length += 1 + seed.length / CHANGES_OF_A_SEED) {
                take(target, Arrays.copyOf(seed, length));
            }
            for (int change = 0; change < CHANGES_OF_A_SEED; change++) {
                byte[] changed = seed.clone();
                for (int bytes = 1 + random.nextInt(3); bytes > 0 && changed.length > 0; bytes--) {
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
                }
                take(target, changed);
            }
        }
    }

    private static void take(Consumer<byte[]> target, byte[] input) {
        try {
            target.accept(input.clone());
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("input " + Arrays.toString(input), e);
        }
    }

    /** Has Jazzer look for inputs that the target fails at. What it finds stays in {@code target/fuzz}. */
    public static void withJazzer(Class<?> target, Duration time, List<byte[]> seeds)
            throws IOException, InterruptedException {
        Path folder = Path.of("target", "fuzz", target.getSimpleName()).toAbsolutePath();
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        for (int seed = 0; seed < seeds.size(); seed++) {
            Files.write(corpus.resolve("seed-" + seed), seeds.get(seed));
        }
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command(target, time, folder, corpus))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(time.toSeconds() + PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(target + ": " + (ended ? "" : "not ended in time, ") + tail(output));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> command(Class<?> target, Duration time, Path folder, Path corpus) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                JAZZER,
                "--target_class=" + target.getName(),
                "--instrumentation_includes=maru.**",
                "--custom_hook_includes=maru.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                "-max_total_time=" + time.toSeconds(),
                "-max_len=" + LONGEST_INPUT,
                "-timeout=" + SECONDS_AN_INPUT,
                corpus.toString());
    }

    private static String tail(Path output) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(output));
        return output + ":\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    }

    /**
     * Runs something that can be run again, and finds that it takes no more than so many bytes of the heap: once, that is;
     * the first use of a class takes more.
     */
    public static void withinBytes(long most, Runnable code) {
        long taken = Long.MAX_VALUE;
        for (int left = TRIES; left > 0 && taken > most; left--) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            code.run();
            taken = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        if (taken > most) {
            throw new AssertionError(taken + " bytes were allocated, at most " + most + " may be");
        }
    }
}
