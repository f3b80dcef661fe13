package mpi.core.progress;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import mpi.core.boot.RankState;
import mpi.core.diag.Counters;
import mpi.core.runtime.Setting;
import mpi.core.runtime.Settings;
import mpi.core.transport.Transport;

/**
 * The one loop that moves everything. Whoever waits drives it: the first waiting thread polls for all, further ones
 * sleep until their condition is met or the driver has left (engine invariants 4, 5 and 12).
 */
public final class Progress {
    private static final int POLL_LIMIT = 64;
    /** Stands for the end of a wait. */
    private static final int GOES_ON = -1;
    /** Longest sleep of a thread for which another one polls, in sleeps of that one. */
    private static final long FOLLOWER_SLEEPS = 10;
    /** The first transport is polled at every turn, the others at every so manyth; a power of two (invariant 12). */
    private static final int SLOW_INTERVAL = 64;
    /** However few polls that were: where each is a system call, counting them keeps a core for too long (ADR 6). */
    private static final long SPIN_LIMIT_NANOS = 50_000;
    /** So many polls follow each other without a pause: the answer to a message just sent comes within them. */
    private static final int EAGER_SPINS = 64;
    /** The clock is read at every so manyth spin; a power of two. */
    private static final int SPINS_PER_LOOK = 32;
    /** Peers are looked at about this often while idle. */
    private static final long CHECK_PEERS_NANOS = 100_000_000;
    /** A refused frame is tried again after this sleep at the latest: a receiver does not tell that it has drained. */
    private static final long PENDING_OUTPUT_SLEEP_NANOS = 500_000;

    private final ProgressLock lock = new ProgressLock(this::wakeSleeper);
    private final Agenda agenda = new Agenda(this, lock);
    private final Counters counters;
    private final int spins;
    private final int yields;
    private final long sleepNanos;
    /** Whether the settings want somebody to drive while threads of the user compute. */
    private final boolean isAlwaysBackground;
    /** Who does that; {@code null} where nobody does. Guarded by the lock. */
    private BackgroundDriver background;
    /** What has to go on while threads of the user compute, whatever the settings say. */
    private int services;
    /** Written before other threads know the rank. */
    private Transport[] transports = {};
    private Outbound outbound = Outbound.NONE;
    private Transport sleepPlace;
    private int turn;
    /** When the driver's present spin began, or nearly; used with the lock held. */
    private long spinStartNanos;
    private long lastCheckNanos = System.nanoTime();
    /** The thread that polls for all; written with the lock held, read by whoever wakes it. */
    private volatile Thread driver;
    private final List<Waiter> followers = new ArrayList<>();
    /** How many of them wait for what the driver has to look at; guarded by the lock. */
    private int unseenFollowers;
    /** The followers again; read by the hang report without the lock. */
    private final List<Waiter> blocked = new CopyOnWriteArrayList<>();
    /**
     * What the driver waits for if that takes longer than a spin, else {@code null}; read by the hang report. No {@link
     * Waiter}: on busy cores a rank sleeps at every message, and must not allocate.
     */
    private volatile Condition blockedOn;
    /** Since when; written before {@link #blockedOn}. */
    private long blockedSinceNanos;

    /** What the protocol has to send. */
    public interface Outbound {
        /** Nothing to send. */
        Outbound NONE = new Outbound() {
            @Override
            public int flush() {
                return 0;
            }

            @Override
            public boolean isEmpty() {
                return true;
            }
        };

        /**
         * Tries to send what was refused before.
         *
         * @return how much was sent
         */
        int flush();

        /**
         * Whether nothing waits to be sent.
         *
         * @return true if {@link #flush} has nothing to do
         */
        boolean isEmpty();
    }

    /**
     * Makes the loop of a rank that has no transports yet.
     *
     * @param settings settings
     * @param counters counts sleeps
     * @param oversubscribed whether the host has more ranks than cores, so that spinning only hinders
     */
    public Progress(final Settings settings, final Counters counters, final boolean oversubscribed) {
        this.counters = counters;
        this.spins = oversubscribed ? 0 : settings.count(Setting.IDLE_SPINS);
        this.yields = settings.count(Setting.IDLE_YIELDS);
        this.sleepNanos = settings.number(Setting.IDLE_SLEEP);
        this.background = BackgroundDriver.of(settings, this);
        this.isAlwaysBackground = background != null;
    }

