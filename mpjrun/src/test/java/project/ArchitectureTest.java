package project;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds the shape of the project: which package lives in which module, which module may know which, and a few habits.
 * It lives with the launcher because only there all modules are on one class path.
 */
class ArchitectureTest {
    private static final String[] JDK = {"java..", "javax.crypto..", "jdk.jfr.."};

    /** Sub-packages of mpi.core, each a chapter of the standard or a concern; a new one is a decision. */
    private static final List<String> CORE_ROOMS =
        List.of("runtime", "comm", "p2p", "coll", "check", "rma", "datatype", "op",
            "wire", "transport", "progress", "boot", "fault", "diag");

    /** Sub-packages of mpjrun. */
    private static final List<String> LAUNCHER_ROOMS =
        List.of("cli", "plan", "launch", "boot", "io", "watch", "doctor");

    /** Which package tree is made by which module. */
    private static final List<List<String>> HOMES = List.of(
        List.of("mpi", "mpi-api"),
        List.of("mpi.spi..", "mpi-api"),
        List.of("mpi.core..", "mpi-core"),
        List.of("mpi.local..", "mpi-local"),
        List.of("mpi.transport.shm..", "mpi-transport-shm"),
        List.of("mpi.transport.tcp..", "mpi-transport-tcp"),
        List.of("mpjrun..", "mpjrun"),
        List.of("bench..", "benchmarks"),
        List.of("prk..", "prk-kernels"));

    private static final JavaClasses OURS = new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .withImportOption(location -> !location.contains("-tests.jar"))
        .importPackages("mpi", "mpjrun", "bench", "prk");

    private static void holds(ArchRule rule) {
        // Some rules speak of packages that are still empty.
        rule.allowEmptyShould(true).check(OURS);
    }

    private static DescribedPredicate<JavaClass> roomsOf(String parent, List<String> rooms) {
        String[] packages = rooms.stream().map(room -> parent + "." + room + "..").toArray(String[]::new);
        return resideInAnyPackage(packages).or(resideInAPackage(parent));
    }

    private static ArchRule onlyKnows(String from, String... allowed) {
        return classes().that()
            .resideInAPackage(from)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(JDK).or(resideInAnyPackage(allowed)));
    }

    @Test
    void shouldSeeTheClassesOfEveryLayer() {
        for (String name : List.of("mpi.spi.", "mpi.core.")) {
            assertTrue(OURS.stream().anyMatch(c -> c.getName().startsWith(name)), name + " was not imported");
        }
    }

    @Test
    void shouldKeepEachPackageInItsModule() {
        for (List<String> home : HOMES) {
            String module = home.get(1);
            holds(classes().that()
                .resideInAPackage(home.get(0))
                .should(be(describe("made by module " + module, c -> {
                    String place = c.getSource().orElseThrow().getUri().toString();
                    return place.contains("/" + module + "/") || place.contains("/" + module + "-");
                }))));
        }
    }

    @Test
    void shouldHaveOnlyTheListedPackages() {
        holds(classes().that().resideInAPackage("mpi.core..").should(be(roomsOf("mpi.core", CORE_ROOMS))));
        holds(classes().that().resideInAPackage("mpjrun..").should(be(roomsOf("mpjrun", LAUNCHER_ROOMS))));
        holds(classes().that()
            .resideInAPackage("mpi..")
            .should(be(
                resideInAnyPackage("mpi", "mpi.spi", "mpi.core..", "mpi.local", "mpi.transport.shm..",
                    "mpi.transport.tcp.."))));
    }

    @Test
    void shouldKeepTheApiFreeOfEverything() {
        holds(onlyKnows("mpi", "mpi", "mpi.spi"));
        holds(onlyKnows("mpi.spi", "mpi", "mpi.spi"));
    }

    @Test
    void shouldKeepTheEngineFreeOfTransportsAndLaunchers() {
        // com.sun.management is the JDK's: what a thread has allocated, which decides how long pieces are copied.
        holds(onlyKnows("mpi.core..", "mpi", "mpi.spi", "mpi.core..", "org.agrona..", "com.sun.management.."));
    }

    @Test
    void shouldKeepTransportsApart() {
        holds(onlyKnows("mpi.transport.shm..", "mpi", "mpi.spi", "mpi.core..", "mpi.transport.shm..", "org.agrona.."));
        holds(onlyKnows("mpi.transport.tcp..", "mpi", "mpi.spi", "mpi.core..", "mpi.transport.tcp..", "org.agrona..",
            "io.netty.."));
    }

    @Test
    void shouldKeepRanksInOneJvmFreeOfLibraries() {
        holds(onlyKnows("mpi.local..", "mpi", "mpi.local..", "mpi.core.boot..", "mpi.core.diag..", "mpi.core.runtime..",
            "mpi.core.transport..", "mpi.core.wire..", "org.junit.."));
        // What runs programs must do without JUnit, which only tests have.
        holds(noClasses().that()
            .resideInAPackage("mpi.local..")
            .and()
            .haveSimpleNameNotStartingWith("MpiTest")
            .and()
            .doNotHaveFullyQualifiedName("mpi.local.MpiTestExtension$Run")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.junit.."));
    }

    @Test
    void shouldLetTheLauncherKnowOnlyBootFaultsSettingsDiagnosticsAndTheSelector() {
        holds(onlyKnows("mpjrun..", "mpjrun..", "mpi.core.boot..", "mpi.core.fault..", "mpi.core.runtime..",
            "mpi.core.diag..", "mpi.core.coll.select..", "mpi.local"));
    }

    @Test
    void shouldLetKernelsKnowNothingButTheApi() {
        holds(onlyKnows("prk..", "prk..", "mpi"));
    }

    @Test
    void shouldLetNobodyKnowKernelsAndBenchmarks() {
        holds(
            noClasses().that(not(resideInAPackage("prk.."))).should().dependOnClassesThat().resideInAPackage("prk.."));
        holds(noClasses().that(not(resideInAPackage("bench..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("bench.."));
    }

    @Test
    void shouldNotPrintFromTheEngine() {
        holds(noClasses().that()
            .resideInAPackage("mpi..")
            .and()
            .doNotHaveFullyQualifiedName("mpi.core.runtime.ProcessEnd") // flushes what the user has printed
            .and()
            .doNotHaveFullyQualifiedName("mpi.core.runtime.Rehearsal") // a program
            .should()
            .accessField(System.class, "out")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace"));
    }

    @Test
    void shouldKeepNoStaticMutableStateInTheEngine() {
        holds(fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAnyPackage("mpi.core..", "mpi.transport..")
            .and(not(describe("synthetic", (JavaField field) -> field.getModifiers().contains(JavaModifier.SYNTHETIC))))
            .should()
            .beFinal());
    }

    @Test
    void shouldNotReachIntoTheJdk() {
        holds(noClasses().should().dependOnClassesThat().resideInAnyPackage("sun..", "jdk.internal.."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Manager", "Helper", "Util", "Utils", "Impl", "Base"})
    void shouldNameClassesForWhatTheyDo(String suffix) {
        holds(noClasses().should().haveSimpleNameEndingWith(suffix));
    }
}
