package bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import mpi.Intracomm;
import mpi.Prequest;
import mpi.core.kit.MpiTest;
import org.junit.jupiter.api.Test;

/**
 * Runs the benchmarks briefly, for their checks of what arrived and for their output.
 */
class BenchmarkJobTest {
    private static final String[] KINDS = {"heap", "direct", "mpi"};
    private static final Options BRIEF = Options.defaults(3);

    /** One of them, with its output. */
    @FunctionalInterface
    private interface Benchmark {
        void run(Options options, PrintStream out) throws UsageException;
    }

    @MpiTest(ranks = 2, transport = {"loopback", "shm", "tcp"})
    void shouldMeasureLatency(final Intracomm world) throws UsageException {
        for (final String kind : KINDS) {
            final List<String> lines = lines(kind, (options, out) -> new Latency(options).run(out));
            if (world.getRank() == 0) {
                assertTrue(lines.getLast().matches("Median latency of 8 B \\(us\\): [0-9]+\\.[0-9]{3}"),
                    lines::toString);
            }
            assertSizes(world, lines);
        }
    }

    @MpiTest(ranks = 2, transport = {"loopback", "shm", "tcp"})
    void shouldMeasureBandwidth(final Intracomm world) throws UsageException {
        for (final String kind : KINDS) {
            assertSizes(world, lines(kind, Bandwidth::run));
        }
    }

    @MpiTest(ranks = {2, 4})
    void shouldMeasureMessageRate(final Intracomm world) throws UsageException {
        assertSizes(world, lines("heap", MessageRate::run));
    }

    @MpiTest(ranks = {2, 3})
    void shouldMeasureBarriers(final Intracomm world) throws UsageException {
        final List<String> lines = lines("heap", (options, out) -> new Barrier(options).run(out));
        if (world.getRank() == 0) {
            assertEquals(1, lines.size());
            assertTrue(lines.getFirst().matches(world.getSize() + "( +[0-9]+\\.[0-9]{3}){3}"), lines::toString);
        } else {
            assertEquals(List.of(), lines);
        }
    }

    @MpiTest(ranks = {2, 3})
    void shouldMeasureCollectives(final Intracomm world) throws UsageException {
        for (final CollectiveCall.Kind kind : CollectiveCall.Kind.values()) {
            for (final CollectiveCall.Form form : CollectiveCall.Form.values()) {
                final Options options =
                    BRIEF.with("--operation", OptionValue.text(kind), "--form", OptionValue.text(form), "--warmup", "1",
                        "--sizes", "1,20K");
                final List<String> lines = lines(options, (chosen, out) -> new Collective(chosen).run(out));
                assertEquals(world.getRank() == 0 ? List.of("1", "20480") : List.of(),
                    lines.stream().map(line -> line.split(" ")[0]).toList());
            }
        }
    }

    @MpiTest(ranks = 3)
    void shouldPrepareAnOperationForEachRootThereIs(final Intracomm world) throws UsageException {
        for (final CollectiveCall.Kind kind : CollectiveCall.Kind.values()) {
            final Prequest[] requests = new Collective(BRIEF.with("--operation", OptionValue.text(kind))).init(8);
            assertEquals(kind.hasRoot() ? 3 : 1, requests.length, kind::name);
            for (final Prequest request : requests) {
                request.free();
            }
        }
    }

    /** Whatever the value: of the second call rank 1 would be the root if it were the value's. */
    @MpiTest(ranks = 2)
    void shouldHaveTheRootThatIsAskedFor(final Intracomm world) {
        final CollectiveCall.Sums sums = CollectiveCall.Sums.allocate(world, 8);
        final CollectiveCall call = new CollectiveCall.Reduce(world, sums);
        for (int value = 0; value < 2; value++) {
            call.stamp(8, value, 0);
            call.start(8, 0).waitFor();
            if (world.getRank() == 0) {
                assertEquals(2 * value + 1, sums.totals()[0]);
            }
        }
        final MessageBuffer.Heap vector = new MessageBuffer.Heap(new byte[8]);
        final CollectiveCall bcast = new CollectiveCall.Bcast(world, vector);
        vector.stamp(8, (byte) (5 + world.getRank()));
        bcast.run(8, 0);
        vector.check(8, (byte) 5);
    }

    @MpiTest(ranks = {2, 3}, settings = "MPJ_PROGRESS=thread")
    void shouldMeasureOverlap(final Intracomm world) throws UsageException {
        for (final CollectiveCall.Kind kind : CollectiveCall.Kind.values()) {
            final Options options =
                BRIEF.with("--operation", OptionValue.text(kind), "--warmup", "1", "--sizes", "1,20K");
            assertOverlap(world, options);
        }
        assertOverlap(world,
            BRIEF.with("--operation", "allreduce", "--delayed-rank", "1", "--delay-millis", "1", "--sizes", "1,20K"));
    }

