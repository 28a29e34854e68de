package maru.bootstrap.sessions;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A way to type a name.
 *
 * @param shown the same in NFC
 * @param identity what all spellings of a name have in common; names are in the order of these
 */
record Spelling(String typed, String shown, String identity) {
    static final List<Spelling> USERS = Stream.concat(
                    Stream.of("ann", "bob", "cem", "dora", "eve", "finn", "gül.1", "h_2", "ina-3", "jo", "kim", "lea")
                            .flatMap(Spelling::cases),
                    Stream.of(
                            new Spelling("\uff4dax", "\uff4dax", "max"), // full width m
                            new Spelling("max", "max", "max"),
                            new Spelling("ne\u0301", "n\u00e9", "n\u00e9"), // decomposed
                            new Spelling("N\u00c9", "N\u00c9", "n\u00e9"),
                            new Spelling("마루", "마루", "마루")))
            .toList();

    /** A user who is none of those. */
    static final Spelling OBSERVER = new Spelling("observer", "observer", "observer");

    static final List<Spelling> ROOMS = Stream.concat(
                    Stream.of("general", "dev", "music", "off").flatMap(Spelling::cases),
                    Stream.of(
                            new Spelling("stra\u00dfe", "stra\u00dfe", "strasse"),
                            new Spelling("STRASSE", "STRASSE", "strasse"),
                            new Spelling("방", "방", "방")))
            .toList();

    static final List<String> NOT_NAMES =
            List.of("", "a b", "x\t", "\u0301a", "a\\,b", "a\\<", "!", "n".repeat(33), "\u200bz");

    private static final Map<String, Spelling> BY_TYPED =
            all().collect(Collectors.toMap(Spelling::typed, name -> name));

    private static final Map<String, String> BY_SHOWN =
            all().collect(Collectors.toMap(Spelling::shown, Spelling::identity, (one, other) -> one));

    private static Stream<Spelling> all() {
        return Stream.of(USERS, ROOMS, List.of(OBSERVER)).flatMap(List::stream);
    }

    private static Stream<Spelling> cases(String name) {
        String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        return Stream.of(new Spelling(name, name, name), new Spelling(capital, capital, name));
    }

    /** Null: it is no name. */
    static @Nullable Spelling of(String typed) {
        return BY_TYPED.get(typed);
    }

    /** Of a name as it was typed, or as the server showed it. */
    static String identityOf(String name) {
        Spelling typed = of(name);
        return typed == null ? BY_SHOWN.getOrDefault(name, name) : typed.identity();
    }
}
