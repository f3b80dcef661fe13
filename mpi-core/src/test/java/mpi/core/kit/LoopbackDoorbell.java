package mpi.core.kit;

import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Where a rank sleeps, and what others ring to wake it.
 */
final class LoopbackDoorbell {
    private final AtomicBoolean armed;
    private final Semaphore rings;

    private LoopbackDoorbell(final AtomicBoolean armed, final Semaphore rings) {
        this.armed = armed;
        this.rings = rings;
    }

    /** The doorbell of that name; whoever asks first makes it. */
    static LoopbackDoorbell of(final ConcurrentMap<String, CompletableFuture<Object>> hub, final String name) {
        return new LoopbackDoorbell((AtomicBoolean) of(hub, name + "/armed", AtomicBoolean::new),
            (Semaphore) of(hub, name + "/rings", () -> new Semaphore(0)));
    }

    private static Object of(final ConcurrentMap<String, CompletableFuture<Object>> hub, final String name,
        final Supplier<Object> make) {
        return hub.computeIfAbsent(name, _ -> CompletableFuture.completedFuture(make.get())).join();
    }

    void arm() {
        armed.set(true);
        VarHandle.fullFence();
    }

    void disarm() {
        armed.set(false);
    }

    void await(final long timeoutNanos) {
        try {
            if (rings.tryAcquire(timeoutNanos, TimeUnit.NANOSECONDS)) {
                rings.drainPermits();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Wakes the rank if it sleeps or is about to; what it shall find must have been written before. */
    void ring() {
        VarHandle.fullFence();
        if (armed.get()) {
            rings.release();
        }
    }

    /** Wakes the rank now or when it sleeps next. */
    void ringAlways() {
        rings.release();
    }
}