    private static void assertOverlap(final Intracomm world, final Options options) throws UsageException {
        final List<String> lines = lines(options, (chosen, out) -> new Overlap(chosen).run(out));
        assertEquals(world.getRank() == 0 ? 2 : 0, lines.size());
        lines.forEach(line -> assertTrue(line.matches("(1|20480)( +-?[0-9]+\\.[0-9]{3}){5}"), line));
    }

    @MpiTest(ranks = 2, transport = "shm")
    void shouldMeasureOneSidedOperations(final Intracomm world) throws UsageException {
        for (final OneSidedCall.Kind kind : OneSidedCall.Kind.values()) {
            final boolean isLong = kind == OneSidedCall.Kind.FETCH_AND_OP || kind == OneSidedCall.Kind.COMPARE_AND_SWAP;
            final Options options = BRIEF.with("--operation", OptionValue.text(kind), "--warmup", "1", "--sizes",
                isLong ? "8" : "8,20K");
            final List<String> lines = lines(options, (chosen, out) -> new OneSided(chosen).run(out));
            final List<String> sizes = isLong ? List.of("8") : List.of("8", "20480");
            assertEquals(world.getRank() == 0 ? sizes : List.of(),
                lines.stream().map(line -> line.split(" ")[0]).toList());
        }
    }

    @Test
    void shouldExplainWhatIsNotMeasured() {
        assertEquals("--operation is \"all\", expected one of bcast, reduce, allreduce, allgather, alltoall",
            assertThrows(UsageException.class, () -> OptionValue.of(CollectiveCall.Kind.class, "--operation", "all"))
                .getMessage());
        assertEquals("--operation is \"\", expected one of put, get, fetch-and-op, compare-and-swap, accumulate",
            assertThrows(UsageException.class, () -> OptionValue.of(OneSidedCall.Kind.class, "--operation", ""))
                .getMessage());
        assertEquals("fetch-and-op has 8 bytes, not 64",
            assertThrows(UsageException.class, () -> OneSidedCall.Kind.FETCH_AND_OP.requireSize(64)).getMessage());
        assertEquals("accumulate has a multiple of 8 bytes, not 9",
            assertThrows(UsageException.class, () -> OneSidedCall.Kind.ACCUMULATE.requireSize(9)).getMessage());
    }

    @MpiTest(ranks = {2, 3})
    void shouldMeasureDuplicates(final Intracomm world) throws UsageException {
        final List<String> lines = lines("heap", (options, out) -> new Dup(options).run(out));
        final String row = world.getSize() + "( +[0-9]+\\.[0-9]{3}){3}";
        assertTrue(world.getRank() == 0 ? lines.size() == 1 && lines.getFirst().matches(row) : lines.isEmpty(),
            lines::toString);
    }

    @MpiTest(ranks = 2, transport = {"loopback", "shm", "tcp"})
    void shouldMeasureColumns(final Intracomm world) throws UsageException {
        final List<String> lines = lines("heap", (options, out) -> new Vector(options).run(out));
        final List<String> starts = lines.stream().map(line -> line.replaceFirst("[0-9.]+$", "")).toList();
        assertEquals(world.getRank() == 0 ? List.of("Column to array (us): ", "Column to column (us): ") : List.of(),
            starts);
    }

    @MpiTest(ranks = {1, 3}, transport = {"loopback", "shm"})
    void shouldPrintTheFootprintAfterAnExchange(final Intracomm world) throws UsageException {
        final List<String> lines = lines("heap", (options, out) -> Footprint.run(100_000, out));
        if (world.getRank() == 0) {
            assertTrue(lines.get(0).matches("Free in /dev/shm \\(MB\\): [0-9]+\\.[0-9]{3}"), lines::toString);
            assertTrue(lines.get(1).matches("Largest resident set \\(MB\\): [0-9]+\\.[0-9]{3}"), lines::toString);
        }
    }

    private static void assertSizes(final Intracomm world, final List<String> lines) {
        final List<Integer> sizes =
            lines.stream()
                .filter(line -> line.matches("[0-9].*"))
                .map(line -> Integer.valueOf(line.split(" ")[0]))
                .toList();
        final List<Integer> all = IntStream.rangeClosed(3, 15).mapToObj(shift -> 1 << shift).toList();
        assertEquals(world.getRank() == 0 ? all : List.of(), sizes);
    }

    /** What this rank prints but for comments. */
    private static List<String> lines(final String kind, final Benchmark benchmark)
        throws UsageException {
        final String warmup = kind.equals("heap") ? "1" : "0"; // a round of it, or none
        return lines(BRIEF.with("--buffer", kind, "--warmup", warmup, "--min", "8", "--max", "32K"), benchmark);
    }

    private static List<String> lines(final Options options, final Benchmark benchmark) throws UsageException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        benchmark.run(options, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).toList();
    }
}
