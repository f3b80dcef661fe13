package mpi.core.progress;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The one lock of a rank (engine invariant 4): re-entrant, one compare-and-set to enter and one release store to leave
 * while only one thread uses MPI. It covers producers, matching, requests and event loops.
 *
 * <p>A thread that sleeps in a transport still owns the lock, but is woken by whoever wants it: see {@link #sleeping}.
 */
public final class ProgressLock {
    private static final VarHandle OWNER;
    private static final int SPINS = 100;
    private static final int HAND_OVER_SPINS = 1_000;
    /** A net under the hand-shake of {@link #exit} and {@link #enterContended}, see there. */
    private static final long PARK_NANOS = 1_000_000;

    static {
        try {
            OWNER = MethodHandles.lookup().findVarHandle(ProgressLock.class, "owner", Thread.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Written by compare-and-set to enter, by a release store to leave. */
    private volatile Thread owner;
    /** Entries of the owner beyond the first; the owner's alone. */
    private int depth;
    /** Sticky: whether a second thread has ever had to wait, and leaving must look for waiters. */
    private volatile boolean contended;
    /** Written by the owner around its sleep, read by threads that want the lock. */
    private volatile boolean sleeping;
    private final AtomicInteger wanting = new AtomicInteger();
    private final Queue<Thread> parked = new ConcurrentLinkedQueue<>();
    private final Runnable wakeSleeper;

    /**
     * Makes a lock that nobody owns.
     *
     * @param wakeSleeper ends the sleep of the owner, or its next one; called from any thread
     */
    public ProgressLock(final Runnable wakeSleeper) {
        this.wakeSleeper = wakeSleeper;
    }

    /** Enters; blocks while another thread is inside. */
    public void enter() {
        final Thread self = Thread.currentThread();
        if (!OWNER.compareAndSet(this, null, self)) {
            if (OWNER.getOpaque(this) == self) {
                depth++;
            } else {
                enterContended(self);
            }
        }
    }

    /** Leaves what the last {@link #enter} entered. */
    public void exit() {
        if (depth > 0) {
            depth--;
            return;
        }
        OWNER.setRelease(this, null);
        if (contended) {
            // Orders the store above before the look at the queue; a waiter queues, then tries once more.
            VarHandle.fullFence();
            final Thread next = parked.peek();
            if (next != null) {
                LockSupport.unpark(next);
            }
        }
    }

    /**
     * Whether the calling thread is inside.
     *
     * @return true between {@link #enter} and {@link #exit}
     */
    public boolean isOwned() {
        return OWNER.getOpaque(this) == Thread.currentThread();
    }

    /**
     * How often the owner has entered.
     *
     * @return 1 after the first {@link #enter}
     */
    int holds() {
        return depth + 1;
    }

    /**
     * Whether another thread waits to enter.
     *
     * @return true if the owner should {@link #handOver()}
     */
    public boolean isWanted() {
        return contended && wanting.getOpaque() > 0;
    }

    /** Lets a waiting thread in, and enters again after it. */
    void handOver() {
        exit();
        for (int i = 0; i < HAND_OVER_SPINS && wanting.get() > 0 && owner == null; i++) {
            Thread.yield();
        }
        enter();
    }

    /**
     * Announces that the owner is about to sleep inside the lock.
     *
     * @return false if another thread wants the lock: do not sleep
     */
    boolean startSleep() {
        sleeping = true;
        // Volatile store, then volatile load: a thread that wants the lock does it the other way round.
        if (wanting.get() > 0) {
            sleeping = false;
            return false;
        }
        return true;
    }

    /** Ends what {@link #startSleep} announced. */
    void endSleep() {
        sleeping = false;
    }

    private void enterContended(final Thread self) {
        wanting.incrementAndGet();
        // The first thread to wait may be missed by a leaving owner that read false; the park below is timed for it.
        contended = true;
        if (sleeping) {
            wakeSleeper.run();
        }
        for (int i = 0; i < SPINS; i++) {
            if (OWNER.compareAndSet(this, null, self)) {
                wanting.decrementAndGet();
                return;
            }
            Thread.onSpinWait();
        }
        parked.add(self);
        while (!OWNER.compareAndSet(this, null, self)) {
            LockSupport.parkNanos(this, PARK_NANOS);
        }
        parked.remove(self);
        wanting.decrementAndGet();
    }
}
