package mpi.core.progress;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The one lock of a rank (engine invariant 4), re-entrant. It covers producers, matching, requests and event loops.
 *
 * <p>Nearly every program calls MPI from one thread, and an atomic instruction a call would be a good part of a short
 * message. So the first thread to enter is favoured: it enters and leaves by plain stores to {@link #favouredHolds},
 * until a second thread comes. That one ends the favour, once and for all: it says so, makes sure that the favoured
 * thread has either seen it or is seen to be inside, and waits until it is out. From then on everybody enters by
 * compare-and-set of {@link #owner} and leaves by a release store.
 *
 * <p>A thread that sleeps in a transport still owns the lock, but is woken by whoever wants it: see {@link #sleeping}.
 */
public final class ProgressLock {
    private static final VarHandle OWNER;
    private static final VarHandle FAVOURED_HOLDS;
    private static final int SPINS = 100;
    private static final int HAND_OVER_SPINS = 1_000;
    /** A net under the hand-shake of {@link #exit} and {@link #enterContended}, see there. */
    private static final long PARK_NANOS = 1_000_000;

    static {
        try {
            final MethodHandles.Lookup lookup = MethodHandles.lookup();
            OWNER = lookup.findVarHandle(ProgressLock.class, "owner", Thread.class);
            FAVOURED_HOLDS = lookup.findVarHandle(ProgressLock.class, "favouredHolds", int.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private enum Favour {
        /** Nobody has entered yet. */
        FREE,
        /** {@link #favoured} enters without {@link #owner}. */
        GIVEN,
        /** A second thread has come. */
        ENDED
    }

    /** Written by compare-and-set to enter, by a release store to leave; not by the favoured thread. */
    private volatile Thread owner;
    /** Entries of the owner beyond the first; the owner's alone. */
    private int depth;
    /** Guarded by {@link #owner}. */
    private Favour favour = Favour.FREE;
    /** Set once, and taken back by that thread itself when it learns that the favour has ended. */
    private Thread favoured;
    /** How often the favoured thread has entered; written by it alone. */
    private int favouredHolds;
    /** The favoured thread must not enter any more. */
    private volatile boolean favourEnded;
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
        if (self != favoured || !enterFavoured()) {
            enterOwned(self);
        }
    }

    /** Leaves what the last {@link #enter} entered. */
    public void exit() {
        if (Thread.currentThread() == favoured) {
            FAVOURED_HOLDS.setRelease(this, favouredHolds - 1);
        } else if (depth > 0) {
            depth--;
            return;
        } else {
            OWNER.setRelease(this, null);
        }
        if (contended) {
            unparkNext();
        }
    }

    /** Orders the store of {@link #exit} before the look at the queue; a waiter queues, then tries once more. */
    private void unparkNext() {
        VarHandle.fullFence();
        final Thread next = parked.peek();
        if (next != null) {
            LockSupport.unpark(next);
        }
    }

    /**
     * Whether the calling thread is inside.
     *
     * @return true between {@link #enter} and {@link #exit}
     */
    public boolean isOwned() {
        final Thread self = Thread.currentThread();
        return self == favoured ? favouredHolds > 0 : OWNER.getOpaque(this) == self;
    }

    /**
     * How often the owner has entered.
     *
     * @return 1 after the first {@link #enter}
     */
    int holds() {
        return Thread.currentThread() == favoured ? favouredHolds : depth + 1;
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

    /** Enters by plain stores; false if the favour has ended, which the thread learns here for good. */
    private boolean enterFavoured() {
        final int holds = favouredHolds;
        FAVOURED_HOLDS.setOpaque(this, holds + 1);
        if (holds > 0) {
            return true;
        }
        // Keeps the compiler from looking before it stores; the processor is held to it by the hand-shake of endFavour.
        VarHandle.releaseFence();
        if (!favourEnded) {
            return true;
        }
        FAVOURED_HOLDS.setRelease(this, 0);
        favoured = null;
        return false;
    }

    private void enterOwned(final Thread self) {
        if (!OWNER.compareAndSet(this, null, self)) {
            if (OWNER.getOpaque(this) == self) {
                depth++;
                return;
            }
            enterContended(self);
        }
        if (favour != Favour.ENDED) {
            settleFavour(self);
        }
    }

    private void enterContended(final Thread self) {
        announce();
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

    private void announce() {
        wanting.incrementAndGet();
        // The first thread to wait may be missed by a leaving owner that read false; the park below is timed for it.
        contended = true;
        if (sleeping) {
            wakeSleeper.run();
        }
    }

    /** Gives the favour to the first owner, or ends it for the second. Called by the owner. */
    private void settleFavour(final Thread self) {
        if (favour == Favour.FREE && !self.isVirtual()) {
            favour = Favour.GIVEN;
            favouredHolds = 1;
            favoured = self;
            OWNER.setRelease(this, null);
            return;
        }
        final Thread first = favoured;
        favour = Favour.ENDED;
        if (first != null) {
            endFavour(first, self);
        }
    }

    private void endFavour(final Thread first, final Thread self) {
        favourEnded = true;
        // The JVM stops the thread, or finds it stopped, to look at its stack: what it stored before is seen from here
        // on, and what it loads after is what was stored above. One of the two sides sees the other.
        first.getStackTrace();
        announce();
        parked.add(self);
        while ((int) FAVOURED_HOLDS.getAcquire(this) > 0) {
            LockSupport.parkNanos(this, PARK_NANOS);
        }
        parked.remove(self);
        wanting.decrementAndGet();
    }
}
