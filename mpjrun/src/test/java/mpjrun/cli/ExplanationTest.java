package mpjrun.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Properties;
import mpi.core.coll.select.JobShape;
import mpi.core.runtime.Settings;
import org.junit.jupiter.api.Test;

/** What {@code --explain-coll} prints. */
class ExplanationTest {
    private static String explain(final String asked, final int ranks, final Map<String, String> environment)
        throws BadInputException {
        return explain(asked, ranks, 1, environment);
    }

    private static String explain(final String asked, final int ranks, final int hosts,
        final Map<String, String> environment) throws BadInputException {
        return explain(asked, new JobShape(ranks, hosts, JobShape.Medium.MEMORY), environment);
    }

    private static String explain(final String asked, final JobShape job, final Map<String, String> environment)
        throws BadInputException {
        return Explanation.read("--explain-coll", asked).text(new Settings(environment, new Properties()), job);
    }

    @Test
    void shouldSayWhatIsChosenAndWhy() throws BadInputException {
        assertEquals("""
            allreduce among 4 ranks, the vector of a rank being 1048576 bytes: shared_memory
            because: ranks of one host that share memory, of whom each combines a slice, or rank 0 all where they have\
             not a core each: more than 4096 bytes, or many ranks (mpj.coll.host.allreduce.threshold)
            if it does not block, or no memory is left (mpj.coll.host.pool): rabenseifner
            because: a predefined operation on more than 2048 bytes (mpj.coll.allreduce.doubling.threshold)
            its setting mpj.coll.allreduce.algorithm takes auto, recursive_doubling, rabenseifner, ring
            """, explain("allreduce:1MiB", 4, Map.of()));
        assertEquals("""
            allgather among 1 rank, all blocks being 1 byte: ring
            because: forced (mpj.coll.allgather.algorithm)
            its setting mpj.coll.allgather.algorithm takes auto, recursive_doubling, bruck, ring, neighbour_exchange
            """, explain("allgather:1B", 1, Map.of("MPJ_COLL_ALLGATHER_ALGORITHM", "ring")));
    }

    @Test
    void shouldSayThatMemoryIsSharedUnlessAnAlgorithmIsForced() throws BadInputException {
        assertTrue(explain("bcast:32KiB", 2, Map.of()).contains(": shared_memory\n"));
        assertTrue(explain("bcast:32769", 2, Map.of()).contains(": binomial\n"), "two ranks gain nothing");
        assertTrue(explain("bcast:32769", 2, Map.of("MPJ_COLL_HOST_BCAST_THRESHOLD", "40000"))
            .contains("two with at most 40000 bytes, or more than two (mpj.coll.host.bcast.threshold)"));
        assertEquals("""
            allreduce among 4 ranks, the vector of a rank being 8 bytes: ring
            because: forced (mpj.coll.allreduce.algorithm)
            not through memory: an algorithm is forced (mpj.coll.allreduce.algorithm)
            its setting mpj.coll.allreduce.algorithm takes auto, recursive_doubling, rabenseifner, ring
            """, explain("allreduce:8", 4, Map.of("MPJ_COLL_ALLREDUCE_ALGORITHM", "ring")));
        assertEquals("""
            barrier among 4 ranks: dissemination
            because: there is no other
            not through memory: it is turned off (mpj.coll.host)
            its setting mpj.coll.barrier.algorithm takes auto, dissemination
            """, explain("barrier", 4, Map.of("MPJ_COLL_HOST", "false")));
    }

    @Test
    void shouldSayWhatIsChosenAcrossHosts() throws BadInputException {
        assertEquals("""
            bcast among 8 ranks on 4 hosts, the message being 8 bytes: two_tier
            because: several ranks on one of several hosts (mpj.coll.tiers)
            its setting mpj.coll.bcast.algorithm takes auto, binomial, scatter_doubling, scatter_ring, chain
            """, explain("bcast:8", 8, 4, Map.of()));
        assertTrue(explain("bcast:8", 8, 8, Map.of()).contains(": binomial\n"), "one rank on each");
        assertTrue(explain("bcast:8", 8, 4, Map.of("MPJ_COLL_TIERS", "off")).contains(": binomial\n"));
    }

    @Test
    void shouldSayThatMemoryIsNotSharedInAJobWithoutIt() throws BadInputException {
        assertEquals("""
            alltoallv among 4 ranks: scattered
            because: blocks of any size
            not through memory: of a program that is checked (mpj.check) all collectives are messages
            its setting mpj.coll.alltoall.algorithm takes auto, bruck, scattered, pairwise
            """, explain("alltoallv", new JobShape(4, 1, JobShape.Medium.CHECKED), Map.of()));
        assertEquals("""
            gatherv among 4 ranks on 2 hosts: two_tier
            because: several ranks on one of several hosts (mpj.coll.tiers)
            not through memory: over TCP alone (mpj.transport) ranks share no memory
            if it does not block: linear
            because: blocks of any size, which only the root knows
            its setting mpj.coll.gather.algorithm takes auto, binomial, linear
            """, explain("gatherv", new JobShape(4, 2, JobShape.Medium.TCP), Map.of()));
        assertTrue(explain("reduce_scatter:8", 4, Map.of()).contains("if it does not block, its blocks differ, or no"));
    }

    @Test
    void shouldReadLengths() throws BadInputException {
        assertEquals(3L << 30, Explanation.read("", "bcast:3GiB").lengthBytes());
        assertEquals(3L << 10, Explanation.read("", "bcast:3KiB").lengthBytes());
        assertEquals(3, Explanation.read("", "bcast:3").lengthBytes());
    }

    @Test
    void shouldRefuseWhatInitWould() {
        final BadInputException e = assertThrows(BadInputException.class,
            () -> explain("bcast:1", 2, Map.of("MPJ_COLL_BCAST_BINOMIAL_THRESHOLD", "much")));
        assertEquals("Init: setting mpj.coll.bcast.binomial.threshold (MPJ_COLL_BCAST_BINOMIAL_THRESHOLD) is \"much\","
            + " expected a number of bytes (MPI.ERR_ARG)", e.getMessage());
    }
}
