package mpi.core.coll.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.coll.select.JobShape.Medium;
import mpi.core.runtime.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is chosen, by default and when told. */
class SelectorTest {
    private static Selector selector(final String... variables) {
        final Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < variables.length; i += 2) {
            environment.put(variables[i], variables[i + 1]);
        }
        return new Selector(new Settings(environment, new Properties()));
    }

    private static Variant variant(final String name) {
        return Variant.named(name).orElseThrow();
    }

    /** What ranks choose that share no memory. */
    private static Choice apart(final Selector selector, final String name, final int size, final long bytes) {
        return selector.choose(variant(name), new JobShape(size, size, Medium.MEMORY), bytes);
    }

    @ParameterizedTest
    @CsvSource({"bcast, 7, 1000000, binomial", "bcast, 8, 12288, binomial", "bcast, 8, 12289, scatter_doubling",
        "bcast, 8, 524288, scatter_doubling", "bcast, 8, 524289, scatter_ring", "bcast, 9, 12289, scatter_ring",
        "gather, 9, 8, binomial", "gather, 64, 1000000000, linear", "scatter, 9, 8, binomial",
        "scatter, 64, 1000000000, linear", "allgather, 8, 524287, recursive_doubling", "allgather, 8, 524288, ring",
        "allgather, 9, 81919, bruck", "allgather, 9, 81920, ring", "alltoall, 8, 256, bruck",
        "alltoall, 7, 256, scattered", "alltoall, 8, 257, scattered", "alltoall, 8, 32768, scattered",
        "alltoall, 8, 32769, pairwise", "reduce, 9, 2048, binomial", "reduce, 9, 2049, rabenseifner",
        "allreduce, 9, 2048, recursive_doubling", "allreduce, 9, 2049, rabenseifner",
        "allreduce, 3000, 2049, recursive_doubling", "allreduce, 9, 4194303, rabenseifner",
        "allreduce, 9, 4194304, ring", "reduce_scatter, 9, 524287, recursive_halving",
        "reduce_scatter, 9, 524288, pairwise", "scan, 9, 8, recursive_doubling", "exscan, 9, 8, recursive_doubling",
        "barrier, 9, 0, dissemination"})
    void shouldSwitchWhereMpichDoes(final String operation, final int size, final long bytes, final String expected) {
        assertEquals(expected,
            apart(selector(), operation, size, bytes).algorithm().text());
    }

    @ParameterizedTest
    @CsvSource({"bcast, 8, 4, 8, two_tier", "bcast, 8, 8, 8, binomial", "bcast, 8, 1, 8, shared_memory",
        "allreduce, 9, 2, 9000000, two_tier", "alltoall, 6, 2, 1024, two_tier", "alltoall, 6, 2, 1025, scattered",
        "barrier, 3, 2, 0, two_tier", "scan, 8, 4, 8, recursive_doubling", "exscan, 8, 4, 8, recursive_doubling"})
    void shouldGoThroughLeadersAcrossHosts(final String operation, final int size, final int hosts, final long bytes,
        final String expected) {
        assertEquals(expected,
            selector().choose(variant(operation), new JobShape(size, hosts, Medium.MEMORY), bytes).algorithm().text());
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotGoThroughLeadersWhereToldOtherwise(final Operation operation) {
        assertEquals(false, selector("MPJ_COLL_TIERS", "off").isTiered(operation));
        for (final Algorithm algorithm : operation.algorithms()) {
            final Selector forced = selector(operation.setting().variable(), algorithm.text());
            assertEquals(false, forced.isTiered(operation));
            assertEquals(algorithm,
                forced.choose(variant(operation.text()), new JobShape(8, 4, Medium.MEMORY), 40).algorithm());
            assertEquals(operation != Operation.BCAST, forced.isTiered(Operation.BCAST));
        }
    }

    /** Among 8 ranks a cell of 8 KiB has a piece of 1152 bytes for each other. */
    @ParameterizedTest
    @CsvSource({"barrier, 2, 0, shared_memory", "bcast, 2, 32768, shared_memory", "bcast, 2, 32769, binomial",
        "bcast, 3, 32769, shared_memory", "alltoall, 8, 36864, shared_memory", "alltoall, 8, 36865, pairwise",
        "alltoall, 4, 1000000, shared_memory", "scatter, 8, 36865, binomial",
        "reduce_scatter, 8, 294912, shared_memory", "reduce_scatter, 8, 294920, recursive_halving",
        "allreduce, 8, 9000000, shared_memory", "allreduce, 1, 8, recursive_doubling",
        "scan, 8, 8, recursive_doubling"})
    void shouldUseTheMemoryOfOneHost(final String operation, final int size, final long bytes,
        final String expected) {
        assertEquals(expected,
            selector().choose(variant(operation), JobShape.ofOneHost(size), bytes).algorithm().text());
    }

    @Test
    void shouldSayThatFewRanksShareMemoryForBlocksOfDifferentLengths() {
        assertEquals("ranks of one host that share memory, blocks of any lengths, in alltoallv and alltoallw too: of so"
            + " few ranks that pieces are of at least 4096 bytes (mpj.coll.host.pieces.threshold)",
            selector().choose(Variant.ALLTOALL, JobShape.ofOneHost(4), 8).reason());
        assertEquals("ranks of one host that share memory, blocks of at most 32 pieces, or long ones"
            + " (mpj.coll.host.pieces)",
            selector().choose(Variant.ALLTOALL, JobShape.ofOneHost(5), 8).reason());
    }

    @ParameterizedTest
    @EnumSource
    void shouldRunWhatIsForcedThoughMemoryIsShared(final Operation operation) {
        assertEquals(false, selector("MPJ_COLL_HOST", "false").isShared(operation));
        for (final Algorithm algorithm : operation.algorithms()) {
            final Selector forced = selector(operation.setting().variable(), algorithm.text());
            assertEquals(false, forced.isShared(operation));
            assertEquals(algorithm, forced.choose(variant(operation.text()), JobShape.ofOneHost(8), 40).algorithm());
            assertEquals(operation != Operation.BCAST, forced.isShared(Operation.BCAST));
        }
    }

    /** What {@code RawCollectives} does, and {@code HostTier} and {@code Tiers} make possible. */
    @ParameterizedTest
    @CsvSource({"gatherv, linear, linear, two_tier, linear", "scatterv, linear, linear, two_tier, linear",
        "allgatherv, bruck, bruck, two_tier, two_tier", "alltoallv, shared_memory, scattered, scattered, scattered",
        "alltoallw, shared_memory, scattered, scattered, scattered",
        "reduce_scatter_block, shared_memory, recursive_halving, two_tier, two_tier"})
    void shouldKnowTheVariants(final String name, final String onHost, final String checked, final String onHosts,
        final String notBlocking) {
        final JobShape hosts = new JobShape(4, 2, Medium.MEMORY);
        assertEquals(onHost, selector().choose(variant(name), JobShape.ofOneHost(4), 40).algorithm().text());
        assertEquals(checked,
            selector().choose(variant(name), new JobShape(4, 1, Medium.CHECKED), 40).algorithm().text());
        assertEquals(onHosts, selector().choose(variant(name), hosts, 40).algorithm().text());
        assertEquals(notBlocking, selector().chooseWithoutBlocking(variant(name), hosts, 40).algorithm().text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"bcast | 2 | MEMORY | 32769 | between two ranks more than 32768 bytes are"
        + " faster as messages (mpj.coll.host.bcast.threshold)", "bcast | 2 | MEMORY | 32768 | ",
        "bcast | 2 | TCP | 8 | over TCP alone (mpj.transport) ranks share no memory",
        "alltoallv | 5 | MEMORY | 0 | blocks may have different lengths, which only their ranks know, and in a cell of"
            + " so many ranks pieces have less than 4096 bytes (mpj.coll.host.pieces.threshold)",
        "scatter | 5 | MEMORY | 100000 | among so many ranks blocks of more than 32 pieces are faster as messages"
            + " (mpj.coll.host.pieces)",
        "scan | 5 | CHECKED | 8 | each rank of a scan needs another result"})
    void shouldSayWhyMemoryIsNotUsed(final String name, final int size, final Medium medium, final long bytes,
        final String expected) {
        assertEquals(expected == null ? "" : expected,
            selector().objectionToMemory(variant(name), new JobShape(size, 1, medium), bytes));
    }

    @Test
    void shouldRefuseTiersThatAreNeitherAutoNorOff() {
        final MPIException e = assertThrows(MPIException.class, () -> selector("MPJ_COLL_TIERS", "three"));
        assertEquals(MPI.ERR_ARG, e.getErrorClass());
        assertEquals("Init: setting mpj.coll.tiers (MPJ_COLL_TIERS) is \"three\", expected one of auto, off"
            + " (MPI.ERR_ARG)", e.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeForcedToAnyAlgorithm(final Operation operation) {
        for (final Algorithm algorithm : operation.algorithms()) {
            final Choice choice =
                apart(selector(operation.setting().variable(), algorithm.text()), operation.text(), 8, 40);
            assertEquals(algorithm, choice.algorithm());
        }
    }

    @Test
    void shouldKeepTheOrderOfRanksWhateverIsForced() {
        assertEquals(Algorithm.ORDERED, selector().reduce(4, 9, 9000, false, true).algorithm());
        assertEquals(Algorithm.RECURSIVE_DOUBLING, selector().allreduce(4, 9, 9000, false, false).algorithm());
        assertEquals(Algorithm.PAIRWISE, selector().reduceScatter(9, false).algorithm());
        for (final String forced : List.of("binomial", "rabenseifner", "ordered")) {
            assertEquals(Algorithm.ORDERED,
                selector("MPJ_COLL_REDUCE_ALGORITHM", forced).reduce(4, 9, 9000, false, false).algorithm());
        }
        assertEquals(Algorithm.RABENSEIFNER,
            selector("MPJ_COLL_ALLREDUCE_ALGORITHM", "ring").allreduce(4, 9, 9000, false, false).algorithm());
        assertEquals(Algorithm.PAIRWISE, selector("MPJ_COLL_REDUCESCATTER_ALGORITHM", "recursive_halving")
            .reduceScatter(9, false)
            .algorithm());
    }

    @ParameterizedTest
    @CsvSource({"bcast, scatter_doubling, 6, scatter_ring", "allgather, recursive_doubling, 6, bruck",
        "allgather, neighbour_exchange, 5, ring"})
    void shouldTakeTheNextBestWhereWhatIsForcedCannotBe(final String operation, final String forced, final int size,
        final String expected) {
        final Operation named = Operation.named(operation).orElseThrow();
        final Selector selector = selector(named.setting().variable(), forced);
        assertEquals(expected, apart(selector, operation, size, 40).algorithm().text());
        assertEquals(forced, apart(selector, operation, 8, 40).algorithm().text());
    }

    @Test
    void shouldNotUseTreesForBlocksThatOnlyTheRootKnows() {
        assertEquals(Algorithm.LINEAR, selector().gather(8, 0, false).algorithm());
        assertEquals(Algorithm.LINEAR, selector("MPJ_COLL_SCATTER_ALGORITHM", "binomial").scatter(8, 0, false)
            .algorithm());
        assertEquals(Algorithm.BRUCK, selector("MPJ_COLL_ALLGATHER_ALGORITHM", "recursive_doubling")
            .allgather(8, 9, false)
            .algorithm());
        assertEquals(Algorithm.SCATTERED, selector("MPJ_COLL_ALLTOALL_ALGORITHM", "bruck").alltoall(8, 9, false)
            .algorithm());
    }

    @Test
    void shouldSayOnceThatWhatIsForcedCannotBe() {
        final Logger logger = Logger.getLogger("mpi.core.coll");
        final Level before = logger.getLevel();
        final List<LogRecord> lines = new ArrayList<>();
        final Handler handler = new Handler() {
            @Override
            public void publish(final LogRecord line) {
                lines.add(line);
            }

            @Override
            public void flush() {
                // nothing is kept back
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        logger.setLevel(Level.FINE);
        logger.addHandler(handler);
        try {
            final Selector selector = selector("MPJ_COLL_BCAST_ALGORITHM", "scatter_doubling");
            selector.bcast(8, 1);
            assertEquals(0, lines.size());
            selector.bcast(6, 1);
            selector.bcast(5, 1);
            assertEquals(1, lines.size());
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(before);
        }
    }

    @Test
    void shouldGiveReasonsWithTheirSettings() {
        assertEquals("rabenseifner: a predefined operation on more than 2048 bytes"
            + " (mpj.coll.allreduce.doubling.threshold)", selector().allreduce(4, 9999, 9999, true, false).toString());
        assertEquals("ring: forced (mpj.coll.allreduce.algorithm)",
            selector("MPJ_COLL_ALLREDUCE_ALGORITHM", "ring").allreduce(4, 9, 9, true, false).toString());
        assertEquals("scatter_ring: scatter_doubling is forced, but the number of ranks is no power of two"
            + " (mpj.coll.bcast.algorithm)",
            selector("MPJ_COLL_BCAST_ALGORITHM", "scatter_doubling").bcast(6, 9).toString());
    }

    @Test
    void shouldChooseWithoutMakingAnything() {
        final Selector selector = selector();
        assertSame(selector.allreduce(4, 9999, 9999, true, false), selector.allreduce(4, 8888, 8888, true, false));
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseUnknownNames(final Operation operation) {
        final MPIException e =
            assertThrows(MPIException.class, () -> selector(operation.setting().variable(), "best"));
        assertEquals(MPI.ERR_ARG, e.getErrorClass());
        assertEquals("Init: setting " + operation.setting().property() + " (" + operation.setting().variable()
            + ") is \"best\", expected one of " + operation.names() + " (MPI.ERR_ARG)", e.getMessage());
    }
}
