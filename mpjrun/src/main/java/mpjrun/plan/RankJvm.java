package mpjrun.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The flags of a rank's JVM: what the engine needs, then its share of memory and of cores where the user did not
 * decide, then the AOT cache where it goes with the user's flags, then these.
 */
final class RankJvm {
    /** Variables from which a JVM takes flags besides its command line. */
    private static final List<String> FLAG_VARIABLES = List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS",
        "_JAVA_OPTIONS");

    /**
     * Agrona opens a JDK package; Netty and foreign calls load native code; a refused cache prints to stdout; a message
     * does not allocate as long as its engine side stays out of line (docs/adr/0012), nor does a long one as long as
     * views of its array are inlined (docs/adr/0009), and the compiler prints what it is told unless it is told to be
     * quiet.
     */
    static final List<String> REQUIRED = List.of("--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED",
        "--enable-native-access=ALL-UNNAMED", "-Xlog:aot=off", "-Xlog:cds=off", "-XX:CompileCommand=quiet",
        "-XX:CompileCommand=dontinline,mpi.MessageCalls::*", "-XX:CompileCommand=inline,mpi.Comm::*",
        "-XX:CompileCommand=inline,mpi.CommDialect::*", "-XX:CompileCommand=inline,mpi.Request::*",
        "-XX:CompileCommand=inline,mpi.RequestDialect::*", "-XX:CompileCommand=inline,mpi.Status::<init>",
        "-XX:CompileCommand=dontinline,mpi.core.transport.Memcpy::*",
        "-XX:CompileCommand=dontinline,mpi.transport.tcp.NativeSend::*",
        "-XX:CompileCommand=inline,jdk.internal.foreign.AbstractMemorySegmentImpl::asSlice*",
        "-XX:CompileCommand=inline,jdk.internal.foreign.HeapMemorySegmentImpl*::*");

    private static final Pattern SIZE = Pattern.compile("[0-9]{1,10}[kKmMgGtT]?");
    private static final double HEAP_SHARE = 0.7;
    private static final long MEBIBYTE = 1L << 20;
    /** From about here on the JVM does not compress pointers, and a cache of one kind is of no use to the other. */
    private static final long COMPRESSED_HEAP_BYTES = 30L << 30;
    /** Up to here one collector thread is enough, and a parallel collector would take cores from the other ranks. */
    private static final int SERIAL_CORES = 2;

    private final Machine machine;
    private final int localRanks;
    private final List<String> given;
    private final List<String> chosen;

    RankJvm(final Machine machine, final int localRanks, final List<String> given) {
        this.machine = machine;
        this.localRanks = localRanks;
        this.given = given;
        final Stream<String> inherited = FLAG_VARIABLES.stream()
            .flatMap(name -> Stream.of(machine.environment().getOrDefault(name, "").split("\\s+")));
        this.chosen = Stream.concat(given.stream(), inherited).toList();
    }

    /**
     * All flags of a rank.
     *
     * @param aot what the rank has to do with an AOT cache
     * @return the flags, in order
     */
    List<String> flags(final AotUse aot) {
        final List<String> flags = new ArrayList<>(REQUIRED);
        addHeap(flags);
        addCollector(flags);
        final boolean goesWithCache = goesWithCache();
        if (aot instanceof AotUse.From cache && goesWithCache) {
            flags.addAll(AotFlags.from(cache.file()));
        } else if (aot instanceof AotUse.To cache) {
            flags.addAll(AotFlags.to(cache.file()));
        }
        flags.addAll(given);
        return flags;
    }

    /** Whether one collector thread is to do, if the user does not choose a collector. */
    boolean isSerialByDefault() {
        return cores() <= SERIAL_CORES;
    }

    private boolean goesWithCache() {
        return AotFlags.goWith(chosen) && heapBytes() < COMPRESSED_HEAP_BYTES;
    }

    private long heapBytes() {
        return isChosen("-Xmx") ? lastSize("-Xmx") : shareBytes();
    }

    private long shareBytes() {
        return Math.max((long) (machine.memoryBytes() * HEAP_SHARE) / localRanks, lastSize("-Xms"));
    }

    private int cores() {
        return Math.max(1, machine.cores() / localRanks);
    }

    private void addHeap(final List<String> flags) {
        if (isChosen("-Xmx") || isChosen("-XX:MaxHeapSize=") || isChosen("-XX:MaxRAM")) {
            return;
        }
        // A largest heap below the initial one that the user asked for would not start.
        flags.add("-Xmx" + Math.max(1, shareBytes() / MEBIBYTE) + "m");
    }

    /** The size that the last flag of a kind names, 0 if there is none. */
    private long lastSize(final String prefix) {
        long bytes = 0;
        for (final String flag : chosen) {
            if (flag.startsWith(prefix) && SIZE.matcher(flag.substring(prefix.length())).matches()) {
                bytes = bytes(flag.substring(prefix.length()).toLowerCase(Locale.ROOT));
            }
        }
        return bytes;
    }

    private static long bytes(final String size) {
        final int scale = "kmgt".indexOf(size.charAt(size.length() - 1)) + 1;
        final String digits = scale == 0 ? size : size.substring(0, size.length() - 1);
        return Long.parseLong(digits) << 10 * scale;
    }

    private void addCollector(final List<String> flags) {
        if (isSerialByDefault() && chosen.stream().noneMatch(flag -> flag.matches("-XX:\\+Use\\w+GC"))) {
            flags.add("-XX:+UseSerialGC");
            return;
        }
        final int cores = cores();
        if (isChosen("-XX:+UseSerialGC") || isChosen("-XX:+UseEpsilonGC")) {
            return;
        }
        if (!isChosen("-XX:ParallelGCThreads=")) {
            flags.add("-XX:ParallelGCThreads=" + cores);
            if (!isChosen("-XX:ConcGCThreads=")) {
                // the share of concurrent threads that HotSpot itself takes
                flags.add("-XX:ConcGCThreads=" + Math.max(1, (cores + 2) / 4));
            }
        }
    }

    private boolean isChosen(final String prefix) {
        return chosen.stream().anyMatch(flag -> flag.startsWith(prefix));
    }
}
