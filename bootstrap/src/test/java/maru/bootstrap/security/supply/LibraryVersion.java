package maru.bootstrap.security.supply;

import java.util.List;
import java.util.Locale;

/** A version as Maven's libraries write theirs: numbers, compared one by one, then a word; one before a release is older. */
record LibraryVersion(List<String> parts) implements Comparable<LibraryVersion> {
    private static final List<String> BEFORE_RELEASE = List.of("alpha", "beta", "m", "rc", "cr", "snapshot");

    static LibraryVersion of(String version) {
        return new LibraryVersion(List.of(version.toLowerCase(Locale.ROOT).split("[.-]|(?<=[a-z])(?=\\d)")));
    }

    @Override
    public int compareTo(LibraryVersion other) {
        for (int at = 0; at < Math.max(parts.size(), other.parts.size()); at++) {
            int order = Long.compare(part(at), other.part(at));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private long part(int at) {
        String part = at < parts.size() ? parts.get(at) : "0";
        if (part.chars().allMatch(Character::isDigit)) {
            return Long.parseLong(part);
        }
        int before = BEFORE_RELEASE.indexOf(part);
        return before < 0 ? 0 : before - BEFORE_RELEASE.size();
    }
}
