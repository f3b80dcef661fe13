package mpi.core.rma;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import mpi.core.datatype.UserBuffers;
import mpi.core.p2p.PointToPoint;
import mpi.core.progress.Progress;
import mpi.core.transport.Endpoint;
import mpi.core.transport.Memory;
import mpi.core.wire.Frame;
import mpi.spi.BasicType;
import mpi.spi.CommEngine;
import mpi.spi.Layout;
import mpi.spi.WinEngine;

/**
 * Makes the windows of a rank. All members tell each other where their memory and their words are, map those of the
 * others, and tell whether they could: all get a window, or none does.
 */
public final class Windows {
    private static final Layout LONGS = new Layout(BasicType.LONG, Long.BYTES, Long.BYTES, null);

    private final Progress progress;
    private final PointToPoint messages;
    private final IntFunction<ByteBuffer> allocator;
    /** Also what keeps the memory of a window that the program has forgotten: peers may access it. */
    private final Set<SharedWindow> open = ConcurrentHashMap.newKeySet();

    /**
     * Makes the maker of a rank.
     *
     * @param progress the loop of the rank
     * @param messages its point-to-point protocol
     * @param allocator hands out zeroed direct memory, where peers of the host can map it if there is room
     */
    public Windows(final Progress progress, final PointToPoint messages, final IntFunction<ByteBuffer> allocator) {
        this.progress = progress;
        this.messages = messages;
        this.allocator = allocator;
    }

    /**
     * As {@link mpi.spi.Engine#window}.
     *
     * @param comm an intracommunicator
     * @param base direct memory, or {@code null}
     * @param sizeBytes its length
     * @param dispUnitBytes unit of displacements
     * @return the window
     */
    public WinEngine over(final CommEngine comm, final Object base, final long sizeBytes, final int dispUnitBytes) {
        final CommEngine own = duplicate(comm);
        return new Making(own).make(new Share(own.rank(), 0, sizeBytes, dispUnitBytes), base, sizeBytes);
    }

    /**
     * As {@link mpi.spi.Engine#allocateWindow}.
     *
     * @param comm an intracommunicator
     * @param sizeBytes length of this rank's memory
     * @param dispUnitBytes unit of displacements
     * @param isContiguous whether the memory of a rank begins where that of the one before ends
     * @return the window
     */
    public WinEngine allocate(final CommEngine comm, final long sizeBytes, final int dispUnitBytes,
        final boolean isContiguous) {
        final CommEngine own = duplicate(comm);
        if (!isContiguous) {
            return new Making(own).make(new Share(own.rank(), 0, sizeBytes, dispUnitBytes), memory(sizeBytes),
                sizeBytes);
        }
        final long[] sizes = tellAll(own, sizeBytes);
        long totalBytes = 0;
        long offset = 0;
        for (int member = 0; member < sizes.length; member++) {
            offset = member == own.rank() ? totalBytes : offset;
            totalBytes += sizes[member];
        }
        final boolean isFirst = own.rank() == 0;
        return new Making(own).make(new Share(0, offset, sizeBytes, dispUnitBytes),
            isFirst ? memory(totalBytes) : null, isFirst ? totalBytes : 0);
    }

    /** Ends the views that the program has of memory which will not be mapped any more. */
    public void close() {
        open.forEach(SharedWindow::close);
    }

    private static CommEngine duplicate(final CommEngine comm) {
        final CommEngine own = comm.dup();
        own.name("window of " + comm.name());
        return own;
    }

    /** Memory that peers can map, or {@code null} if there is none as long: the others must hear of it. */
    private ByteBuffer memory(final long sizeBytes) {
        try {
            return sizeBytes > Integer.MAX_VALUE ? null : allocator.apply((int) sizeBytes);
        } catch (final OutOfMemoryError e) {
            return null;
        }
    }

    private static long[] tellAll(final CommEngine comm, final long... numbers) {
        final long[] all = new long[numbers.length * comm.size()];
        comm.allgather(numbers, 0, numbers.length, LONGS, all, 0, numbers.length, LONGS);
        return all;
    }

    /**
     * What a member has in the window.
     *
     * @param owner the member whose memory it is part of
     * @param offset where in that it begins
     * @param sizeBytes its length
     * @param dispUnitBytes unit of displacements
     */
    private record Share(int owner, long offset, long sizeBytes, int dispUnitBytes) {}

