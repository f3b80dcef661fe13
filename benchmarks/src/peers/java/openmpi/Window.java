package openmpi;

import common.Arguments;
import common.Durations;
import common.Lines;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import mpi.Intracomm;
import mpi.MPI;
import mpi.MPIException;
import mpi.Request;

/**
 * {@code bench.Bandwidth}, and for messages of up to 64 bytes {@code bench.MessageRate}, in the dialect of Open MPI,
 * whose non-blocking operations take direct buffers only: compiled and run, unchanged, with either library.
 */
public final class Window {
    private static final int WINDOW = 64;
    private static final int DISTINCT_BYTES = 1024 * 1024;
    private static final int SHORT_BYTES = 64;
    private static final int WARMUP_BYTES = 512 * 1024;
    private static final int MAX_WARMUP_WINDOWS = 20;
    private static final int REPLY_BYTES = 4;
    private static final int TAG = 1;
    private static final int REPLY_TAG = 2;

    private final Intracomm world = MPI.COMM_WORLD;
    private final int peer;
    private final int sizeBytes;
    private final ByteBuffer[] buffers;
    private final byte[] reply = new byte[REPLY_BYTES];
    private final Request[] requests = new Request[WINDOW];
    private byte value;

    private Window(final int sizeBytes) throws MPIException {
        this.peer = 1 - world.getRank();
        this.sizeBytes = sizeBytes;
        this.buffers = new ByteBuffer[Math.max(1, Math.min(WINDOW, DISTINCT_BYTES / sizeBytes))];
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = MPI.newByteBuffer(sizeBytes);
        }
    }

    /**
     * Runs the benchmark.
     *
     * @param args see {@link Arguments}
     */
    public static void main(final String[] args) throws MPIException {
        final Arguments arguments = new Arguments(MPI.Init(args), 500);
        final List<Window> windows = new ArrayList<>();
        for (final int sizeBytes : arguments.sizesBytes()) {
            windows.add(new Window(sizeBytes));
        }
        warmUp(windows, arguments);
        for (final Window window : windows) {
            window.measure(arguments.untimedIterations(window.sizeBytes), arguments.iterations(window.sizeBytes));
        }
        MPI.Finalize();
    }

    private static void warmUp(final List<Window> windows, final Arguments arguments) throws MPIException {
        final long start = System.nanoTime();
        final byte[] another = {arguments.anotherRound(start)};
        while (another[0] != 0) {
            MPI.COMM_WORLD.barrier();
            for (final Window window : windows) {
                window.exchange(Math.clamp(WARMUP_BYTES / WINDOW / window.sizeBytes, 1, MAX_WARMUP_WINDOWS));
            }
            another[0] = arguments.anotherRound(start);
            MPI.COMM_WORLD.bcast(another, 1, MPI.BYTE, 0);
        }
    }

    private void measure(final int untimed, final int iterations) throws MPIException {
        world.barrier();
        exchange(untimed);
        final Durations durations = exchange(iterations);
        if (peer == 1) {
            System.out.println(durations.rate(sizeBytes, sizeBytes > SHORT_BYTES ? sizeBytes : 1));
        }
    }

    private Durations exchange(final int count) throws MPIException {
        final Durations durations = new Durations(count);
        for (int i = 0; i < count; i++) {
            final long start = System.nanoTime();
            if (peer == 1) {
                sendWindow();
            } else {
                receiveWindow();
            }
            durations.add(System.nanoTime() - start, WINDOW);
        }
        return durations;
    }

    private void sendWindow() throws MPIException {
        value++;
        for (int i = 0; i < WINDOW; i++) {
            if (i < buffers.length) {
                Lines.stamp(buffers[i], sizeBytes, (byte) (value + i));
            }
            requests[i] = world.iSend(buffers[i % buffers.length], sizeBytes, MPI.BYTE, peer, TAG);
        }
        Request.waitAll(requests);
        world.recv(reply, REPLY_BYTES, MPI.BYTE, peer, REPLY_TAG);
    }

    private void receiveWindow() throws MPIException {
        value++;
        for (int i = 0; i < WINDOW; i++) {
            requests[i] = world.iRecv(buffers[i % buffers.length], sizeBytes, MPI.BYTE, peer, TAG);
        }
        Request.waitAll(requests);
        for (int i = 0; i < buffers.length; i++) {
            Lines.check(buffers[i], sizeBytes, (byte) (value + i));
        }
        world.send(reply, REPLY_BYTES, MPI.BYTE, peer, REPLY_TAG);
    }
}
