package maru.bootstrap.reliability.soak;

import static maru.bootstrap.testing.ProcessFigures.mebibytes;
import static maru.bootstrap.testing.ProcessFigures.size;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import maru.bootstrap.testing.ProcessFigures;
import maru.bootstrap.testing.ServerProcess;
import maru.bootstrap.testing.Statistics;

/** The server's figures from time to time, each time printed as a row. */
final class Samples implements Closeable {
    private static final long MIB = 1 << 20;

    private final ServerProcess server;
    private final ProcessFigures process;
    private final Path folder;
    private final long begin = System.nanoTime();
    private final Series heap = new Series("heap");
    private final Series direct = new Series("direct");
    private final Series resident = new Series("resident");
    private final Series descriptors = new Series("descriptors");
    private final Series threads = new Series("threads");
    private final Series wal = new Series("wal");
    private final Series journal = new Series("journal");
    private final Series waiting = new Series("waiting");
    private final Series file = new Series("file");
    private final Series messages = new Series("messages");

    Samples(ServerProcess server, Path folder) throws IOException {
        this.server = server;
        this.folder = folder;
        process = new ProcessFigures(server.pid());
        print(
                "  time   heap direct    rss   fds thr    wal journal waiting     db messages clients rooms   keys    cpu");
    }

    ProcessFigures process() {
        return process;
    }

    Statistics take() throws IOException {
        Statistics stats = Statistics.of(server);
        heap.add(process.heapAfterCollection());
        direct.add(process.directBytes());
        resident.add(process.residentBytes());
        descriptors.add(process.descriptors());
        threads.add(process.threads().size());
        wal.add(size(folder.resolve("maru.db-wal")));
        file.add(size(folder.resolve("maru.db")));
        journal.add(stats.figure("store.journal-bytes"));
        waiting.add(stats.figure("store.waiting"));
        messages.add(stats.figure("store.messages"));
        print(row(stats));
        return stats;
    }

    private String row(Statistics stats) {
        return String.format(
                Locale.ROOT,
                "%6d %6s %6s %6s %5d %3d %6s %7s %7d %6s %8d %7d %5d %6d %6.0f",
                (System.nanoTime() - begin) / 1_000_000_000,
                mebibytes(heap.last()),
                mebibytes(direct.last()),
                mebibytes(resident.last()),
                descriptors.last(),
                threads.last(),
                mebibytes(wal.last()),
                mebibytes(journal.last()),
                waiting.last(),
                mebibytes(file.last()),
                messages.last(),
                stats.figure("clients.connected"),
                stats.figure("rooms"),
                stats.figure("store.keys"),
                process.processorSeconds());
    }

    /** Those that grew in the last third of the time; the file is allowed its messages. */
    List<Series> grown() {
        return List.of(heap, direct, resident, descriptors, threads, wal, journal, waiting).stream()
                .filter(series -> !isFlat(series))
                .toList();
    }

    /**
     * While a password is hashed that takes 19 MiB of the heap, and what is not folded has up to 60. Users last seen are
     * kept up to 100,000, which so many clients reach after 42 minutes.
     */
    private static boolean isFlat(Series series) {
        long slack = slack(series);
        return series.name().equals("heap") ? series.hasFlatFloor(slack) : series.isFlat(slack);
    }

    /** Buffers come in chunks of 4 MiB, the journal goes up and down with the load of others on the machine. */
    private static long slack(Series series) {
        return switch (series.name()) {
            case "heap" -> 2 * MIB;
            case "direct", "wal", "journal" -> 4 * MIB;
            case "resident" -> 16 * MIB;
            case "descriptors" -> 50;
            case "waiting" -> 1_000;
            default -> 0;
        };
    }

    /** How many bytes of the file came with each message of the last third. */
    long bytesOfMessage() {
        long grown = file.medianOfThird(2) - file.medianOfThird(1);
        return grown / Math.max(1, messages.medianOfThird(2) - messages.medianOfThird(1));
    }

    /** The medians of the thirds of the time. */
    @Override
    public String toString() {
        return List.of(heap, direct, resident, descriptors, threads, wal, journal, waiting, file, messages)
                .toString();
    }

    static void print(String line) {
        System.out.println(line);
    }

    @Override
    public void close() {
        process.close();
    }
}
