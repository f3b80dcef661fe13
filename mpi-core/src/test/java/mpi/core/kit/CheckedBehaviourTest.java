package mpi.core.kit;

import mpi.Intracomm;
import mpi.MPI;
import mpi.MPIException;
import mpi.Prequest;

/** The behavioural kit with all collectives checked: what is right is not found wrong, and gives the same results. */
class CheckedBehaviourTest {
    @MpiTest(ranks = 3, settings = "MPJ_CHECK=true")
    void shouldBehave() {
        BehaviourKit.run(new Sample(16, 1));
    }

    @MpiTest(ranks = 3, settings = "MPJ_CHECK=true")
    void shouldRepeatCollectives() {
        BehaviourKit.runPersistent();
    }

    /** At every start, whatever the order; what does not fit can be started again and does not fit then. */
    @MpiTest(ranks = 3, settings = "MPJ_CHECK=true")
    void shouldCompareWhatIsPrepared(final Intracomm world) {
        world.setErrhandler(MPI.ERRORS_RETURN);
        final boolean isOdd = world.getRank() == 1;
        final Prequest unequal = world.allReduceInit(new int[2], new int[2], isOdd ? 1 : 2, MPI.INT, MPI.SUM);
        final Prequest mixed = isOdd ? world.barrierInit() : world.allReduceInit(new int[2], 2, MPI.INT, MPI.SUM);
        final int[] sum = {1};
        final Prequest right = world.allReduceInit(sum, 1, MPI.INT, MPI.SUM);
        for (int start = 1; start <= 2; start++) {
            expectFailure(unequal, MPI.ERR_COUNT, "rank 1 calls allreduce_init(1 INT, SUM)");
            expectFailure(mixed, MPI.ERR_ARG, "rank 1 calls barrier_init");
            right.start();
            right.waitFor();
            Expect.equal("sum", (int) Math.pow(3, start), sum[0]);
        }
    }

    private static void expectFailure(final Prequest request, final int errorClass, final String text) {
        Expect.failure(text, errorClass, () -> {
            request.start();
            try {
                request.waitFor();
            } catch (final MPIException e) {
                Expect.that(e.getMessage(), e.getMessage().contains(text));
                throw e;
            }
        });
    }
}
