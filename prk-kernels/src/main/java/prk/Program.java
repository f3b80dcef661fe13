package prk;

import java.util.function.Predicate;
import mpi.MPI;

/**
 * A kernel as a program.
 *
 * @param warmUpSeconds how long it warms up, unless the user wants otherwise
 * @param body all that it does between Init and Finalize; tells whether its result is right, the same on every rank
 */
record Program(double warmUpSeconds, Predicate<Job> body) {
    /** Runs the kernel; exits with 1 if the command line or the result is wrong. */
    void main(final String[] args) {
        final String[] arguments = MPI.Init(args);
        final boolean valid =
            run(new Job(arguments, MPI.COMM_WORLD, WarmUp.seconds(warmUpSeconds, MPI.COMM_WORLD), System.out,
                System.err));
        MPI.Finalize();
        if (!valid) {
            System.exit(1);
        }
    }

    boolean run(final Job job) {
        return body.test(job);
    }
}
