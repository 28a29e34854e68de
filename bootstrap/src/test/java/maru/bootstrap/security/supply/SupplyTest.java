package maru.bootstrap.security.supply;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The bill of materials that this build has made, beside the two lists of the folder {@code supply}. */
final class SupplyTest {
    private static final Path BILL = Path.of("target", "bootstrap.cdx.xml");
    private static final Path ADVISORIES = Path.of("..", "supply", "advisories.txt");
    private static final Path CHECKSUMS = Path.of("..", "supply", "checksums.txt");

    /** Set: the checksums are written down, not compared. */
    private static final boolean WRITE = System.getProperty("maru.checksums.write") != null;

    private static final double TOO_HIGH = 7.0;

    @BeforeEach
    void findTheBill() throws Exception {
        assumeTrue(Files.exists(BILL), "mvn -o makes no bill of materials: build online once");
        List<String> files = List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1));
        for (Component component : BillOfMaterials.libraries(BILL)) {
            assertTrue(
                    files.stream().anyMatch(file -> file.endsWith(File.separator + component.jar())),
                    () -> component.jar() + " is in the bill and not here: it is an older build's, build online");
        }
    }

    @Test
    void nothingIsShippedThatIsKnownToBeVulnerable() throws Exception {
        Advisories advisories = new Advisories(Files.readAllLines(ADVISORIES));
        List<String> against = new ArrayList<>();
        for (Component component : BillOfMaterials.libraries(BILL)) {
            against.addAll(advisories.against(component, TOO_HIGH));
        }
        assertEquals(List.of(), against);
    }

    @Test
    void theLibrariesAreTheFilesThatTheyWere() throws Exception {
        TreeSet<String> found = new TreeSet<>();
        for (Component component : BillOfMaterials.libraries(BILL)) {
            assertFalse(component.sha256().isEmpty(), () -> component.file() + " has no checksum");
            found.add(component.sha256() + "  " + component.file());
        }
        if (WRITE) {
            Files.writeString(CHECKSUMS, found.stream().collect(joining("\n", "", "\n")));
        }
        assertEquals(
                new TreeSet<>(Files.readAllLines(CHECKSUMS)),
                found,
                "a library is another file than the one in supply/checksums.txt. If its version was not changed on"
                        + " purpose, do not use it; if it was, CONTRIBUTING.md says how to write the new one down");
    }

    @Test
    void theBillIsTheSameForTheSameCommit() throws Exception {
        String bill = Files.readString(BILL);
        assertFalse(bill.contains("serialNumber"));
        assertFalse(bill.contains("<timestamp>"));
    }
}
