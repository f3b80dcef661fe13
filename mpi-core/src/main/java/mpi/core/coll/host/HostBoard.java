package mpi.core.coll.host;

import java.lang.invoke.VarHandle;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.boot.RankState;
import mpi.core.diag.Counters;
import mpi.core.progress.Awaited;
import mpi.core.progress.Condition;
import mpi.core.progress.Progress;
import mpi.core.transport.Endpoint;
import mpi.spi.Faults;
import org.agrona.UnsafeApi;

/**
 * What the ranks of one communicator show each other in shared memory, as one of them sees it. An operation takes some
 * steps, alike at all ranks, each with a number that is never used again; in each a rank may publish a payload, for one
 * reader or for all, and read those of others.
 *
 * <p>Steps use lines, and cells for what does not fit in, in turn. One is written again when every reader of what
 * stands there has shown that it needs it no more: by {@linkplain #finish finishing} that step or a later one, or by
 * publishing in a later one where the writer has seen it. So every rank finishes what it reads, at the latest at the
 * end of the operation. Numbers contain that of the operation among all of the communicator: a rank that could not take
 * part in one is in step again at the next.
 *
 * <p>A rank that dies leaves what it has published; whoever waits for more learns of the death by its progress loop.
 * A rank that {@linkplain #leave leaves} an operation says so; who waits for what it has not published looks for that
 * when it has found nothing.
 *
 * <p>Not thread-safe: a communicator runs one collective at a time. Does not allocate.
 */
public final class HostBoard {
    /** Stands for all other ranks as readers or writers. */
    public static final int ALL = -1;
    /** In place of a length, where a rank leaves an operation: what one that has failed should have sent is missing. */
    public static final long LOST = -1;

    private static final int CELLS_MASK = BoardLayout.CELLS - 1;
    private static final int STEP_BITS = 24;
    private static final long LAST_STEP = (1L << STEP_BITS) - 1;

    /** In what a rank says when it leaves an operation. */
    private static final int LONGER_OFFSET = 8;
    private static final int SHORTER_OFFSET = 16;

    private final BoardLayout layout;
    private final long address;
    private final HostMembers members;
    private final Progress progress;
    private final Counters counters;
    private final boolean isBusyHost;
    private final HostLimits limits;
    private final int rank;
    private final int size;
    /** By member; {@code null} for this rank. */
    private final Endpoint[] endpoints;
    /** By member, the last step that it is known to have finished. */
    private final long[] knownFinished;
    /** By member, where its lines begin; this rank's too. */
    private final long[] lineAddresses;
    private final int linesMask;
    /** By line, the step that this rank has published there last, and for whom; by cell likewise. */
    private final long[] lineStep;
    private final int[] lineReader;
    private final long[] cellStep = new long[BoardLayout.CELLS];
    private final int[] cellReader = new int[BoardLayout.CELLS];
    private final Arrival arrival = new Arrival();
    private long step;
    /** A number of the step whose low bits choose line and cell. */
    private int turn;
    private boolean isInCell;
    /** How often this rank has finished something without looking who sleeps. */
    private int unannounced;
    /** Steps that this rank has not counted yet, since it counts with the lock held. */
    private int uncounted;

    /**
     * Makes a rank's view of a board.
     *
     * @param layout where things lie
     * @param address where the board is mapped, all zero before its first use by any rank
     * @param isBusyHost whether the host has more ranks than cores; alike at all ranks
     * @param members the ranks, all of them within reach
     * @param space what all boards of this rank share
     */
    public HostBoard(final BoardLayout layout, final long address, final boolean isBusyHost, final HostMembers members,
        final HostSpace space) {
        this.layout = layout;
        this.address = address;
        this.members = members;
        this.progress = space.progress();
        this.counters = space.counters();
        this.isBusyHost = isBusyHost;
        this.limits = space.limits();
        rank = members.rank();
        size = members.size();
        linesMask = layout.lines() - 1;
        lineStep = new long[layout.lines()];
        lineReader = new int[layout.lines()];
        lineAddresses = new long[size];
        endpoints = new Endpoint[size];
        knownFinished = new long[size];
        for (int member = 0; member < size; member++) {
            lineAddresses[member] = address + layout.firstLine(member);
            endpoints[member] = member == rank ? null : members.endpoint(member);
        }
    }