    /**
     * Sets what is polled. Called before other threads know the rank.
     *
     * @param transports in order of preference, the fastest first
     * @param outbound what the protocol has to send
     */
    public void drives(final List<Transport> transports, final Outbound outbound) {
        this.transports = transports.toArray(Transport[]::new);
        this.outbound = outbound;
        // The slowest is the one that the others have a doorbell to.
        this.sleepPlace = transports.isEmpty() ? null : transports.getLast();
    }

    /**
     * The rank's lock.
     *
     * @return the lock
     */
    public ProgressLock lock() {
        return lock;
    }

    /**
     * The rank's tasks of several steps.
     *
     * @return the agenda
     */
    public Agenda agenda() {
        return agenda;
    }

    /** Puts the agenda between the loop and what the protocol has to send, which it answers; it passes that on. */
    Outbound wrap(final Agenda tasks) {
        final Outbound messages = outbound;
        outbound = tasks;
        return messages;
    }

    /** Wakes whoever drives while threads of the user compute. Called with the lock held. */
    void tasksBegun() {
        if (background != null) {
            background.wake();
        }
    }

    /**
     * Has the tasks that begin from now on go on while threads of the user compute: other ranks wait for what they do.
     * Called with the lock held.
     */
    public void serviceBegins() {
        if (services++ == 0 && background == null) {
            background = new BackgroundDriver(this);
        }
    }

    /** Ends what {@link #serviceBegins} began. Called with the lock held. */
    public void serviceEnds() {
        if (--services == 0 && !isAlwaysBackground) {
            background.end();
            background = null;
        }
    }

    /** Whether a thread polls for all; read without the lock. */
    boolean isDriven() {
        return driver != null;
    }

    /** Ends the thread that drives in the background, if there is one. Called with the lock held, at the end. */
    public void endBackground() {
        if (background != null) {
            background.end();
        }
    }

    /** Takes the agenda out again. */
    void unwrap(final Outbound messages) {
        outbound = messages;
    }

    /**
     * Polls everything once. Called with the lock held.
     *
     * @return amount of work done
     */
    public int poll() {
        return poll(false);
    }

    /** Polls once for a caller that does not wait, and lets in who waits for the lock: such callers come in loops. */
    public void pollOnce() {
        poll();
        if (lock.isWanted()) {
            lock.handOver();
        }
    }

    /** Polls once: every transport if all are asked for or it is the turn of the slow ones. */
    private int poll(final boolean all) {
        int work = outbound.isEmpty() ? 0 : outbound.flush();
        final Transport[] polled = transports;
        if (polled.length == 0) {
            return work;
        }
        work += polled[0].poll(POLL_LIMIT);
        if (polled.length > 1 && (all || (++turn & (SLOW_INTERVAL - 1)) == 0)) {
            for (int i = 1; i < polled.length; i++) {
                work += polled[i].poll(POLL_LIMIT);
            }
        }
        return work;
    }

    /**
     * Blocks until a condition is met; makes progress meanwhile. Called with the lock held exactly once by this thread;
     * it is held again on return.
     *
     * @param condition what to wait for
     */
    public void await(final Condition condition) {
        if (condition.isMet()) {
            return;
        }
        if (lock.holds() != 1) {
            throw new IllegalStateException("a wait inside a frame handler or a nested hold of the lock");
        }
        final Thread self = Thread.currentThread();
        try {
            while (!condition.isMet()) {
                if (driver == null || isDrivenInBackground()) {
                    driver = self;
                    drive(self, condition);
                } else {
                    follow(self, condition);
                }
            }
        } finally {
            if (driver == self) {
                driver = null;
            }
            wakeSuccessor();
        }
    }

    private boolean isDrivenInBackground() {
        return background != null && background.is(driver);
    }

    /**
     * Drives whenever no thread of the user does, until there is nothing to drive for. Called with the lock held
     * exactly once; it is held again on return.
     *
     * @param self the condition and the thread
     */
    void driveInBackground(final BackgroundDriver self) {
        final Thread thread = Thread.currentThread();
        while (!self.isMet()) {
            if (driver == null && followers.isEmpty() && !lock.isWanted()) {
                driver = thread;
                try {
                    pollAndSleep(self, thread);
                } finally {
                    if (driver == thread) {
                        driver = null;
                    }
                }
            } else {
                wakeSuccessor(); // who waits, drives
                if (!self.rest() && driver != null) {
                    await(new Waiter(thread, self, System.nanoTime()));
                }
            }
        }
        wakeSuccessor();
    }

