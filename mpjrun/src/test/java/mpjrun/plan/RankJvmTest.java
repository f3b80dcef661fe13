package mpjrun.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a rank's JVM is told where the user leaves it to us. */
class RankJvmTest {

    private static String chosen(final int cores, final int ranks, final List<String> given,
        final Map<String, String> environment) {
        final List<Integer> cpus = IntStream.range(0, cores).boxed().toList();
        final Machine machine = new Machine(cpus, cores, 1000L << 20, Path.of("/jdk"), environment, "here");
        final List<String> flags = new RankJvm(machine, ranks, given).flags(AotUse.NONE);
        return String.join(" ", flags.subList(RankJvm.REQUIRED.size(), flags.size() - given.size()));
    }

    private static String chosen(final int cores, final int ranks, final String... given) {
        return chosen(cores, ranks, List.of(given), Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, -Xmx700m -XX:+UseSerialGC",
        "2, 1, -Xmx700m -XX:+UseSerialGC",
        "2, 4, -Xmx175m -XX:+UseSerialGC",
        "3, 1, -Xmx700m -XX:ParallelGCThreads=3 -XX:ConcGCThreads=1",
        "64, 4, -Xmx175m -XX:ParallelGCThreads=16 -XX:ConcGCThreads=4",
        "64, 2000, -Xmx1m -XX:+UseSerialGC"})
    void shouldShareMemoryAndCores(final int cores, final int ranks, final String expected) {
        assertEquals(expected, chosen(cores, ranks));
    }

    @Test
    void shouldLeaveTheHeapToTheUser() {
        assertEquals("-XX:+UseSerialGC", chosen(2, 1, "-Xmx2g"));
        assertEquals("-XX:+UseSerialGC", chosen(2, 1, "-XX:MaxHeapSize=2g"));
        assertEquals("-XX:+UseSerialGC", chosen(2, 1, "-XX:MaxRAMPercentage=20"));
    }

    @Test
    void shouldNotGiveLessThanTheInitialHeap() {
        assertEquals("-Xmx2048m -XX:+UseSerialGC", chosen(2, 1, "-Xms2g"));
        assertEquals("-Xmx700m -XX:+UseSerialGC", chosen(2, 1, "-Xms64M"));
        assertEquals("-Xmx700m -XX:+UseSerialGC", chosen(2, 1, "-Xms1048576"));
    }

    @Test
    void shouldLeaveTheCollectorToTheUser() {
        assertEquals("-Xmx700m -XX:ParallelGCThreads=2 -XX:ConcGCThreads=1", chosen(2, 1, "-XX:+UseG1GC"));
        assertEquals("-Xmx700m", chosen(64, 1, "-XX:+UseSerialGC"));
        assertEquals("-Xmx700m", chosen(64, 1, "-XX:ParallelGCThreads=5"));
    }

    @Test
    void shouldSeeFlagsThatAJvmTakesFromItsEnvironment() {
        assertEquals("-XX:ParallelGCThreads=2 -XX:ConcGCThreads=1",
            chosen(2, 1, List.of(), Map.of("JDK_JAVA_OPTIONS", "-ea -Xmx1g", "JAVA_TOOL_OPTIONS", "-XX:+UseZGC")));
    }

    @Test
    void shouldPutTheUsersFlagsLast() {
        final Machine machine = new Machine(List.of(0), 1, 1L << 30, Path.of("/jdk"), Map.of(), "here");
        final List<String> flags = new RankJvm(machine, 1, List.of("-Xlog:gc", "-ea")).flags(AotUse.NONE);
        assertEquals(List.of("-Xlog:gc", "-ea"), flags.subList(flags.size() - 2, flags.size()));
    }

    private static boolean usesCache(final long memoryBytes, final Map<String, String> environment,
        final String... given) {
        final Machine machine = new Machine(List.of(0), 1, memoryBytes, Path.of("/jdk"), environment, "here");
        return new RankJvm(machine, 1, List.of(given)).flags(new AotUse.From(Path.of("/c")))
            .contains("-XX:AOTCache=/c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Dx=y", "-ea", "-Xmx1g", "-Xss2m", "-Xlog:gc", "-XX:ParallelGCThreads=2", "-Xint"})
    void shouldStartFromTheCacheWithFlagsThatGoWithIt(final String flag) {
        assertTrue(usesCache(1L << 30, Map.of(), flag), flag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-javaagent:a.jar", "-agentlib:jdwp=transport=dt_socket", "-agentpath:/a.so", "-Xdebug",
        "-Xrunjdwp:x", "-XX:+UseG1GC", "-XX:+UseSerialGC", "-Xshare:off", "-XX:SharedArchiveFile=a", "-XX:AOTCache=b",
        "-XX:AOTMode=off", "-XX:-UseCompressedOops", "-Xbootclasspath/a:b.jar", "--add-opens", "--add-modules=x",
        "--patch-module=x=y", "-p", "--enable-preview", "-XX:MaxRAMPercentage=90", "-Xmx40g"})
    void shouldNotStartFromACacheThatFlagsDoNotGoWith(final String flag) {
        assertFalse(usesCache(1L << 30, Map.of(), flag), flag);
    }

    @Test
    void shouldNotStartFromACacheThatTheMachineOrTheEnvironmentDoNotGoWith() {
        assertFalse(usesCache(64L << 30, Map.of()), "pointers of a large heap are not compressed");
        assertFalse(usesCache(1L << 30, Map.of("JAVA_TOOL_OPTIONS", "-Da=b -javaagent:a.jar")));
    }

    @Test
    void shouldMakeACacheAsTold() {
        final Machine machine = new Machine(List.of(0), 1, 1L << 30, Path.of("/jdk"), Map.of(), "here");
        final List<String> flags = new RankJvm(machine, 1, List.of("-XX:+UseSerialGC"))
            .flags(new AotUse.To(Path.of("/c")));
        assertTrue(flags.contains("-XX:AOTCacheOutput=/c"), flags.toString());
    }
}