    /** A window that is being made. */
    private final class Making {
        private static final int OWNER = 0;
        private static final int OFFSET = 1;
        private static final int SIZE = 2;
        private static final int UNIT = 3;
        private static final int DESCRIPTOR = 4;
        private static final int LENGTH = 5;
        private static final int WORDS = 6;
        private static final int NUMBERS = 7;

        private final CommEngine comm;
        private final WindowMembers members;
        private final WindowLayout layout;
        private final ByteBuffer ownWords;
        private long[] cards;

        Making(final CommEngine comm) {
            this.comm = comm;
            members = new WindowMembers(progress, messages, comm, comm.worldRanks());
            layout = new WindowLayout(comm.size());
            ownWords = allocator.apply(layout.lengthBytes());
        }

        /** Makes it of this rank's share, and of its memory, which holds shares of others too if it is longer. */
        WinEngine make(final Share share, final Object base, final long lengthBytes) {
            cards = tellAll(comm, share.owner, share.offset, share.sizeBytes, share.dispUnitBytes,
                expose(base, lengthBytes), lengthBytes, expose(ownWords, layout.lengthBytes()));
            final int size = comm.size();
            final long[] addresses = new long[size];
            final long[] words = new long[size];
            final long[] sizes = new long[size];
            final int[] units = new int[size];
            boolean isMapped = Memory.hasAddresses();
            for (int member = 0; member < size && isMapped; member++) {
                final int owner = (int) number(member, OWNER);
                sizes[member] = number(member, SIZE);
                units[member] = (int) number(member, UNIT);
                final long start = address(owner, base, number(owner, DESCRIPTOR), number(owner, LENGTH));
                addresses[member] = start + number(member, OFFSET);
                words[member] = address(member, ownWords, number(member, WORDS), layout.lengthBytes());
                isMapped = words[member] != 0 && (start != 0 || sizes[member] == 0);
            }
            requireAll(isMapped);
            final Object[] held = {base, ownWords};
            final TargetMemory targets = new TargetMemory(addresses, sizes, units);
            final SharedWindow[] made = new SharedWindow[1];
            made[0] = new SharedWindow(members, targets, layout, words, held, () -> open.remove(made[0]));
            open.add(made[0]);
            return made[0];
        }

        private long number(final int member, final int which) {
            return cards[member * NUMBERS + which];
        }

        /** The descriptor of this rank's memory for all that share memory with it. */
        private long expose(final Object base, final long lengthBytes) {
            if (base == null || !Memory.hasAddresses()) {
                return Frame.NOT_EXPOSED;
            }
            progress.lock().enter();
            try {
                for (int member = 0; member < comm.size(); member++) {
                    final Endpoint endpoint = member == comm.rank() ? null : members.neighbour(member);
                    if (endpoint != null) {
                        return endpoint.expose(UserBuffers.base(base), UserBuffers.offset(base, 0), lengthBytes);
                    }
                }
                return Frame.NOT_EXPOSED;
            } finally {
                progress.lock().exit();
            }
        }

        /** Where a member's memory is in this process; 0 if it cannot be reached. */
        private long address(final int member, final Object ownBase, final long descriptor, final long lengthBytes) {
            if (member == comm.rank()) {
                return ownBase == null ? 0 : UserBuffers.offset(ownBase, 0);
            }
            progress.lock().enter();
            try {
                final Endpoint endpoint = members.neighbour(member);
                return endpoint == null || descriptor == Frame.NOT_EXPOSED ? 0
                    : endpoint.resolve(descriptor, lengthBytes);
            } finally {
                progress.lock().exit();
            }
        }

        private void requireAll(final boolean isMapped) {
            int unreachable = -1;
            final long[] answers = tellAll(comm, isMapped ? 1 : 0);
            for (int member = 0; member < answers.length && unreachable < 0; member++) {
                unreachable = answers[member] == 0 ? member : -1;
            }
            if (unreachable >= 0) {
                comm.free();
                throw new UnsupportedOperationException(members.describe("win_create") + ": rank " + unreachable
                    + " cannot load and store the memory of all ranks. For now a window needs ranks of one host that"
                    + " share memory, and memory from Win.allocate, MPI.newByteBuffer or one of its siblings");
            }
        }
    }
}
