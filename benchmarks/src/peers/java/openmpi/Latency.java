package openmpi;

import common.Arguments;
import common.Durations;
import common.Lines;
import java.nio.ByteBuffer;
import mpi.Intracomm;
import mpi.MPI;
import mpi.MPIException;

/** {@code bench.Latency} in the dialect of Open MPI: compiled and run, unchanged, with either library. */
public final class Latency {
    private static final int BATCHES = 100;
    private static final int WARMUP_BYTES = 256 * 1024;
    private static final int MAX_WARMUP_MESSAGES = 1000;
    private static final int TAG = 1;

    private final Intracomm world = MPI.COMM_WORLD;
    private final int peer;
    private final Messages messages;
    private byte value;

    private Latency(final Messages messages) throws MPIException {
        this.peer = 1 - world.getRank();
        this.messages = messages;
    }

    /** Sends and receives messages in one kind of memory. */
    private interface Messages {
        void send(Intracomm world, int peer, int sizeBytes, byte value) throws MPIException;

        void receive(Intracomm world, int peer, int sizeBytes, byte value) throws MPIException;
    }

    /** Messages in arrays. */
    private record Arrays(byte[] sent, byte[] received) implements Messages {
        @Override
        public void send(final Intracomm world, final int peer, final int sizeBytes, final byte value)
            throws MPIException {
            Lines.stamp(sent, sizeBytes, value);
            world.send(sent, sizeBytes, MPI.BYTE, peer, TAG);
        }

        @Override
        public void receive(final Intracomm world, final int peer, final int sizeBytes, final byte value)
            throws MPIException {
            world.recv(received, sizeBytes, MPI.BYTE, peer, TAG);
            Lines.check(received, sizeBytes, value);
        }
    }

    /** Messages in buffers made by MPI, which in Open MPI are direct buffers. */
    private record Buffers(ByteBuffer sent, ByteBuffer received) implements Messages {
        @Override
        public void send(final Intracomm world, final int peer, final int sizeBytes, final byte value)
            throws MPIException {
            Lines.stamp(sent, sizeBytes, value);
            world.send(sent, sizeBytes, MPI.BYTE, peer, TAG);
        }

        @Override
        public void receive(final Intracomm world, final int peer, final int sizeBytes, final byte value)
            throws MPIException {
            world.recv(received, sizeBytes, MPI.BYTE, peer, TAG);
            Lines.check(received, sizeBytes, value);
        }
    }

    /**
     * Runs the benchmark.
     *
     * @param args see {@link Arguments}
     */
    public static void main(final String[] args) throws MPIException {
        final Arguments arguments = new Arguments(MPI.Init(args), 10_000);
        final int longest = arguments.longestBytes();
        final Messages messages = arguments.buffer().equals("heap")
            ? new Arrays(new byte[longest], new byte[longest])
            : new Buffers(MPI.newByteBuffer(longest), MPI.newByteBuffer(longest));
        final Latency latency = new Latency(messages);
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
            world.barrier();
            for (final int sizeBytes : arguments.sizesBytes()) {
                exchange(Math.clamp(WARMUP_BYTES / sizeBytes, 1, MAX_WARMUP_MESSAGES), sizeBytes);
            }
            another[0] = arguments.anotherRound(start);
            world.bcast(another, 1, MPI.BYTE, 0);
        }
    }

    private void measure(final int sizeBytes, final int untimed, final int iterations) throws MPIException {
        final int batch = Math.max(1, iterations / BATCHES);
        final Durations durations = new Durations(BATCHES);
        world.barrier();
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
            messages.send(world, peer, sizeBytes, ++value);
            messages.receive(world, peer, sizeBytes, ++value);
        }
    }

    private void pong(final int count, final int sizeBytes) throws MPIException {
        for (int i = 0; i < count; i++) {
            messages.receive(world, peer, sizeBytes, ++value);
            messages.send(world, peer, sizeBytes, ++value);
        }
    }
}
