package mpjrun.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Properties;
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
        return Explanation.read("--explain-coll", asked)
            .text(new Settings(environment, new Properties()), ranks, hosts);
    }

    @Test
    void shouldSayWhatIsChosenAndWhy() throws BadInputException {
        assertEquals("""
            allreduce among 4 ranks, the vector of a rank being 1048576 bytes: rabenseifner
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
