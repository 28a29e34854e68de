package maru.bootstrap;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that only the sources show. */
final class SourcesTest {
    private static final List<String> MODULES =
            List.of("domain", "application", "adapters-socket", "adapters-persistence", "bootstrap", "benchmarks");

    private static final Pattern TEST =
            Pattern.compile("@(Test|ParameterizedTest|RepeatedTest|TestFactory|ArchTest)\\b");

    @Test
    void everyPackageIsDescribedAndNullMarked() throws IOException {
        for (String module : MODULES) {
            assertEquals(Set.of(), packagesWithoutNullMarked(repository().resolve(module + "/src/main/java")), module);
        }
    }

    @Test
    void noTestHasANameThatSurefireSkips() throws IOException {
        for (String module : MODULES) {
            assertEquals(Set.of(), testsOfOtherNames(repository().resolve(module + "/src/test/java")), module);
        }
    }

    @Test
    void bothRulesBite(@TempDir Path sources) throws IOException {
        write(sources.resolve("good/package-info.java"), "/** Good. */\n@NullMarked\npackage good;\n");
        write(sources.resolve("bare/Thing.java"), "package bare;\n");
        write(sources.resolve("unmarked/package-info.java"), "/** Not @NullMarked. */\npackage unmarked;\n");
        write(sources.resolve("good/ThingTest.java"), "@Test\n");
        write(sources.resolve("good/ThingContract.java"), "abstract class ThingContract {\n@Test\n");
        write(sources.resolve("good/ThingTests.java"), "@ParameterizedTest\n");
        assertEquals(Set.of("bare", "unmarked"), packagesWithoutNullMarked(sources));
        assertEquals(Set.of("good/ThingTests.java"), testsOfOtherNames(sources));
    }

    private static Set<String> packagesWithoutNullMarked(Path sources) throws IOException {
        return javaFiles(sources).stream()
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !isNullMarked(folder.resolve("package-info.java")))
                .map(folder -> sources.relativize(folder).toString())
                .collect(toCollection(TreeSet::new));
    }

    private static boolean isNullMarked(Path packageInfo) {
        return Files.exists(packageInfo) && read(packageInfo).lines().anyMatch("@NullMarked"::equals);
    }

    private static Set<String> testsOfOtherNames(Path sources) throws IOException {
        return javaFiles(sources).stream()
                .filter(file -> TEST.matcher(read(file)).find())
                .map(file -> sources.relativize(file).toString())
                .filter(name -> !name.endsWith("Test.java") && !name.endsWith("Contract.java"))
                .collect(toCollection(TreeSet::new));
    }

    /** Surefire runs each module's tests in the module's folder. */
    private static Path repository() {
        return Path.of("..");
    }

    private static List<Path> javaFiles(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
