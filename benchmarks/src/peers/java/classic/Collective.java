package classic;

import common.Arguments;
import common.Contributions;
import common.Durations;
import mpi.Intracomm;
import mpi.MPI;
import mpi.MPIException;

/**
 * {@code bench.Collective} in the dialect of MPJ Express, all operations in one run: compiled and run, unchanged, with
 * either library. A line is the operation, the size, the median.
 */
public final class Collective {
    private static final int BATCHES = 100;
    private static final int WARMUP_BYTES = 256 * 1024;
    private static final int MAX_WARMUP_CALLS = 200;

    private final Intracomm world = MPI.COMM_WORLD;
    private final int rank = world.Rank();
    private final int ranks = world.Size();
    private final double[] nanos = new double[BATCHES];
    private final double[] nanosOfAllRanks = new double[BATCHES];
    private final Contributions data;
    private int value;

    private Collective(final int longestBytes) throws MPIException {
        data = new Contributions(rank, ranks, longestBytes);
    }

    /** An operation: writes, calls, checks. */
    private interface Call {
        void run(int sizeBytes) throws MPIException;
    }

    /**
     * Runs the benchmark.
     *
     * @param args see {@link Arguments}
     */
    public static void main(final String[] args) throws MPIException {
        final Arguments arguments = new Arguments(MPI.Init(args), 10_000);
        final Collective collective = new Collective(arguments.longestBytes());
        collective.warmUp(arguments);
        for (final String operation : arguments.operations()) {
            for (final int sizeBytes : arguments.sizesBytes()) {
                collective.measure(operation, sizeBytes, arguments);
            }
        }
        MPI.Finalize();
    }

    private void warmUp(final Arguments arguments) throws MPIException {
        final long start = System.nanoTime();
        final byte[] another = {arguments.anotherRound(start)};
        while (another[0] != 0) {
            world.Barrier();
            for (final String operation : arguments.operations()) {
                final Call call = call(operation);
                for (final int sizeBytes : arguments.sizesBytes()) {
                    repeat(call, Math.clamp(WARMUP_BYTES / sizeBytes, 1, MAX_WARMUP_CALLS), sizeBytes);
                }
            }
            another[0] = arguments.anotherRound(start);
            world.Bcast(another, 0, 1, MPI.BYTE, 0);
        }
    }

    private void measure(final String operation, final int sizeBytes, final Arguments arguments) throws MPIException {
        final Call call = call(operation);
        final int batch = Math.max(1, arguments.iterations(sizeBytes) / BATCHES);
        repeat(call, arguments.untimedIterations(sizeBytes), sizeBytes);
        for (int i = 0; i < BATCHES; i++) {
            world.Barrier();
            final long start = System.nanoTime();
            repeat(call, batch, sizeBytes);
            nanos[i] = System.nanoTime() - start;
        }
        world.Reduce(nanos, 0, nanosOfAllRanks, 0, BATCHES, MPI.DOUBLE, MPI.SUM, 0);
        if (rank == 0) {
            final Durations durations = new Durations(BATCHES);
            for (final double sum : nanosOfAllRanks) {
                durations.add(Math.round(sum / ranks), batch);
            }
            System.out.println(operation + " " + durations.latency(sizeBytes));
        }
    }

    private void repeat(final Call call, final int count, final int sizeBytes) throws MPIException {
        for (int i = 0; i < count; i++) {
            value++;
            call.run(sizeBytes);
        }
    }

    private Call call(final String operation) {
        return switch (operation) {
            case "bcast" -> this::bcast;
            case "reduce" -> this::reduce;
            case "allreduce" -> this::allreduce;
            case "allgather" -> this::allgather;
            case "alltoall" -> this::alltoall;
            default -> throw new IllegalArgumentException("unknown operation " + operation);
        };
    }

    private void bcast(final int sizeBytes) throws MPIException {
        final byte[] vector = rank == 0 ? data.sent : data.received;
        if (rank == 0) {
            data.stampBlock(0, sizeBytes, value);
        }
        world.Bcast(vector, 0, sizeBytes, MPI.BYTE, 0);
        if (rank != 0) {
            data.checkBlock(0, sizeBytes, value);
        }
    }

    private void reduce(final int sizeBytes) throws MPIException {
        final int count = Contributions.count(sizeBytes);
        data.stampSummands(count, value);
        world.Reduce(data.summands, 0, data.totals, 0, count, MPI.DOUBLE, MPI.SUM, 0);
        if (rank == 0) {
            data.checkTotals(count, value);
        }
    }

    private void allreduce(final int sizeBytes) throws MPIException {
        final int count = Contributions.count(sizeBytes);
        data.stampSummands(count, value);
        world.Allreduce(data.summands, 0, data.totals, 0, count, MPI.DOUBLE, MPI.SUM);
        data.checkTotals(count, value);
    }

    private void allgather(final int sizeBytes) throws MPIException {
        data.stampGathered(sizeBytes, value);
        world.Allgather(data.sent, 0, sizeBytes, MPI.BYTE, data.received, 0, sizeBytes, MPI.BYTE);
        data.checkGathered(sizeBytes, value);
    }

    private void alltoall(final int sizeBytes) throws MPIException {
        data.stampExchanged(sizeBytes, value);
        world.Alltoall(data.sent, 0, sizeBytes, MPI.BYTE, data.received, 0, sizeBytes, MPI.BYTE);
        data.checkExchanged(sizeBytes, value);
    }
}
