package maru.bootstrap.security.supply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AdvisoriesTest {
    private static Advisories list(String version) {
        return new Advisories(List.of(
                "# a comment",
                "",
                "library  | a:b | " + version,
                "advisory | CVE-1 | 7.0 | 4.2.0.Final | 4.2.13.Final | here",
                "advisory | CVE-2 | 6.9 | 0 | 9 | here",
                "advisory | CVE-3 | UNKNOWN | 4.2.14 | 4.2.15 | here"));
    }

    @ParameterizedTest
    @CsvSource({
        "4.1.99.Final, ''",
        "4.2.0.RC1, ''",
        "4.2.0.Final, CVE-1",
        "4.2.12.Final, CVE-1",
        "4.2.13.Final, ''",
        "4.2.14.Final, CVE-3",
        "4.2.15.Final, ''",
        "4.10.0.Final, ''"
    })
    void findsWhatAffectsAVersion(String version, String id) {
        List<String> against = list(version).against(new Component("a:b", version, "", ""), 7.0);
        assertEquals(id.isEmpty() ? List.of() : List.of("a:b " + version + " is affected by " + id), against);
    }

    @Test
    void findsWhatNobodyLookedUp() {
        List<String> newVersion = list("5.0").against(new Component("a:b", "5.1", "", ""), 7.0);
        List<String> newLibrary = list("5.0").against(new Component("a:c", "5.0", "", ""), 7.0);
        assertTrue(newVersion.get(0).startsWith("a:b 5.1 was not looked up, only 5.0: "), newVersion.toString());
        assertTrue(newLibrary.get(0).startsWith("a:c 5.0 was not looked up: "), newLibrary.toString());
    }

    @Test
    void refusesALineThatItCanNotRead() {
        assertThrows(
                IllegalArgumentException.class, () -> new Advisories(List.of("advisory | CVE-1 | 7.0 | 0 | 1 | x")));
        assertThrows(IllegalArgumentException.class, () -> new Advisories(List.of("libary | a:b | 1")));
    }
}
