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
        final Arguments arguments = new Arguments(MPI.Init(args), 10_000, 20_000, 512 * 1024 * 1024);
        final Latency latency = new Latency(arguments.longestBytes());
        for (final int sizeBytes : arguments.sizesBytes()) {
            latency.measure(sizeBytes, arguments.warmup(sizeBytes), arguments.iterations(sizeBytes));
        }
        MPI.Finalize();
    }

    private void measure(final int sizeBytes, final int warmup, final int iterations) throws MPIException {
        final int batch = Math.max(1, iterations / BATCHES);
        world.Barrier();
        if (peer == 0) {
            pong(warmup + BATCHES * batch, sizeBytes);
            return;
        }
        final Durations durations = new Durations(BATCHES);
        ping(warmup, sizeBytes);
        for (int i = 0; i < BATCHES; i++) {
            final long start = System.nanoTime();
            ping(batch, sizeBytes);
            durations.add(System.nanoTime() - start, 2.0 * batch);
        }
        System.out.println(durations.latency(sizeBytes));
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
