package mpi.core.transport;

import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import mpi.core.boot.LocalHub;

/**
 * Where a rank that shares its JVM sleeps, and what the others ring to wake it. Lies in the ranks' hub, made of JDK
 * types, so that each rank may come from a class loader of its own.
 */
public final class LocalDoorbell {
    private final AtomicBoolean armed;
    private final Semaphore rings;

    private LocalDoorbell(final AtomicBoolean armed, final Semaphore rings) {
        this.armed = armed;
        this.rings = rings;
    }

    /**
     * The doorbell of a name; whoever asks first makes it.
     *
     * @param hub joins the ranks
     * @param name the name
     * @return the doorbell
     */
    public static LocalDoorbell of(final ConcurrentMap<String, CompletableFuture<Object>> hub, final String name) {
        final LocalHub objects = new LocalHub(hub);
        return new LocalDoorbell(objects.object(name + "/armed", AtomicBoolean::new),
            objects.object(name + "/rings", () -> new Semaphore(0)));
    }

    /** Says that the rank is about to sleep; ends with a full fence. */
    public void arm() {
        armed.set(true);
        VarHandle.fullFence();
    }

    /** Says that the rank is awake. */
    public void disarm() {
        armed.set(false);
    }

    /**
     * Sleeps until it rings. An interrupt is the user's: one that has come before neither keeps this thread awake nor
     * gets lost; one that comes now ends this sleep, and none after it.
     *
     * @param timeoutNanos the longest sleep
     */
    public void await(final long timeoutNanos) {
        boolean isInterrupted = Thread.interrupted();
        try {
            if (rings.tryAcquire(timeoutNanos, TimeUnit.NANOSECONDS)) {
                rings.drainPermits();
            }
        } catch (final InterruptedException e) {
            isInterrupted = true;
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Wakes the rank if it sleeps or is about to; what it shall find must have been written before. */
    public void ring() {
        VarHandle.fullFence();
        if (armed.get()) {
            rings.release();
        }
    }

    /** Wakes the rank now or when it sleeps next. */
    public void ringAlways() {
        rings.release();
    }
}
