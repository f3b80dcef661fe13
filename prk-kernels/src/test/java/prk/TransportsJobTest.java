package prk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import mpi.Intracomm;
import mpi.core.kit.MpiTest;

/** The kernels validate over shared memory and over TCP, with as many ranks as their arguments allow. */
class TransportsJobTest {
    private final KernelOutput out = new KernelOutput();
    private final KernelOutput err = new KernelOutput();

    /** What all kernels have in common. */
    @FunctionalInterface
    interface Kernel {
        boolean run(String[] args);
    }

    @MpiTest(ranks = {1, 2, 3, 4}, transport = {"shm", "tcp"})
    void shouldValidate(final Intracomm world) {
        validate("p2p", args -> P2p.run(args, world, 0, out.stream(), err.stream(), grid -> {}), "2 1024 1024");
        validate("p2p in groups", args -> P2p.run(args, world, 0, out.stream(), err.stream(), grid -> {}),
            "3 200 200 7");
        validate("stencil", args -> Stencil.run(args, world, 0, out.stream(), err.stream(), tile -> {}), "2 1000");
        validate("reduce", args -> Reduce.run(args, world, 0, out.stream(), err.stream(), vector -> {}), "10 100000");
        final int textLength = 16384 / world.getSize() * world.getSize();
        validate("global", args -> Global.run(args, world, 0, out.stream(), err.stream(), text -> {}),
            "10 " + textLength);
        final int order = 1024 / world.getSize() * world.getSize();
        validate("transpose-a2a", args -> TransposeA2a.run(args, world, 0, out.stream(), err.stream(), b -> {}),
            "2 " + order + " 32");
        validate("branch", args -> Branch.run(args, world, 0, out.stream(), err.stream(), vector -> {}),
            "10 10000 vector_stop");
    }

    private void validate(final String name, final Kernel kernel, final String args) {
        assertTrue(kernel.run(args.split(" ")), name);
        assertEquals(List.of(), err.lines(), name);
    }
}
