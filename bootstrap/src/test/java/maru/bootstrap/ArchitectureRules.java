package maru.bootstrap;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

/**
 * The walls of the house as rules, each for a tree of packages under any root: {@link ArchitectureTest} holds Maru to
 * them, {@link ArchitectureRulesBiteTest} a tree that breaks each.
 */
final class ArchitectureRules {
    /** What bootstrap may name of the adapters, below the root. To open a door is to add a line. */
    static final List<String> ENTRY_CLASSES = List.of(
            "adapter.persistence.Durability",
            "adapter.persistence.SqliteOptions",
            "adapter.persistence.Store",
            "adapter.persistence.StoreException",
            "adapter.persistence.Stores",
            "adapter.persistence.names.NameLooks",
            "adapter.persistence.password.Argon2PasswordHasher",
            "adapter.socket.controller.AccountController",
            "adapter.socket.controller.ChatController",
            "adapter.socket.controller.CommandTable",
            "adapter.socket.controller.ConnectionController",
            "adapter.socket.controller.KeyValueController",
            "adapter.socket.controller.PresenceController",
            "adapter.socket.dialect.LineDialect",
            "adapter.socket.room.RoomAudience",
            "adapter.socket.server.EventLoops",
            "adapter.socket.server.SocketOptions",
            "adapter.socket.server.SocketServer",
            "adapter.socket.server.SocketServer$Commands",
            "adapter.socket.server.Transport",
            "adapter.socket.tls.Tls",
            "adapter.socket.tls.TlsException",
            "adapter.socket.tls.TlsOptions",
            "adapter.socket.watch.WatchAudience");

    private final String domain;
    private final String application;
    private final String adapters;
    private final String socket;
    private final String persistence;
    private final String bootstrap;
    private final String root;
    private final List<String> entryClasses;

    ArchitectureRules(String root, List<String> entryClasses) {
        this.root = root;
        this.entryClasses = entryClasses;
        domain = root + ".domain..";
        application = root + ".application..";
        adapters = root + ".adapter..";
        socket = root + ".adapter.socket..";
        persistence = root + ".adapter.persistence..";
        bootstrap = root + ".bootstrap..";
    }

    ArchRule arrowsPointInward() {
        return layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(root + "..")
                .layer("Domain")
                .definedBy(domain)
                .layer("Application")
                .definedBy(application)
                .layer("Socket adapter")
                .definedBy(socket)
                .layer("Persistence adapter")
                .definedBy(persistence)
                .layer("Bootstrap")
                .definedBy(bootstrap)
                .whereLayer("Bootstrap")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("Socket adapter")
                .mayOnlyBeAccessedByLayers("Bootstrap")
                .whereLayer("Persistence adapter")
                .mayOnlyBeAccessedByLayers("Bootstrap")
                .whereLayer("Application")
                .mayOnlyBeAccessedByLayers("Socket adapter", "Persistence adapter", "Bootstrap")
                .whereLayer("Domain")
                .mayOnlyBeAccessedByLayers("Application", "Socket adapter", "Persistence adapter", "Bootstrap")
                .ensureAllClassesAreContainedInArchitecture()
                .because("the inside knows nothing of the outside, and an adapter nothing of another");
    }

