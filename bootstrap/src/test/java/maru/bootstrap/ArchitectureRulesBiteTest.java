package maru.bootstrap;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A rule with a misspelled package passes in silence. So each is run on a small house, the packages below {@code
 * fixture}, in which classes named after what they do wrong break it, and others keep it. Nothing there ever runs.
 */
final class ArchitectureRulesBiteTest {
    private static final String ROOT = "maru.bootstrap.fixture";

    private static final ArchitectureRules RULES =
            new ArchitectureRules(ROOT, List.of("adapter.socket.server.SocketServer"));

    private static final JavaClasses BROKEN_HOUSE = new ClassFileImporter().importPackages(ROOT);

    private static final JavaClasses NOTHING = new ClassFileImporter().importClasses();

    /** Rule, and all classes of the fixture that break it. */
    private static final Map<String, Set<String>> SINNERS = Map.ofEntries(
            Map.entry(
                    "arrowsPointInward",
                    Set.of(
                            "domain.KnowsApplication",
                            "application.KnowsBootstrap",
                            "application.KnowsSocket",
                            "adapter.socket.KnowsPersistence",
                            "adapter.persistence.KnowsSocket",
                            "cellar.LivesOutsideTheHouse")),
            Map.entry("cryptographyStaysInThePersistenceAdapter", Set.of("application.UsesBouncyCastle")),
            Map.entry("promptStaysInTheConsole", Set.of("bootstrap.UsesJline")),
            Map.entry("nettyStaysInTheSocketAdapter", Set.of("bootstrap.UsesNetty", "application.UsesNetty")),
            Map.entry(
                    "sqlStaysInThePersistenceAdapter",
                    Set.of("application.UsesSql", "adapter.socket.UsesSql", "bootstrap.UsesSqlite")),
            Map.entry(
                    "wiringStaysInBootstrap",
                    Set.of(
                            "application.UsesDagger",
                            "application.UsesJavaxInject",
                            "adapter.socket.UsesJakartaInject",
                            "adapter.socket.UsesPicocli")),
            Map.entry("loggingStaysOutsideTheApplication", Set.of("domain.Logs", "application.Logs")),
            Map.entry("onlyMainAndConsoleWriteToTheScreen", Set.of("bootstrap.Prints", "bootstrap.logging.Prints")),
            Map.entry(
                    "onlyMainConsoleAndLoggingWriteToStandardError",
                    Set.of("bootstrap.PrintsError", "bootstrap.PrintsStackTrace")),
            Map.entry("inPortsDoNotKnowOutPorts", Set.of("application.port.in.KnowsOutPort")),
            Map.entry("outPortsDoNotKnowInPorts", Set.of("application.port.out.KnowsInPort")),
            Map.entry("bootstrapNamesOnlyEntryClasses", Set.of("bootstrap.KnowsInsideOfAdapter")),
            Map.entry("domainStartsNoThread", Set.of("domain.StartsThread", "domain.UsesExecutor")),
            Map.entry("domainDoesNoInputOrOutput", Set.of("domain.ReadsFile", "domain.OpensSocket")),
            Map.entry(
                    "theInsideReadsNoClock",
                    Set.of("domain.ReadsMilliseconds", "application.ReadsNanoseconds", "application.ReadsInstant")),
            Map.entry("nobodySleeps", Set.of("adapter.persistence.Sleeps", "bootstrap.SleepsInUnits")));

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void reportsWhoBreaksItAndNobodyElse(String name, ArchRule rule) {
        Set<String> reported = rule.evaluate(BROKEN_HOUSE).getFailureReport().getDetails().stream()
                .map(ArchitectureRulesBiteTest::firstClassOf)
                .collect(toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(SINNERS.getOrDefault(name, Set.of())), reported, name);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void doesNotPassForWantOfClasses(String name, ArchRule rule) {
        assertThrows(AssertionError.class, () -> rule.check(NOTHING), name);
    }

    @Test
    void everyRuleIsHeldAndHasItsSinners() {
        Set<String> rules = ruleMethods().map(Method::getName).collect(toCollection(TreeSet::new));
        Set<String> held = Arrays.stream(ArchitectureTest.class.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(ArchTest.class))
                .map(Field::getName)
                .collect(toCollection(TreeSet::new));
        assertEquals(rules, held);
        assertEquals(rules, new TreeSet<>(SINNERS.keySet()));
    }

    static Stream<Object[]> rules() throws ReflectiveOperationException {
        Map<String, ArchRule> rules = new TreeMap<>();
        for (Method method : ruleMethods().toList()) {
            rules.put(method.getName(), (ArchRule) method.invoke(RULES));
        }
        return rules.entrySet().stream().map(rule -> new Object[] {rule.getKey(), rule.getValue()});
    }

    private static Stream<Method> ruleMethods() {
        return Arrays.stream(ArchitectureRules.class.getDeclaredMethods())
                .filter(method -> method.getReturnType() == ArchRule.class && method.getParameterCount() == 0);
    }

    /** Who breaks a rule is named first in its sentence: {@code Method <root.domain.Logs.log()> calls method <...>}. */
    private static String firstClassOf(String violation) {
        Matcher name = Pattern.compile("<" + Pattern.quote(ROOT) + "\\.([a-z.]+[A-Z][A-Za-z]*)")
                .matcher(violation);
        return name.find() ? name.group(1) : violation;
    }
}
