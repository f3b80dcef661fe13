package mpi.core.rma;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.p2p.Completions;
import mpi.core.p2p.Receiver;
import mpi.core.p2p.Scope;
import mpi.core.p2p.Sender;
import mpi.core.progress.Agenda;
import mpi.core.progress.Progress;
import mpi.core.transport.Memory;
import mpi.spi.Faults;
import mpi.spi.RequestEngine;
import mpi.spi.SendMode;

/**
 * What this rank does, as a target, for origins that cannot map its memory: it takes their requests ({@link
 * TargetRequest}), each origin's in order, and applies them to its memory under the same locks that origins take which
 * map it. A task of the rank's loop; as long as there is one a thread drives that while the program computes.
 *
 * <p>Locks that are not to be had wait here: nobody spins. Guarded by the progress lock, but for the counts of {@link
 * #posts} and {@link #completions}.
 */
final class TargetService implements Agenda.Task, Agenda.Watcher {
    private final WindowMembers members;
    private final Scope scope;
    private final Progress progress;
    private final Agenda agenda;
    private final OwnMemory memory;
    private final RankLock locks;
    private final long accessLock;
    private final long accumulateLock;
    private final AtomicLongArray posts;
    private final AtomicLongArray completions;
    private final List<OriginSession> sessions = new ArrayList<>();
    /** Who waits for the lock of this rank's memory. */
    private final List<LockWaiter> waiters = new ArrayList<>();
    /** Sessions whose next request has to wait for the lock of accumulates. */
    private final List<OriginSession> blocked = new ArrayList<>();
    private long[] status = new long[1];
    private final Combination combination = new Combination();
    private byte[] fetched = {};
    private boolean isWatching;
    private boolean isClosed;

    /** An origin that waits for the lock. */
    private record LockWaiter(int origin, boolean isExclusive) {}

    /**
     * Makes the service of a rank that serves nobody yet.
     *
     * @param members the window's ranks
     * @param scope the context of its requests
     * @param memory this rank's memory
     * @param ownWords an array of this rank's words, if they have no address
     * @param words where they are
     */
    TargetService(final WindowMembers members, final Scope scope, final OwnMemory memory, final Object ownWords,
        final long words) {
        this.members = members;
        this.scope = scope;
        this.memory = memory;
        progress = members.progress();
        agenda = progress.agenda();
        locks = new RankLock(members, ownWords);
        accessLock = words + WindowLayout.ACCESS_LOCK;
        accumulateLock = words + WindowLayout.ACCUMULATE_LOCK;
        posts = new AtomicLongArray(members.size());
        completions = new AtomicLongArray(members.size());
    }

    /** Begins to serve some origins. */
    void open(final boolean[] origins) {
        progress.lock().enter();
        try {
            progress.serviceBegins();
            for (int origin = 0; origin < origins.length; origin++) {
                if (origins[origin]) {
                    sessions.add(new OriginSession(this, origin));
                }
            }
        } finally {
            progress.lock().exit();
        }
        agenda.begin(this);
    }

    /** Takes the first steps: those of origins follow when there are messages. */
    @Override
    public void advance() {
        sessions.forEach(OriginSession::open);
    }

    /** Ends the service, once nobody asks any more, or whoever asks finds a rank that has left. */
    void close() {
        progress.lock().enter();
        try {
            if (!isClosed) {
                isClosed = true;
                sessions.forEach(OriginSession::close);
                waiters.clear();
                blocked.clear();
                watchIfNeeded();
                agenda.ended();
                progress.serviceEnds();
            }
        } finally {
            progress.lock().exit();
        }
    }

    /** Adds memory that origins may access. */
    void attach(final Object base, final long sizeBytes) {
        progress.lock().enter();
        try {
            if (memory.overlaps(base, sizeBytes)) {
                throw attachment("win_attach", "the memory, or a part of it, is attached already");
            }
            memory.attach(base, sizeBytes);
        } finally {
            progress.lock().exit();
        }
    }

    /** Takes memory away from origins. */
    void detach(final Object base) {
        progress.lock().enter();
        try {
            memory.detach(attached("win_detach", base));
        } finally {
            progress.lock().exit();
        }
    }

    /** Where origins find memory that is attached. */
    long displacement(final Object base) {
        progress.lock().enter();
        try {
            return attached("win_get_displacement", base).start();
        } finally {
            progress.lock().exit();
        }
    }

    private OwnMemory.Piece attached(final String operation, final Object base) {
        final OwnMemory.Piece piece = memory.pieceOf(base);
        if (piece == null) {
            throw attachment(operation, "the memory is not attached");
        }
        return piece;
    }

    private MPIException attachment(final String operation, final String what) {
        return Faults.fault(MPI.ERR_RMA_ATTACH, members.describe(operation), what);
    }

    boolean isClosed() {
        return isClosed;
    }

    OwnMemory memory() {
        return memory;
    }

    Agenda agenda() {
        return agenda;
    }

    Completions requests() {
        return members.messages().completions();
    }

    // Messages

    RequestEngine receive(final int origin, final Object base, final long offset, final long lengthBytes,
        final int tag) {
        final Receiver receiver = members.messages().receiver();
        return receiver.irecv(scope, base, offset, lengthBytes, null, origin, tag);
    }

