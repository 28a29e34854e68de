package maru.bootstrap.security.supply;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known against libraries, as {@code supply/advisories.txt} says it, where the format is described. */
final class Advisories {
    private static final double WORST = 10;
    private static final Set<String> WORDS = Set.of("HIGH", "CRITICAL", "UNKNOWN");

    private final Map<String, String> lookedAt = new HashMap<>();
    private final Map<String, List<Advisory>> known = new HashMap<>();

    private record Advisory(String id, double score, LibraryVersion first, LibraryVersion fixed) {
        boolean affects(LibraryVersion version) {
            return first.compareTo(version) <= 0 && version.compareTo(fixed) < 0;
        }
    }

    Advisories(List<String> lines) {
        String library = "";
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] columns = line.split("\\s*\\|\\s*", -1);
            if (columns[0].equals("library") && columns.length == 3) {
                library = columns[1];
                lookedAt.put(library, columns[2]);
                known.put(library, new ArrayList<>());
            } else if (columns[0].equals("advisory") && columns.length == 6 && !library.isEmpty()) {
                known.get(library).add(advisory(columns));
            } else {
                throw new IllegalArgumentException("neither a library nor an advisory: " + line);
            }
        }
    }

    private static Advisory advisory(String... columns) {
        double score = WORDS.contains(columns[2]) ? WORST : Double.parseDouble(columns[2]);
        return new Advisory(columns[1], score, LibraryVersion.of(columns[3]), LibraryVersion.of(columns[4]));
    }

    /** What stands against shipping it, a sentence each: known vulnerabilities of that score or more, or that nobody looked. */
    List<String> against(Component component, double score) {
        List<String> against = new ArrayList<>();
        String version = lookedAt.get(component.name());
        if (version == null || !version.equals(component.version())) {
            against.add(component.name() + " " + component.version() + " was not looked up"
                    + (version == null ? "" : ", only " + version)
                    + ": look up what is known against it and change its lines in supply/advisories.txt");
        }
        for (Advisory advisory : known.getOrDefault(component.name(), List.of())) {
            if (advisory.score() >= score && advisory.affects(LibraryVersion.of(component.version()))) {
                against.add(component.name() + " " + component.version() + " is affected by " + advisory.id());
            }
        }
        return against;
    }
}
