package classic;

import common.Arguments;
import common.Durations;
import common.Lines;
import mpi.Intracomm;
import mpi.MPI;
import mpi.MPIException;

/** {@code bench.Latency} in the dialect of MPJ Express: compiled and run, unchanged, with either library. */
public final class Latency {
    private static final int BATCHES = 100;
    private static final int WARMUP_BYTES = 256 * 1024;
    private static final int MAX_WARMUP_MESSAGES = 1000;
    private static final int TAG = 1;

    private final Intracomm world = MPI.COMM_WORLD;
    private final int peer;
    private final byte[] sent;
    private final byte[] received;
    private byte value;

    private Latency(final int longestBytes) throws MPIException {
        peer = 1 - world.Rank();
        sent = new byte[longestBytes];
        received = new byte[longestBytes];
    }

    /**
     * Runs the benchmark.
     *
     * @param args see {@link Arguments}
     */
    public static void main(final String[] args) throws MPIException {
        final Arguments arguments = new Arguments(MPI.Init(args), 10_000);
        final Latency latency = new Latency(arguments.longestBytes());
        latency.warmUp(arguments);
        for (final int sizeBytes : arguments.sizesBytes()) {
            latency.measure(sizeBytes, arguments.untimedIterations(sizeBytes), arguments.iterations(sizeBytes));
        }
        MPI.Finalize();
    }

    private void warmUp(final Arguments arguments) throws MPIException {
        final long start = System.nanoTime();
        final byte[] another = {arguments.anotherRound(start)};
        while (another[0] != 0) {
            world.Barrier();
            for (final int sizeBytes : arguments.sizesBytes()) {
                exchange(Math.clamp(WARMUP_BYTES / sizeBytes, 1, MAX_WARMUP_MESSAGES), sizeBytes);
            }
            another[0] = arguments.anotherRound(start);
            world.Bcast(another, 0, 1, MPI.BYTE, 0);
        }
    }

    private void measure(final int sizeBytes, final int untimed, final int iterations) throws MPIException {
        final int batch = Math.max(1, iterations / BATCHES);
        final Durations durations = new Durations(BATCHES);
        world.Barrier();
        exchange(untimed, sizeBytes);
        for (int i = 0; i < BATCHES; i++) {
            final long start = System.nanoTime();
            exchange(batch, sizeBytes);
            durations.add(System.nanoTime() - start, 2.0 * batch);
        }
        if (peer == 1) {
            System.out.println(durations.latency(sizeBytes));
        }
    }

    private void exchange(final int count, final int sizeBytes) throws MPIException {
        if (peer == 1) {
            ping(count, sizeBytes);
        } else {
            pong(count, sizeBytes);
        }
    }

    private void ping(final int count, final int sizeBytes) throws MPIException {
        for (int i = 0; i < count; i++) {
            send(sizeBytes);
            receive(sizeBytes);
        }
    }

    private void pong(final int count, final int sizeBytes) throws MPIException {
        for (int i = 0; i < count; i++) {
            receive(sizeBytes);
            send(sizeBytes);
        }
    }

    private void send(final int sizeBytes) throws MPIException {
        Lines.stamp(sent, sizeBytes, ++value);
        world.Send(sent, 0, sizeBytes, MPI.BYTE, peer, TAG);
    }

    private void receive(final int sizeBytes) throws MPIException {
        world.Recv(received, 0, sizeBytes, MPI.BYTE, peer, TAG);
        Lines.check(received, sizeBytes, ++value);
    }
}
