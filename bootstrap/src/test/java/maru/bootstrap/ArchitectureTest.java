package maru.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

@AnalyzeClasses(packages = "maru", importOptions = ProductionCode.class)
final class ArchitectureTest {
    private static final ArchitectureRules RULES = new ArchitectureRules("maru", ArchitectureRules.ENTRY_CLASSES);

    @ArchTest
    static final ArchRule arrowsPointInward = RULES.arrowsPointInward();

    @ArchTest
    static final ArchRule cryptographyStaysInThePersistenceAdapter = RULES.cryptographyStaysInThePersistenceAdapter();

    @ArchTest
    static final ArchRule promptStaysInTheConsole = RULES.promptStaysInTheConsole();

    @ArchTest
    static final ArchRule nettyStaysInTheSocketAdapter = RULES.nettyStaysInTheSocketAdapter();

    @ArchTest
    static final ArchRule sqlStaysInThePersistenceAdapter = RULES.sqlStaysInThePersistenceAdapter();

    @ArchTest
    static final ArchRule wiringStaysInBootstrap = RULES.wiringStaysInBootstrap();

    @ArchTest
    static final ArchRule loggingStaysOutsideTheApplication = RULES.loggingStaysOutsideTheApplication();

    @ArchTest
    static final ArchRule onlyMainAndConsoleWriteToTheScreen = RULES.onlyMainAndConsoleWriteToTheScreen();

    @ArchTest
    static final ArchRule onlyMainConsoleAndLoggingWriteToStandardError =
            RULES.onlyMainConsoleAndLoggingWriteToStandardError();

    @ArchTest
    static final ArchRule inPortsDoNotKnowOutPorts = RULES.inPortsDoNotKnowOutPorts();

    @ArchTest
    static final ArchRule outPortsDoNotKnowInPorts = RULES.outPortsDoNotKnowInPorts();

    @ArchTest
    static final ArchRule bootstrapNamesOnlyEntryClasses = RULES.bootstrapNamesOnlyEntryClasses();

    @ArchTest
    static final ArchRule domainStartsNoThread = RULES.domainStartsNoThread();

    @ArchTest
    static final ArchRule domainDoesNoInputOrOutput = RULES.domainDoesNoInputOrOutput();

    @ArchTest
    static final ArchRule theInsideReadsNoClock = RULES.theInsideReadsNoClock();

    @ArchTest
    static final ArchRule nobodySleeps = RULES.nobodySleeps();

    @ArchTest
    static void everyEntryClassExists(JavaClasses classes) {
        List<String> gone = ArchitectureRules.ENTRY_CLASSES.stream()
                .filter(name -> !classes.contain("maru." + name))
                .toList();
        assertEquals(List.of(), gone);
    }
}