    /** Answers with memory of the window, which is read when the origin is ready for it. */
    void answer(final int origin, final Object base, final long offset, final long lengthBytes, final Object owner) {
        leave(sender().isend(scope, SendMode.STANDARD, false, base, offset, lengthBytes, 0, owner, origin,
            TargetRequest.DATA_TAG));
    }

    void answerStatus(final int origin, final int tag, final long word) {
        status[0] = word;
        final RequestEngine send = sender().isend(scope, SendMode.STANDARD, true, status, 0, Long.BYTES, 0, null,
            origin, tag);
        if (!send.isDone()) {
            status = new long[1]; // the settings let no message be left behind
        }
        leave(send);
    }

    private Sender sender() {
        return members.messages().sender();
    }

    /** Lets a send go on by itself: if it fails its origin is gone. */
    private static void leave(final RequestEngine send) {
        if (send.isDone()) {
            send.completeWithoutStatus(send.use());
        } else {
            send.free(send.use());
        }
    }

    // Accumulates; those of all origins exclude each other

    /** Takes the lock of accumulates, or has the session woken when that may be had. */
    boolean tryAccumulate(final OriginSession session) {
        if (locks.tryAcquire(true, accumulateLock, members.rank())) {
            return true;
        }
        blocked.add(session);
        watchIfNeeded();
        return false;
    }

    /** Lets go of the lock of accumulates. */
    void endAccumulate() {
        locks.release(accumulateLock);
    }

    Combination combination() {
        return combination;
    }

    /** Copies what is in memory, to be answered. */
    byte[] fetch(final Object base, final long offset, final int lengthBytes) {
        if (fetched.length < lengthBytes) {
            fetched = new byte[lengthBytes];
        }
        Memory.copy(base, offset, fetched, 0, lengthBytes);
        return fetched;
    }

    /** Answers with what {@link #fetch} has copied, or with nothing. */
    void answerFetched(final int origin, final int lengthBytes) {
        final RequestEngine send = sender().isend(scope, SendMode.STANDARD, true, fetched, 0, lengthBytes, 0, null,
            origin, TargetRequest.DATA_TAG);
        if (!send.isDone()) {
            fetched = new byte[fetched.length]; // the settings let no message be left behind
        }
        leave(send);
    }

    // Locks

    void lock(final int origin, final boolean isExclusive) {
        final LockWaiter waiter = new LockWaiter(origin, isExclusive);
        if (!tryGrant(waiter)) {
            waiters.add(waiter);
            watchIfNeeded();
        }
    }

    void unlock(final boolean isExclusive) {
        if (isExclusive) {
            locks.release(accessLock);
        } else {
            locks.leave(accessLock);
        }
        look();
    }

    /** Grants a lock, or says why it may never be. */
    private boolean tryGrant(final LockWaiter waiter) {
        if (locks.tryAcquire(waiter.isExclusive, accessLock, waiter.origin)) {
            answerStatus(waiter.origin, TargetRequest.GRANT_TAG, TargetMessages.STATUS_DONE);
            return true;
        }
        final int dead = locks.deadHolder(accessLock);
        if (dead == members.size()) {
            return false;
        }
        answerStatus(waiter.origin, TargetRequest.GRANT_TAG, TargetMessages.statusOfDead(members.worldRanks()[dead]));
        return true;
    }

    /** An origin is gone. */
    void lost(final int origin) {
        waiters.removeIf(waiter -> waiter.origin == origin);
        look();
    }

    @Override
    public boolean look() {
        boolean hasMoved = false;
        for (final Iterator<LockWaiter> each = waiters.iterator(); each.hasNext();) {
            if (tryGrant(each.next())) {
                each.remove();
                hasMoved = true;
            }
        }
        hasMoved |= !blocked.isEmpty() && wakeBlocked();
        watchIfNeeded();
        return hasMoved;
    }

    /** Has sessions go on if the lock of accumulates may be had, or may never be. */
    private boolean wakeBlocked() {
        final boolean isFree = locks.tryAcquire(true, accumulateLock, members.rank());
        if (isFree) {
            locks.release(accumulateLock);
        } else if (locks.deadHolder(accumulateLock) == members.size()) {
            return false;
        }
        final List<OriginSession> woken = List.copyOf(blocked);
        blocked.clear();
        woken.forEach(session -> session.wake(isFree));
        return true;
    }

    private void watchIfNeeded() {
        final boolean isNeeded = !waiters.isEmpty() || !blocked.isEmpty();
        if (isNeeded && !isWatching) {
            agenda.watch(this);
        } else if (!isNeeded && isWatching) {
            agenda.unwatch(this);
        }
        isWatching = isNeeded;
    }

    /** Looks whether what waits here can go on, as this rank has let go of a lock. */
    void retry() {
        progress.lock().enter();
        try {
            look();
        } finally {
            progress.lock().exit();
        }
    }

    // News

    void posted(final int target) {
        posts.setRelease(target, posts.getPlain(target) + 1);
        progress.signal();
    }

    void completed(final int origin) {
        completions.setRelease(origin, completions.getPlain(origin) + 1);
        progress.signal();
    }

    /** How often a member has posted to this rank by messages. */
    boolean hasPosted(final int target, final long times) {
        return posts.getAcquire(target) >= times;
    }

    /** How often a member has completed by messages what it accessed here. */
    boolean hasCompleted(final int origin, final long times) {
        return completions.getAcquire(origin) >= times;
    }
}
