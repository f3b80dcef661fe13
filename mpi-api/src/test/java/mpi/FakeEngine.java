package mpi;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import mpi.spi.CommEngine;
import mpi.spi.Engine;
import mpi.spi.RequestEngine;
import mpi.spi.WinEngine;

/**
 * An engine that moves nothing and remembers what it was asked.
 */
final class FakeEngine implements Engine {
    final FakeComm world;
    final FakeComm self;
    final FakeWindow window = new FakeWindow();
    final List<String> aborts = new ArrayList<>();
    Object attached;
    long attachedBytes;
    int allocated;
    int polls;
    boolean finished;
    boolean outOfMemory;

    FakeEngine(final int size, final int rank) {
        world = new FakeComm("COMM_WORLD", IntStream.range(0, size).toArray(), rank);
        self = new FakeComm("COMM_SELF", new int[] {rank}, 0);
    }

    @Override
    public CommEngine world() {
        return world.engine();
    }

    @Override
    public CommEngine self() {
        return self.engine();
    }

    @Override
    public int threadLevel() {
        return MPI.THREAD_MULTIPLE;
    }

    @Override
    public ByteBuffer allocate(final int capacityBytes) {
        if (outOfMemory) {
            throw new OutOfMemoryError("as the test wants it");
        }
        allocated += capacityBytes;
        return ByteBuffer.allocateDirect(capacityBytes);
    }

    @Override
    public WinEngine window(final CommEngine comm, final Object base, final long sizeBytes,
        final int dispUnitBytes) {
        return window.open(comm, sizeBytes, dispUnitBytes);
    }

    @Override
    public WinEngine allocateWindow(final CommEngine comm, final long sizeBytes, final int dispUnitBytes,
        final boolean isShared, final boolean isContiguous) {
        return window.open(comm, sizeBytes, dispUnitBytes);
    }

    @Override
    public WinEngine dynamicWindow(final CommEngine comm) {
        return window.open(comm, 0, 1);
    }

    @Override
    public int awaitAny(final RequestEngine[] requests) {
        for (int i = 0; i < requests.length; i++) {
            if (requests[i] != null && ((FakeRequest) requests[i]).willComplete) {
                ((FakeRequest) requests[i]).done = true;
                return i;
            }
        }
        return -1;
    }

    @Override
    public void poll() {
        polls++;
    }

    @Override
    public void attachBuffer(final Object buffer, final long lengthBytes) {
        attached = buffer;
        attachedBytes = lengthBytes;
    }

    @Override
    public Object detachBuffer() {
        return attached;
    }

    @Override
    public void whenDone(final RequestEngine request, final Runnable action) {
        action.run();
    }

    @Override
    public void finish() {
        finished = true;
    }

    @Override
    public void abort(final int code, final String reason) {
        aborts.add(code + ": " + reason);
    }

    @Override
    public void abort(final MPIException fault, final String reason) {
        fault.printStackTrace(System.err);
        abort(fault.getErrorClass(), reason);
    }
}