    /**
     * This rank.
     *
     * @return its rank in the communicator
     */
    public int rank() {
        return rank;
    }

    /**
     * How many ranks there are.
     *
     * @return at least 2
     */
    public int size() {
        return size;
    }

    /**
     * Longest payload.
     *
     * @return length in bytes
     */
    public int cellBytes() {
        return layout.cellBytes();
    }

    /**
     * Whether waiting ranks take each other's cores.
     *
     * @return true if the host has more ranks than cores
     */
    public boolean isBusyHost() {
        return isBusyHost;
    }

    /**
     * Up to where each way through it is worth taking.
     *
     * @return the same at all ranks
     */
    public HostLimits limits() {
        return limits;
    }

    /**
     * Begins the first step of an operation.
     *
     * @param operation its number among the communicator's operations, higher than any before
     */
    public void begin(final long operation) {
        step = operation << STEP_BITS;
        // Most operations take one step or two. Either way the next one does not begin with the cell of the last.
        turn = (int) operation << 1;
    }

    /** Begins the next step. Its number must not run into that of the operation, or lines would look published. */
    public void nextStep() {
        if ((step & LAST_STEP) == LAST_STEP - 1) {
            finishOperation();
            throw Faults.fault(MPI.ERR_COUNT, members.where(),
                "more than " + LAST_STEP + " steps of " + cellBytes() + " bytes, make mpj.coll.host.cell greater");
        }
        step++;
        turn++;
    }

    /**
     * Blocks until this rank may write in this step.
     *
     * @param payloadBytes length of what it writes, at most {@link #cellBytes()}
     * @return the address, where it may write until it publishes
     */
    public long awaitRoom(final int payloadBytes) {
        final int line = turn & linesMask;
        awaitReaders(lineReader[line], lineStep[line]);
        isInCell = payloadBytes > BoardLayout.INLINE_BYTES;
        if (isInCell) {
            final int cell = turn & CELLS_MASK;
            awaitReaders(cellReader[cell], cellStep[cell]);
        }
        return payload(rank, payloadBytes);
    }

    private void awaitReaders(final int reader, final long awaitedStep) {
        if (reader == ALL) {
            awaitFinished(awaitedStep, 0, size);
        } else {
            awaitFinished(awaitedStep, reader, reader + 1);
        }
    }

    /**
     * Publishes this rank's payload of this step, which has been written.
     *
     * @param totalBytes length of this rank's contribution to the whole operation, for others to compare
     * @param reader who reads it, or {@link #ALL}
     */
    public void publish(final long totalBytes, final int reader) {
        final int number = turn & linesMask;
        final long line = lineAddresses[rank] + (long) number * BoardLayout.LINE_BYTES;
        lineStep[number] = step;
        lineReader[number] = reader;
        if (isInCell) {
            cellStep[turn & CELLS_MASK] = step;
            cellReader[turn & CELLS_MASK] = reader;
        }
        UnsafeApi.putLong(line + BoardLayout.LENGTH_OFFSET, totalBytes);
        // If this process dies before this line nobody has seen anything of the step, after it all of it.
        UnsafeApi.putLongRelease(null, line, step);
        uncounted++;
        wake(reader);
    }

    /**
     * Blocks until a rank has published in this step.
     *
     * @param writer the rank, not this one
     */
    public void awaitPublished(final int writer) {
        arrival.expectPublished(writer, writer + 1);
        await();
    }

    /**
     * Where a rank's payload is that it has published in this step.
     *
     * @param writer the rank
     * @param payloadBytes its length
     * @return its address
     */
    public long payload(final int writer, final int payloadBytes) {
        return payloadBytes <= BoardLayout.INLINE_BYTES
            ? line(writer) + BoardLayout.PAYLOAD_OFFSET
            : address + layout.cell(writer, turn & CELLS_MASK);
    }

