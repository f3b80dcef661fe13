package mpi.core.progress;

import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import mpi.MPI;
import mpi.core.boot.RankState;
import mpi.core.runtime.Setting;
import mpi.core.runtime.Settings;
import mpi.spi.Faults;

/**
 * A thread that makes progress while those of the user compute (setting {@code mpj.progress}, and wherever other ranks
 * access a window by messages): while there are tasks, it drives whenever no other thread does, so that they come to
 * their end without another call of MPI. A thread of the user that has to wait takes over from it. It does not spin, as
 * the core may be the user's: it sleeps where a blocked rank sleeps and is woken as that is. Without tasks it is
 * parked, and nobody has to wake it before entering the lock.
 *
 * <p>To wake it from a sleep inside the lock costs some microseconds. So who comes to it by calls that follow each
 * other does not find it there each time: once it was in the way of another thread it stays out for a while.
 *
 * <p>The first task starts it; all fields are guarded by the progress lock, but {@link #ended}.
 */
final class BackgroundDriver implements Condition {
    private final Progress progress;
    private final ProgressLock lock;
    private final Agenda agenda;
    /** How long it stays out of the way: so long may a peer wait for a rank that has just called MPI (ADR 23). */
    private static final long REST_NANOS = 500_000;
    /** So often it looks whether another thread still drives, before it has itself woken when that leaves. */
    private static final int MOST_RESTS = 4;

    /** Null until there is a task. */
    private Thread thread;
    /** Whether it is parked, or about to be. */
    private boolean isResting;
    /** Read without the lock by the thread itself, when it is woken. */
    private volatile boolean ended;

    BackgroundDriver(final Progress progress) {
        this.progress = progress;
        this.lock = progress.lock();
        this.agenda = progress.agenda();
    }

    /** The one of a rank, {@code null} if the settings want none. */
    static BackgroundDriver of(final Settings settings, final Progress progress) {
        final String driver = settings.text(Setting.PROGRESS);
        return switch (driver) {
            case "calls" -> null;
            case "thread" -> new BackgroundDriver(progress);
            default -> throw Faults.fault(MPI.ERR_ARG, "Init", "setting " + Setting.PROGRESS.property() + " ("
                + Setting.PROGRESS.variable() + ") is \"" + driver + "\", expected calls or thread");
        };
    }

    /** Notes that there are tasks. Called with the lock held. */
    void wake() {
        if (thread == null) {
            thread = Thread.ofPlatform().daemon().name("mpj-background").start(this::run);
        } else {
            LockSupport.unpark(thread);
        }
    }

    /** Ends the thread as soon as it gets the lock. Called with the lock held. */
    void end() {
        ended = true;
        LockSupport.unpark(thread);
    }

    /** Whether a thread is this one. Called with the lock held. */
    boolean is(final Thread other) {
        return thread == other;
    }

    /** Adds the thread to some, unless it may be running code of the user. Called with the lock held. */
    void addIfIdle(final Set<Thread> threads) {
        if (thread != null && (isResting || agenda.underWay() == 0)) {
            threads.add(thread);
        }
    }

    private void run() {
        lock.enter();
        try {
            while (!ended) {
                if (agenda.underWay() == 0) {
                    park();
                } else {
                    progress.driveInBackground(this);
                }
            }
        } finally {
            lock.exit();
        }
    }

    /** A task that begins once the lock is left leaves a permit. */
    private void park() {
        isResting = true;
        lock.exit();
        try {
            LockSupport.park(this);
        } finally {
            lock.enter();
            isResting = false;
        }
    }

    /**
     * Stays out of the way of others for a while. Called with the lock held, as {@link #run}.
     *
     * @return false if another thread drives all the time
     */
    boolean rest() {
        isResting = true;
        lock.exit();
        try {
            int rests = 0;
            do {
                LockSupport.parkNanos(this, REST_NANOS);
            } while (!ended && progress.isDriven() && ++rests < MOST_RESTS);
            return rests < MOST_RESTS;
        } finally {
            lock.enter();
            isResting = false;
        }
    }

    /** Whether there is nothing to drive for. */
    @Override
    public boolean isMet() {
        return ended || agenda.underWay() == 0;
    }

    /** {@inheritDoc} The hang report asks what threads of the user wait for, and leaves this out. */
    @Override
    public RankState.Operation describe(final long blockedNanos) {
        return new RankState.Operation("progress", "requests", RankState.NO_PEER, -1, 0, blockedNanos);
    }
}
