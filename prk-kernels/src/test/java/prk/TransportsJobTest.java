package prk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import mpi.Intracomm;
import mpi.core.kit.MpiTest;

/** All kernels validate over shared memory and over TCP, with as many ranks as their arguments allow. */
class TransportsJobTest {
    private final KernelOutput out = new KernelOutput();
    private final KernelOutput err = new KernelOutput();

    @MpiTest(ranks = {1, 2, 3, 4}, transport = {"shm", "tcp"})
    void shouldValidate(final Intracomm world) {
        final int ranks = world.getSize();
        validate(world, Nstream.PROGRAM, "10 100000 0");
        validate(world, Transpose.PROGRAM, "2 " + multiple(1024, ranks) + " 32");
        validate(world, TransposeA2a.PROGRAM, "2 " + multiple(1024, ranks) + " 32");
        validate(world, P2p.PROGRAM, "2 1024 1024");
        validate(world, P2p.PROGRAM, "3 200 200 7");
        validate(world, Stencil.PROGRAM, "2 1000");
        validate(world, Reduce.PROGRAM, "10 100000");
        validate(world, Global.PROGRAM, "10 " + multiple(16384, ranks));
        validate(world, Dgemm.PROGRAM, "2 256 32 1");
        validate(world, Pic.PROGRAM, "10 1000 10000 1 2 GEOMETRIC 0.99");
        validate(world, Amr.PROGRAM, "10 1000 100 2 2 1 1 FINE_GRAIN");
        validate(world, Branch.PROGRAM, "10 10000 vector_stop");
        if (Integer.bitCount(ranks) == 1) {
            validate(world, Random.PROGRAM, "8 16");
            validate(world, Sparse.PROGRAM, "10 8 5");
        }
    }

    /** Windows are among ranks that share memory. */
    @MpiTest(ranks = {1, 2, 3, 4}, transport = "shm")
    void shouldValidateWithWindows(final Intracomm world) {
        validate(world, P2pRma.PROGRAM, "2 500 500");
        validate(world, StencilRma.PROGRAM, "2 1000");
        validate(world, TransposeRma.PROGRAM, "2 " + multiple(1024, world.getSize()) + " 32 0");
        validate(world, TransposeRma.PROGRAM, "2 " + multiple(1024, world.getSize()) + " 32 1");
    }

    private static int multiple(final int atMost, final int ranks) {
        return atMost / ranks * ranks;
    }

    private void validate(final Intracomm world, final Program kernel, final String args) {
        assertTrue(kernel.run(new Job(args.split(" "), world, 0, out.stream(), err.stream())), args);
        assertEquals(List.of(), err.lines(), args);
    }
}