    /**
     * What a rank has published in this step as the length of its contribution.
     *
     * @param writer the rank
     * @return length in bytes
     */
    public long totalBytes(final int writer) {
        return UnsafeApi.getLong(line(writer) + BoardLayout.LENGTH_OFFSET);
    }

    /** The line of a rank in this step. */
    private long line(final int writer) {
        return lineAddresses[writer] + (long) (turn & linesMask) * BoardLayout.LINE_BYTES;
    }

    /**
     * Says that this rank needs nothing any more that was published up to this step. Of short payloads the writer is
     * ahead by many lines before it waits, so that it need not be woken each time.
     *
     * @param writer who may wait to write again, or {@link #ALL}
     * @param payloadBytes length of what has been read
     */
    public void finish(final int writer, final int payloadBytes) {
        finished(step);
        uncounted++;
        if (payloadBytes > BoardLayout.INLINE_BYTES) {
            wake(writer);
        } else if (++unannounced > layout.lines() / 4) {
            wake(ALL);
        }
    }

    /**
     * Says at the end of an operation that this rank needs nothing any more that was published in it. Of cells there
     * are so few that a writer may be waiting for it already.
     *
     * @param payloadBytes length of the longest payload that this rank has read; 0 if none
     */
    public void finishLast(final int payloadBytes) {
        finished(step);
        if (payloadBytes > BoardLayout.INLINE_BYTES) {
            wake(ALL);
        } else {
            unannounced++;
        }
    }

    /**
     * Says that this rank needs nothing any more that was published up to this step, where it may publish nothing in
     * the next one but has more to do. Who sleeps learns of it when this rank publishes for all, blocks, or ends the
     * operation.
     */
    public void finishStep() {
        finished(step);
        unannounced++;
    }

    /**
     * Says that this rank needs nothing any more of the operation, in whatever steps others go on with it: it has come
     * to its end sooner, or cannot go on. It must not publish in it any more.
     */
    public void finishOperation() {
        finished(step | LAST_STEP);
        wake(ALL);
    }

    /**
     * Leaves an operation to which ranks contribute different lengths, or receive them, or for which this rank has
     * nothing to publish. Who waits for this rank to publish something in it learns that, too, and leaves it likewise.
     *
     * @param longerBytes the greater of two lengths that differ, or {@link #LOST}
     * @param shorterBytes the other one, or {@link #LOST}
     * @return what to throw
     */
    public MPIException leave(final long longerBytes, final long shorterBytes) {
        final long record = address + layout.left(rank);
        UnsafeApi.putLong(record + LONGER_OFFSET, longerBytes);
        UnsafeApi.putLong(record + SHORTER_OFFSET, shorterBytes);
        UnsafeApi.putLongRelease(null, record, step | LAST_STEP);
        finishOperation();
        return longerBytes != LOST ? Faults.truncated(members.where(), longerBytes, shorterBytes)
            : Faults.fault(MPI.ERR_PROC_FAILED, members.where(), "what a rank that has failed should have sent is"
                + " missing on this host");
    }

    /**
     * Whether a rank has said that it leaves this operation. Who waits for it to publish something is told; who
     * {@linkplain #meet meets} it has to ask.
     *
     * @param member the rank
     * @return true if it takes no part in this step
     */
    public boolean hasLeft(final int member) {
        return UnsafeApi.getLongAcquire(null, address + layout.left(member)) >= step;
    }

    /** Finishes this step, and blocks until all ranks have. */
    public void meet() {
        finished(step);
        uncounted++;
        wake(ALL);
        awaitFinished(step, 0, size);
        for (int member = 0; member < size; member++) {
            if (knownFinished[member] == (step | LAST_STEP)) {
                // It has abandoned the operation, and never publishes: this tells why.
                awaitPublished(member);
            }
        }
    }

    /**
     * Blocks until ranks have finished a step.
     *
     * @param awaitedStep the step
     * @param first the first of the ranks
     * @param end behind the last of them
     */
    private void awaitFinished(final long awaitedStep, final int first, final int end) {
        arrival.expectFinished(awaitedStep, first, end);
        await();
    }