    /**
     * Until there is nothing to drive for, another thread wants the lock, or has taken over while this one ran code of
     * the user.
     */
    private void pollAndSleep(final BackgroundDriver self, final Thread thread) {
        while (driver == thread && !self.isMet() && !lock.isWanted()) {
            if (poll(true) == 0 && !lock.isWanted()) {
                sleep(self);
            }
        }
    }

    /**
     * Leaves the polling to another thread, if this one does it, before it runs code of the user: whoever that code
     * waits for may wait for messages. {@link #drive} finds out when it goes on. Called with the lock held.
     */
    void leaveDriving() {
        if (driver == Thread.currentThread()) {
            driver = null;
            blockedOn = null;
            wakeSuccessor();
        }
    }

    /** Wakes a follower that can drive, if nobody does. */
    private void wakeSuccessor() {
        if (driver == null && !followers.isEmpty()) {
            LockSupport.unpark(followers.getFirst().thread);
        }
    }

    /** Tells followers that something happened which their conditions may depend on. Called with the lock held. */
    public void signal() {
        if (!followers.isEmpty()) {
            for (final Waiter follower : followers) {
                if (follower.condition.isMet()) {
                    LockSupport.unpark(follower.thread);
                }
            }
        }
    }

    /**
     * What blocks this rank. Read without the lock; best effort.
     *
     * @return operations that have been waited for longer than a moment
     */
    public List<RankState.Operation> blockedOperations() {
        final long now = System.nanoTime();
        final List<RankState.Operation> operations = new ArrayList<>();
        final Condition ofDriver = blockedOn;
        if (ofDriver != null) {
            operations.add(ofDriver.describe(now - blockedSinceNanos));
        }
        for (final Waiter waiter : blocked) {
            operations.add(waiter.condition.describe(now - waiter.sinceNanos));
        }
        return operations;
    }

    /**
     * Whether no other thread of this process may call MPI. Slow: for a thread that is about to block for ever.
     *
     * @return false if in doubt
     */
    public boolean isOnlyThread() {
        final Set<Thread> threads = new HashSet<>();
        threads.add(Thread.currentThread());
        addIdleBackground(threads);
        return agenda.underWay() == 0 && ProcessThreads.areAmong(threads);
    }

    /**
     * Whom the rank waits for, if it can do nothing by itself: every thread that may call MPI waits there, and nothing
     * is left to be sent. Called with the lock held.
     *
     * @param worldSize ranks in the world
     * @return world ranks of which one at least has to act before this one goes on; {@code null} if it may go on
     */
    public List<Integer> awaitedIfStill(final int worldSize) {
        if (blockedOn == null || !outbound.isEmpty() || hasPendingOutput()) {
            return null;
        }
        final Set<Thread> threads = new HashSet<>();
        final Awaited awaited = new Awaited(worldSize);
        threads.add(driver);
        addIdleBackground(threads);
        int awaitedTasks = await(blockedOn, awaited);
        boolean hasFollowers = false;
        for (final Waiter follower : followers) {
            threads.add(follower.thread);
            if (follower.condition != background) {
                hasFollowers = true;
                awaitedTasks = Math.min(awaitedTasks, await(follower.condition, awaited));
            }
        }
        if (awaitedTasks == GOES_ON || !ProcessThreads.areAmong(threads)) {
            return null;
        }
        if (agenda.underWay() > awaitedTasks || hasFollowers && agenda.underWay() > 0) {
            awaited.addEverybody(); // whoever acts may make a task go on, which sends to others
        }
        return awaited.toList();
    }

    private void addIdleBackground(final Set<Thread> threads) {
        if (background != null) {
            background.addIfIdle(threads);
        }
    }

    /** Adds whom a condition waits for; how many tasks it is, or {@link #GOES_ON} if it is met. */
    private static int await(final Condition condition, final Awaited awaited) {
        if (condition.isMet()) {
            return GOES_ON;
        }
        condition.awaits(awaited);
        return condition instanceof Agenda.Task ? 1 : 0;
    }

