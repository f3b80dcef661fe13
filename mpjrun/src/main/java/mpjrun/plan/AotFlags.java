package mpjrun.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The flags of a JVM that uses or makes an AOT cache.
 */
public final class AotFlags {
    /**
     * Flags that do not go with a cache made without them. With some the JVM would refuse it and start without any
     * class data, more slowly than by default; with others it would refuse to start.
     */
    private static final Pattern UNSUITABLE = Pattern.compile(String.join("|",
        "-(javaagent|agentlib|agentpath):.*",
        "-X(debug|run|share|bootclasspath|verify).*",
        "-XX:[+-]Use\\w*GC",
        "-XX:[+-]?\\w*(AOT|CDS|Archive|SharedSpaces|BytecodeVerification)\\w*(=.*)?",
        "-XX:[+-]?\\w*(Compressed|CompactObjectHeaders|JVMCI)\\w*(=.*)?",
        "-XX:(ObjectAlignmentInBytes|Flags|VMOptionsFile|MaxRAM\\w*|MaxHeapSize)=.*",
        "-Djava\\.system\\.class\\.loader=.*",
        "--(add|limit|patch|upgrade)-.*", "--module-path.*", "-p", "--enable-native-access.*", "--enable-preview",
        "@.*"));

    private AotFlags() {}

    /**
     * Whether a cache goes with the flags that a user gives.
     *
     * @param flags the flags
     * @return false if the JVM would or might refuse it
     */
    static boolean goWith(final List<String> flags) {
        return flags.stream().noneMatch(flag -> UNSUITABLE.matcher(flag).matches());
    }

    /**
     * Starts from a cache. It is mapped where it was made for: the JVM would move it to a random place, which takes
     * each rank some 10 ms (docs/adr/0011).
     *
     * @param file the cache
     * @return the flags
     */
    public static List<String> from(final Path file) {
        return List.of("-XX:AOTCache=" + file, "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0");
    }

    /**
     * Makes a cache when the JVM ends. No profiles: what the compiler does with a user's program is not to depend on
     * ours.
     *
     * @param file where it goes
     * @return the flags
     */
    public static List<String> to(final Path file) {
        return List.of("-XX:AOTCacheOutput=" + file, "-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining");
    }
}
