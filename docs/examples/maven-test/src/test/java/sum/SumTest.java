package sum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import mpi.Intracomm;
import mpi.MPI;
import mpi.local.LocalWorld;
import mpi.local.LocalWorldException;
import mpi.local.MpiTest;
import org.junit.jupiter.api.Test;

class SumTest {
    @MpiTest(ranks = {1, 2, 3, 4})
    void shouldAddUpInAnyNumberOfRanks(final Intracomm world) {
        assertEquals(5050, Sum.of(world, 100));
    }

    @Test
    void shouldGiveTheSameToEveryRank() {
        final int n = 10;
        final List<Long> sums = LocalWorld.call(3, () -> {
            MPI.Init(new String[0]);
            final long sum = Sum.of(MPI.COMM_WORLD, n);
            MPI.Finalize();
            return sum;
        });

        assertEquals(List.of(55L, 55L, 55L), sums);
    }

    @Test
    void shouldRefuseWhatIsNoNumber() {
        final LocalWorldException failure =
            assertThrows(LocalWorldException.class, () -> LocalWorld.run(2, Sum.class, "many"));

        assertEquals(NumberFormatException.class, failure.getCause().getClass());
    }
}