    /** Polls until the condition is met, or until this thread has {@linkplain #leaveDriving left that}. */
    private void drive(final Thread self, final Condition condition) {
        int idle = 0;
        try {
            while (!condition.isMet()) {
                // Between two yields there is time for every transport.
                final boolean moved = (idle < spins ? poll() : poll(true)) > 0;
                if (moved && driver != self) {
                    return;
                }
                if (lock.isWanted()) {
                    lock.handOver(); // also where there is always something to poll: others may have to end that
                    continue;
                }
                if (unseenFollowers > 0) {
                    signal();
                }
                if (moved) {
                    idle = 0;
                    continue;
                }
                idle++;
                if (idle <= spins) {
                    idle = spin(idle);
                } else if (idle <= spins + yields) {
                    Thread.yield();
                } else {
                    if (blockedOn == null) {
                        blockedSinceNanos = System.nanoTime();
                        blockedOn = condition;
                    }
                    sleep(condition);
                    if (driver != self) {
                        return;
                    }
                }
            }
        } finally {
            if (blockedOn != null && driver == self) {
                blockedOn = null;
            }
        }
    }

    /** Spins once; returns how many polls count as idle by now. */
    private int spin(final int idle) {
        if (idle > EAGER_SPINS) {
            Thread.onSpinWait();
        }
        if ((idle & (SPINS_PER_LOOK - 1)) != 0) {
            return idle;
        }
        final long nowNanos = System.nanoTime();
        if (idle == SPINS_PER_LOOK) {
            spinStartNanos = nowNanos;
        }
        return nowNanos - spinStartNanos > SPIN_LIMIT_NANOS ? spins : idle;
    }

    private void follow(final Thread self, final Condition condition) {
        final Waiter waiter = new Waiter(self, condition, System.nanoTime());
        blocked.add(waiter);
        try {
            await(waiter);
        } finally {
            blocked.remove(waiter);
        }
    }

    private void await(final Waiter waiter) {
        final int unseen = waiter.condition.changesUnseen() ? 1 : 0;
        unseenFollowers += unseen;
        followers.add(waiter);
        lock.exit();
        try {
            // Completion and the end of a drive are signalled with the lock held, after this thread is in the list: the
            // permit of unpark is not lost. The limit is a net, a wide one: each time it wakes the driver too.
            LockSupport.parkNanos(this, FOLLOWER_SLEEPS * sleepNanos);
        } finally {
            lock.enter();
            unseenFollowers -= unseen;
            followers.remove(waiter);
        }
    }

    private void sleep(final Condition condition) {
        if (sleepPlace == null) {
            park();
            return;
        }
        final int doorbellPort = sleepPlace.doorbellPort();
        for (final Transport transport : transports) {
            transport.arm(transport == sleepPlace ? 0 : doorbellPort);
        }
        // Other ranks look whether this one sleeps after they have sent or stored something.
        if (poll(true) == 0 && !mayGoOn(condition) && lock.startSleep()) {
            final boolean pending = !outbound.isEmpty() || hasPendingOutput();
            counters.increment(Counters.Value.SLEEPS);
            sleepPlace.block(pending ? Math.min(PENDING_OUTPUT_SLEEP_NANOS, sleepNanos) : sleepNanos);
            lock.endSleep();
        }
        for (final Transport transport : transports) {
            transport.disarm();
        }
        checkPeers();
    }

    /** Whether memory that other ranks store to has met a condition. */
    private boolean mayGoOn(final Condition condition) {
        if (condition.changesUnseen() && condition.isMet()) {
            return true;
        }
        if (unseenFollowers > 0) {
            for (final Waiter follower : followers) {
                if (follower.condition.changesUnseen() && follower.condition.isMet()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Without a transport only another thread of this process can end the wait. */
    private void park() {
        if (lock.startSleep()) {
            LockSupport.parkNanos(this, sleepNanos);
            lock.endSleep();
        }
        if (lock.isWanted()) {
            lock.handOver();
        }
    }

    private boolean hasPendingOutput() {
        for (final Transport transport : transports) {
            if (transport.hasPendingOutput()) {
                return true;
            }
        }
        return false;
    }

    private void checkPeers() {
        final long now = System.nanoTime();
        if (now - lastCheckNanos >= CHECK_PEERS_NANOS) {
            lastCheckNanos = now;
            for (final Transport transport : transports) {
                transport.checkPeers();
            }
        }
    }

    /** Ends the sleep of whoever drives. Any thread may call it. */
    private void wakeSleeper() {
        final Transport place = sleepPlace;
        if (place != null) {
            place.wakeup();
        } else {
            LockSupport.unpark(driver);
        }
    }
}
