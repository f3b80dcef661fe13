package openmpi;

import common.Arguments;
import common.Contributions;
import common.Durations;
import mpi.Intracomm;
import mpi.MPI;
import mpi.MPIException;

/**
 * {@code bench.Collective} in the dialect of Open MPI, all operations in one run: compiled and run, unchanged, with
 * either library. A line is the operation, the size, the median.
 */
public final class Collective {
    private static final int BATCHES = 100;
    private static final int WARMUP_BYTES = 256 * 1024;
    private static final int MAX_WARMUP_CALLS = 200;

    private final Intracomm world = MPI.COMM_WORLD;
    private final int rank = world.getRank();
    private final int ranks = world.getSize();
    private final double[] nanos = new double[BATCHES];
    private final double[] nanosOfAllRanks = new double[BATCHES];
    private final Contributions data;
    private int value;

    private Collective(final int longestBytes) throws MPIException {
        data = new Contributions(rank, ranks, longestBytes);
    }

    /** The call of an operation, which alone is timed. */
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
            for (final String operation : arguments.operations()) {
                for (final int sizeBytes : arguments.sizesBytes()) {
                    repeat(operation, Math.clamp(WARMUP_BYTES / sizeBytes, 1, MAX_WARMUP_CALLS), sizeBytes);
                }
            }
            another[0] = arguments.anotherRound(start);
            world.bcast(another, 1, MPI.BYTE, 0);
        }
    }

    private void measure(final String operation, final int sizeBytes, final Arguments arguments) throws MPIException {
        final int batch = Math.max(1, arguments.iterations(sizeBytes) / BATCHES);
        repeat(operation, arguments.untimedIterations(sizeBytes), sizeBytes);
        for (int i = 0; i < BATCHES; i++) {
            nanos[i] = repeat(operation, batch, sizeBytes);
        }
        world.reduce(nanos, nanosOfAllRanks, BATCHES, MPI.DOUBLE, MPI.SUM, 0);
        if (rank == 0) {
            final Durations durations = new Durations(BATCHES);
            for (final double sum : nanosOfAllRanks) {
                durations.add(Math.round(sum / ranks), batch);
            }
            System.out.println(operation + " " + durations.latency(sizeBytes));
        }
    }

    /** Returns what the calls took this rank, without what lies between them. */
    private long repeat(final String operation, final int count, final int sizeBytes) throws MPIException {
        final Call call = call(operation);
        long sum = 0;
        for (int i = 0; i < count; i++) {
            data.stamp(operation, sizeBytes, ++value);
            world.barrier();
            final long start = System.nanoTime();
            call.run(sizeBytes);
            sum += System.nanoTime() - start;
            data.check(operation, sizeBytes, value);
        }
        return sum;
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
        final byte[] vector = rank == data.root(value) ? data.sent : data.received;
        world.bcast(vector, sizeBytes, MPI.BYTE, data.root(value));
    }

    private void reduce(final int sizeBytes) throws MPIException {
        final int count = Contributions.count(sizeBytes);
        world.reduce(data.summands, data.totals, count, MPI.DOUBLE, MPI.SUM, data.root(value));
    }

    private void allreduce(final int sizeBytes) throws MPIException {
        final int count = Contributions.count(sizeBytes);
        world.allReduce(data.summands, data.totals, count, MPI.DOUBLE, MPI.SUM);
    }

    private void allgather(final int sizeBytes) throws MPIException {
        world.allGather(data.sent, sizeBytes, MPI.BYTE, data.received, sizeBytes, MPI.BYTE);
    }

    private void alltoall(final int sizeBytes) throws MPIException {
        world.allToAll(data.sent, sizeBytes, MPI.BYTE, data.received, sizeBytes, MPI.BYTE);
    }
}
