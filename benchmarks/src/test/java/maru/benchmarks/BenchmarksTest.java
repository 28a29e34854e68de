package maru.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs each benchmark once, so that none rots. Measures nothing. */
final class BenchmarksTest {
    @Test
    void eachRunsOnce() throws RunnerException {
        Options once = new OptionsBuilder()
                .forks(0)
                .mode(Mode.SingleShotTime)
                .warmupIterations(0)
                .measurementIterations(1)
                .param("keys", "100")
                .param("members", "10")
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        Collection<RunResult> results = new Runner(once).run();
        Set<String> benchmarks = new TreeSet<>();
        results.forEach(result -> benchmarks.add(simpleName(result.getParams().getBenchmark())));
        assertEquals(
                Set.of(
                        "EntryTableBenchmark.get",
                        "EntryTableBenchmark.getBatch",
                        "EntryTableBenchmark.overwrite",
                        "FanOutBenchmark.tellAll",
                        "FrameParserBenchmark.parse",
                        "JournalBenchmark.encode",
                        "JournalBenchmark.put"),
                benchmarks);
    }

    /** Class and method. */
    private static String simpleName(String benchmark) {
        return benchmark.replaceAll("^.*\\.(?=[^.]+\\.[^.]+$)", "");
    }
}