    ArchRule nettyStaysInTheSocketAdapter() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(socket)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..")
                .because("one module can be moved to another network library, all of them can not");
    }

    ArchRule sqlStaysInThePersistenceAdapter() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(persistence)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..")
                .because("who asks a repository does not know how it keeps its entries");
    }

    ArchRule cryptographyStaysInThePersistenceAdapter() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(persistence)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bouncycastle..")
                .because("how a password's hash is made and kept is one decision, in one place");
    }

    ArchRule promptStaysInTheConsole() {
        return noClasses()
                .that(are("not in the console", type -> !isIn(type, "bootstrap.console")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.jline..")
                .because("a terminal is one way to type a command, and not the only one");
    }

    ArchRule wiringStaysInBootstrap() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(bootstrap)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dagger..", "javax.inject..", "jakarta.inject..", "picocli..")
                .because("classes get what they need through their constructors, and only bootstrap chooses it");
    }

    ArchRule loggingStaysOutsideTheApplication() {
        return noClasses()
                .that()
                .resideInAnyPackage(domain, application)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.slf4j..", "java.util.logging..")
                .because("the inside answers or refuses; what of it is worth a line, the outside decides");
    }

    ArchRule onlyMainAndConsoleWriteToTheScreen() {
        return noClasses()
                .that(are("neither Main nor in the console", type -> !isMain(type) && !isIn(type, "bootstrap.console")))
                .should()
                .accessField(System.class, "out")
                .because("standard output belongs to the operator's console");
    }

    ArchRule onlyMainConsoleAndLoggingWriteToStandardError() {
        return noClasses()
                .that(are(
                        "neither Main nor in console or logging",
                        type -> !isMain(type) && !isIn(type, "bootstrap.console") && !isIn(type, "bootstrap.logging")))
                .should()
                .accessTargetWhere(calls(Throwable.class, "printStackTrace"))
                .orShould()
                .accessField(System.class, "err")
                .because("what an operator has to know is logged, where it can be turned up and down");
    }

    ArchRule inPortsDoNotKnowOutPorts() {
        return portsApart("in", "out");
    }

    ArchRule outPortsDoNotKnowInPorts() {
        return portsApart("out", "in");
    }

    private ArchRule portsApart(String one, String other) {
        return noClasses()
                .that()
                .resideInAPackage(root + ".application.port." + one + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(root + ".application.port." + other + "..")
                .because("a port is a contract with one side; what both need is in application.port");
    }

    ArchRule bootstrapNamesOnlyEntryClasses() {
        DescribedPredicate<JavaClass> entryClass =
                describe("entry classes", type -> entryClasses.contains(relativeName(outermost(type))));
        return noClasses()
                .that()
                .resideInAPackage(bootstrap)
                .should()
                .dependOnClassesThat(resideInAPackage(adapters)
                        .and(not(entryClass))
                        .as("are inside an adapter and not on the list ENTRY_CLASSES"))
                .because("an adapter is free to change everything behind its door");
    }

    ArchRule domainStartsNoThread() {
        return noClasses()
                .that()
                .resideInAPackage(domain)
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.util.concurrent..")
                        .or(describe(
                                "threads",
                                type -> type.isEquivalentTo(Thread.class)
                                        || type.isEquivalentTo(ThreadLocal.class)
                                        || type.isEquivalentTo(java.util.Timer.class)))
                        .as("have to do with threads"))
                .because("a rule is a pure function; whose thread runs it is the outside's concern");
    }

    ArchRule domainDoesNoInputOrOutput() {
        return noClasses()
                .that()
                .resideInAPackage(domain)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.nio.channels..", "java.nio.file..", "java.net..")
                .because("the domain is rules and values");
    }

    ArchRule theInsideReadsNoClock() {
        Set<String> clocks = Set.of("java.lang.System.currentTimeMillis", "java.lang.System.nanoTime");
        return noClasses()
                .that()
                .resideInAnyPackage(domain, application)
                .should()
                .accessTargetWhere(target(are("a clock", (AccessTarget target) -> {
                    String owner = target.getOwner().getName();
                    return clocks.contains(owner + "." + target.getName())
                            || (owner.startsWith("java.time.")
                                    && target.getName().equals("now"))
                            || owner.equals("java.time.Clock");
                })))
                .because("time comes in through a port, read once per turn, and tests set it");
    }

    ArchRule nobodySleeps() {
        return noClasses()
                .should()
                .accessTargetWhere(calls(Thread.class, "sleep"))
                .orShould()
                .accessTargetWhere(calls(java.util.concurrent.TimeUnit.class, "sleep"))
                .because("who waits, waits for something");
    }

    private static DescribedPredicate<JavaAccess<?>> calls(Class<?> owner, String method) {
        return target(are(
                        owner.getSimpleName() + "." + method,
                        (AccessTarget target) -> target.getName().equals(method)
                                && target.getOwner().isAssignableTo(owner)))
                .as("it calls " + owner.getSimpleName() + "." + method);
    }

    private boolean isMain(JavaClass type) {
        return relativeName(outermost(type)).equals("bootstrap.Main");
    }

    private boolean isIn(JavaClass type, String relativePackage) {
        return resideInAPackage(root + "." + relativePackage + "..").test(type);
    }

    private String relativeName(JavaClass type) {
        return type.getName().startsWith(root + ".") ? type.getName().substring(root.length() + 1) : type.getName();
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureRules::outermost).orElse(type);
    }

    private static <T> DescribedPredicate<T> are(String description, java.util.function.Predicate<T> predicate) {
        return describe(description, predicate);
    }
}
