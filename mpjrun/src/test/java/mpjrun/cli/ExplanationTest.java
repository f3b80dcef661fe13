package mpjrun.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Properties;
import mpi.core.runtime.Settings;
import org.junit.jupiter.api.Test;

/** What {@code --explain-coll} prints. */
class ExplanationTest {
    private static String explain(final String asked, final int ranks, final Map<String, String> environment)
        throws BadInputException {
        return Explanation.read("--explain-coll", asked).text(new Settings(environment, new Properties()), ranks);
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
