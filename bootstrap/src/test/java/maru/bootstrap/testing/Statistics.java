package maru.bootstrap.testing;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** What {@code stats} on the console shows. */
public final class Statistics {
    private final Map<String, Long> figures = new HashMap<>();

    private Statistics() {}

    /** Asks the server; nobody else may be reading its standard output. */
    public static Statistics of(ServerProcess server) throws IOException {
        server.type("stats");
        server.type("clients nobody-has-this-in-his-row");
        Statistics statistics = new Statistics();
        for (String line = line(server); !line.equals("0 clients"); line = line(server)) {
            int blank = line.indexOf(' ');
            statistics.figures.put(line.substring(0, blank), Long.parseLong(line.substring(blank + 1)));
        }
        return statistics;
    }

    private static String line(ServerProcess server) throws IOException {
        String line = server.outputLine();
        if (line == null) {
            throw new IOException("the server has ended: " + server.errors());
        }
        return line;
    }

    /** 0 where the store has no such figure. */
    public long figure(String name) {
        return figures.getOrDefault(name, 0L);
    }
}
