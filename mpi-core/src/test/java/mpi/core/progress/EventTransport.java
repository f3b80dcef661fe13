package mpi.core.progress;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import mpi.core.transport.Endpoint;
import mpi.core.transport.Transport;

/**
 * Delivers what a test puts in; wakes the rank as a peer does.
 */
class EventTransport implements Transport {
    volatile boolean armed;
    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final Semaphore rings = new Semaphore(0);

    /** Lets something happen in the next poll. */
    void happen(final Runnable event) {
        events.add(event);
        if (armed) {
            rings.release();
        }
    }

    @Override
    public int poll(final int limit) {
        final Runnable event = events.poll();
        if (event == null) {
            return 0;
        }
        event.run();
        return 1;
    }

    @Override
    public void arm(final int doorbellPort) {
        armed = true;
    }

    @Override
    public void disarm() {
        armed = false;
    }

    @Override
    public void block(final long timeoutNanos) {
        try {
            if (rings.tryAcquire(timeoutNanos, TimeUnit.NANOSECONDS)) {
                rings.drainPermits();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void wakeup() {
        rings.release();
    }

    @Override
    public String name() {
        return "events";
    }

    @Override
    public byte[] card() {
        return new byte[0];
    }

    @Override
    public Endpoint attach(final int peer, final byte[] card) {
        return null;
    }

    @Override
    public void attached() {
        // nothing was made
    }

    @Override
    public int doorbellPort() {
        return 0;
    }

    @Override
    public void checkPeers() {
        // there are none
    }

    @Override
    public ByteBuffer allocate(final int capacityBytes) {
        return null;
    }

    @Override
    public boolean hasPendingOutput() {
        return false;
    }

    @Override
    public void close(final boolean orderly) {
        // nothing to end
    }
}
