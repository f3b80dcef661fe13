package mpi.transport.shm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A rank's own half of its sleeping word (engine invariant 5). The word is {@link #AWAKE}, {@link #ON_WORD} while the
 * rank is about to sleep or sleeps on the word itself, or the port of the doorbell that wakes it. The rank sets it,
 * then looks at its rings once more; a sender commits, then looks at the word. There is a full fence on both sides, so
 * that at least one sees the other; see {@link SleepFence}. Whoever takes the word back to {@link #AWAKE} wakes the
 * rank.
 *
 * <p>Where there is no futex the rank naps: at most {@value #NAP_NANOS} ns at a time, since nobody can wake it. So it
 * does the first {@value #FIRST_NAPS} times, without asking to be woken: linking the system call costs more than all
 * that a short program does.
 */
final class Sleeper {
    /** Value of the word of a rank that looks at its rings by itself. */
    static final int AWAKE = 0;
    /** Value of the word of a rank that is woken through the word; no port of a doorbell is that low. */
    static final int ON_WORD = 1;

    private static final long NAP_NANOS = 50_000;
    private static final int FIRST_NAPS = 200;

    private final long wordAddress;
    private final boolean mayUseFutex;
    private final SleepFence fence;
    private final MemorySegment timespec = Arena.ofAuto().allocate(Futex.TIMESPEC_BYTES, Long.BYTES);
    private final AtomicBoolean woken = new AtomicBoolean();
    /** Used by the thread that drives. */
    private int napsLeft = FIRST_NAPS;

    /**
     * Works on a rank's own sleeping word.
     *
     * @param wordAddress its address
     * @param mayUseFutex whether to sleep on it where that is possible, or always to nap
     * @param fence executed once the word is set
     */
    Sleeper(final long wordAddress, final boolean mayUseFutex, final SleepFence fence) {
        this.wordAddress = wordAddress;
        this.mayUseFutex = mayUseFutex;
        this.fence = fence;
    }

    void arm(final int doorbellPort) {
        if (doorbellPort == 0 && napsLeft > 0) {
            return;
        }
        // Dies here: senders see a sleeper that is not there, take the word back, wake nobody; harmless.
        Words.putIntVolatile(wordAddress, doorbellPort == 0 ? ON_WORD : doorbellPort);
        fence.beforeSleep();
    }

    void disarm() {
        // Dies here: as in arm().
        Words.putIntVolatile(wordAddress, AWAKE);
    }

    /** Sleeps if {@link #arm} was called and nobody has taken the word back since. */
    void sleep(final long timeoutNanos) {
        if (woken.getAndSet(false) || timeoutNanos <= 0) {
            return;
        }
        if (napsLeft > 0) {
            napsLeft--;
            nap(timeoutNanos);
        } else if (hasFutex()) {
            Futex.sleep(wordAddress, ON_WORD, timeoutNanos, timespec.address());
        } else if (Words.getIntVolatile(wordAddress) == ON_WORD) {
            nap(timeoutNanos);
        }
        woken.set(false);
    }

    private void nap(final long timeoutNanos) {
        LockSupport.parkNanos(this, Math.min(timeoutNanos, NAP_NANOS));
    }

    /** Links the system call when it is asked for the first time. */
    private boolean hasFutex() {
        return mayUseFutex && Futex.SUPPORTED;
    }

    /** Ends a {@link #sleep}, or the next one; any thread. */
    void wake() {
        // First the flag, then the word: a thread that has not yet looked at the flag sees it, one that has finds the
        // word changed.
        woken.set(true);
        if (Words.compareAndSetInt(wordAddress, ON_WORD, AWAKE) && hasFutex()) {
            Futex.wake(wordAddress);
        }
    }
}