    private void finished(final long lastStep) {
        // If this process dies around this line, whoever waits for it learns of the death.
        UnsafeApi.putLongRelease(null, address + layout.finished(rank), lastStep);
    }

    private void wake(final int reader) {
        if (reader == ALL) {
            unannounced = 0;
        }
        progress.lock().enter();
        try {
            counters.add(Counters.Value.HOST_STEPS, uncounted);
            uncounted = 0;
            final int first = reader == ALL ? 0 : reader;
            final int end = reader == ALL ? size : reader + 1;
            boolean isFenced = true;
            for (int member = first; member < end; member++) {
                isFenced &= member == rank || endpoints[member].isFencePaid();
            }
            if (!isFenced) {
                VarHandle.fullFence();
            }
            for (int member = first; member < end; member++) {
                if (member != rank) {
                    endpoints[member].wake();
                }
            }
        } finally {
            progress.lock().exit();
        }
    }

    private void await() {
        if (arrival.isComplete()) {
            return;
        }
        if (unannounced > 0) {
            wake(ALL);
        }
        final MPIException failure;
        final boolean isLeft;
        progress.lock().enter();
        try {
            progress.await(arrival);
            isLeft = !arrival.isComplete() && !members.isAnyDead();
            failure = arrival.isComplete() || isLeft ? null : members.failure();
        } finally {
            progress.lock().exit();
        }
        if (isLeft) {
            throw arrival.leave();
        }
        if (failure != null) {
            finishOperation();
            throw failure;
        }
    }

    /** That some ranks have published in this step, or finished one. */
    private final class Arrival implements Condition {
        private boolean isOfPublished;
        private long awaitedStep;
        private int at;
        private int end;

        void expectPublished(final int first, final int behindLast) {
            isOfPublished = true;
            awaitedStep = step;
            at = first;
            end = behindLast;
        }

        void expectFinished(final long finishedStep, final int first, final int behindLast) {
            isOfPublished = false;
            awaitedStep = finishedStep;
            at = first;
            end = behindLast;
        }

        boolean isComplete() {
            while (at < end && (at == rank || has(at))) {
                at++;
            }
            return at == end;
        }

        private boolean has(final int member) {
            if (isOfPublished) {
                if (UnsafeApi.getLongAcquire(null, line(member)) != awaitedStep) {
                    return false;
                }
                knownFinished[member] = awaitedStep - 1;
                return true;
            }
            if (knownFinished[member] < awaitedStep) {
                knownFinished[member] = UnsafeApi.getLongAcquire(null, address + layout.finished(member));
            }
            return knownFinished[member] >= awaitedStep;
        }

        /** Whether the rank that is waited for will not publish, having left the operation or gone on to another. */
        private boolean isLeft() {
            return isOfPublished && (UnsafeApi.getLongAcquire(null, address + layout.left(at)) >= awaitedStep
                || UnsafeApi.getLongAcquire(null, line(at)) > awaitedStep);
        }

        /** Leaves for the reason of the rank that is waited for. */
        MPIException leave() {
            final long record = address + layout.left(at);
            if (UnsafeApi.getLongAcquire(null, record) >= awaitedStep) {
                return HostBoard.this.leave(UnsafeApi.getLong(record + LONGER_OFFSET),
                    UnsafeApi.getLong(record + SHORTER_OFFSET));
            }
            finishOperation();
            return Faults.fault(MPI.ERR_TRUNCATE, members.where(),
                "rank " + at + " of those on this host has gone on without a part in it");
        }

        @Override
        public boolean isMet() {
            return isComplete() || isLeft() || members.isAnyDead();
        }

        @Override
        public boolean changesUnseen() {
            return true;
        }

        @Override
        public void awaits(final Awaited ranks) {
            members.awaits(Math.min(at, size - 1), ranks);
        }

        @Override
        public RankState.Operation describe(final long blockedNanos) {
            return members.describe(Math.min(at, size - 1), blockedNanos);
        }
    }
}
