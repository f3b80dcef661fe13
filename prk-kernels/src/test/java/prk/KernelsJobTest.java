package prk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import mpi.Comm;
import mpi.Intracomm;
import mpi.MPI;
import mpi.core.kit.MpiTest;

/** What all kernels have in common. */
class KernelsJobTest {
    /** With as many ranks as their arguments allow; compiled anew in each job, so that small sizes have to do. */
    @MpiTest(ranks = {1, 2, 3, 4}, transport = {"shm", "tcp"})
    void shouldValidate(final Intracomm world) {
        validateAll(world);
    }

    /** Those with an odd number are on one host, the others on another one. */
    @MpiTest(ranks = {2, 3, 4}, transport = "auto", hosts = 2)
    void shouldValidateOnHosts(final Intracomm world) {
        final Comm host = world.splitType(Comm.TYPE_SHARED, 0, MPI.INFO_NULL);
        assertEquals((world.getSize() + 1 - world.getRank() % 2) / 2, host.getSize());
        host.free();
        validateAll(world);
    }

    private static void validateAll(final Intracomm world) {
        final int ranks = world.getSize();
        final String order = multiple(800, ranks);
        validate(world, Nstream.PROGRAM, "10 100000 0");
        validate(world, Transpose.PROGRAM, "2 " + order + " 32");
        validate(world, TransposeA2a.PROGRAM, "2 " + order + " 32");
        validate(world, TransposeRma.PROGRAM, "2 " + order + " 32 0");
        validate(world, TransposeRma.PROGRAM, "2 " + order + " 32 1");
        validate(world, P2p.PROGRAM, "2 300 300");
        validate(world, P2p.PROGRAM, "3 200 200 7");
        validate(world, P2pRma.PROGRAM, "2 300 300");
        validate(world, P2pRma.PROGRAM, "3 200 200 7");
        validate(world, Stencil.PROGRAM, "2 500");
        validate(world, StencilRma.PROGRAM, "2 500");
        validate(world, Reduce.PROGRAM, "10 100000");
        validate(world, Global.PROGRAM, "10 " + multiple(16384, ranks));
        validate(world, Dgemm.PROGRAM, "2 128 32 1");
        validate(world, Pic.PROGRAM, "10 200 10000 1 2 GEOMETRIC 0.99");
        validate(world, Amr.PROGRAM, "8 200 50 2 2 1 1 FINE_GRAIN");
        validate(world, Branch.PROGRAM, "10 10000 vector_stop");
        if (Integer.bitCount(ranks) == 1) {
            validate(world, Random.PROGRAM, "4 14");
            validate(world, Sparse.PROGRAM, "5 7 5");
        }
    }

    private static String multiple(final int atMost, final int ranks) {
        return Integer.toString(atMost / ranks * ranks);
    }

    private static void validate(final Intracomm world, final Program kernel, final String args) {
        final KernelOutput out = new KernelOutput();
        final KernelOutput err = new KernelOutput();
        assertTrue(kernel.run(new Job(args.split(" "), world, 0, out.stream(), err.stream())), args);
        assertEquals(List.of(), err.lines(), args);
        assertEquals(world.getRank() == 0, out.lines().contains("Solution validates"), args);
    }

    @MpiTest(ranks = 3)
    void shouldExplainAWrongCommandLineOnce(final Intracomm world) {
        explain(world, Amr.PROGRAM, "10 5 5 2 2 1 1 FINE_GRAIN", "a rank's tile would be 1 points wide, less than the"
            + " stencil's radius, 2: use fewer ranks or a larger grid or refinement");
        explain(world, Branch.PROGRAM, "2 10 vector", "branching type is \"vector\", expected one of [vector_stop,"
            + " vector_go, no_vector, ins_heavy]");
        explain(world, Dgemm.PROGRAM, "10 2 32 1", "matrix order is \"2\", expected a whole number from 3 to"
            + " 2147483647");
        explain(world, Global.PROGRAM, "1 16384", "text length 16384 is not a multiple of the number of ranks, 3");
        explain(world, Nstream.PROGRAM, "1 2 0", "vector length is \"2\", expected a whole number from 3 to"
            + " 6442450917");
        final String columns = "columns is \"3\", expected a whole number from 4 to 2147483647";
        explain(world, P2p.PROGRAM, "1 3 10", columns);
        explain(world, P2pRma.PROGRAM, "1 3 10", columns);
        explain(world, Pic.PROGRAM, "10 1000 10000 1 2 GEOMETRIC", "found 6 arguments, expected 7 with GEOMETRIC");
        explain(world, Random.PROGRAM, "8 16", "number of ranks is 3, expected a power of 2");
        explain(world, Reduce.PROGRAM, "1", "found 1 arguments, expected 2");
        explain(world, Sparse.PROGRAM, "10 10 5", "grid width 1024 is not a multiple of the number of ranks, 3");
        final String order = "grid order 5 is too small for 1 by 3 ranks: each needs 2 rows and columns";
        explain(world, Stencil.PROGRAM, "1 5", order);
        explain(world, StencilRma.PROGRAM, "1 5", order);
        final String matrix = "matrix order 64 is not a multiple of the number of ranks, 3";
        explain(world, Transpose.PROGRAM, "1 64", matrix);
        explain(world, TransposeA2a.PROGRAM, "1 64", matrix);
        explain(world, TransposeRma.PROGRAM, "1 64", matrix);
    }

    private static void explain(final Intracomm world, final Program kernel, final String args, final String problem) {
        final KernelOutput out = new KernelOutput();
        final KernelOutput err = new KernelOutput();
        assertFalse(kernel.run(new Job(args.split(" "), world, 0, out.stream(), err.stream())), args);
        assertEquals(List.of(), out.lines(), args);
        if (world.getRank() == 0) {
            assertEquals(2, err.lines().size(), args);
            assertEquals("ERROR: " + problem, err.lines().getFirst());
            assertTrue(err.lines().getLast().startsWith("Usage: prk."), err.lines()::toString);
        } else {
            assertEquals(List.of(), err.lines(), args);
        }
    }
}
