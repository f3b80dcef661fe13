package mpi.core.rma;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import mpi.core.comm.Communicator;
import mpi.core.p2p.PointToPoint;
import mpi.core.progress.Progress;
import mpi.core.transport.Memory;
import mpi.spi.BasicType;
import mpi.spi.CommEngine;
import mpi.spi.Layout;
import mpi.spi.WinEngine;

/**
 * Makes the windows of a rank. All members tell each other where their memory and their words are, map those of the
 * others where they can, and tell them so: between each two of them either is reached without the other's help, or by
 * messages.
 */
public final class Windows {
    /** What a window to which memory is attached may have at most. */
    private static final long DYNAMIC_BYTES = Long.MAX_VALUE >> 2;
    private static final Layout LONGS = new Layout(BasicType.LONG, Long.BYTES, Long.BYTES, null);

    private final Progress progress;
    private final PointToPoint messages;
    private final IntFunction<ByteBuffer> allocator;
    /** Also what keeps the memory of a window that the program has forgotten: peers may access it. */
    private final Set<Window> open = ConcurrentHashMap.newKeySet();

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
        final WindowShare share = new WindowShare(own.rank(), 0, sizeBytes, dispUnitBytes, base, sizeBytes, null);
        return make(WindowMaking.Flavor.PRIVATE, own, share);
    }

    /**
     * As {@link mpi.spi.Engine#allocateWindow}.
     *
     * @param comm an intracommunicator
     * @param sizeBytes length of this rank's memory
     * @param dispUnitBytes unit of displacements
     * @param isShared whether all ranks have to map all memory
     * @param isContiguous whether the memory of a rank begins where that of the one before ends
     * @return the window
     */
    public WinEngine allocate(final CommEngine comm, final long sizeBytes, final int dispUnitBytes,
        final boolean isShared, final boolean isContiguous) {
        final CommEngine own = duplicate(comm);
        final int rank = own.rank();
        int owner = rank;
        long offset = 0;
        long ownBytes = sizeBytes;
        if (isContiguous) {
            final long[] sizes = tellAll(own, sizeBytes);
            long totalBytes = 0;
            for (int member = 0; member < sizes.length; member++) {
                offset = member == rank ? totalBytes : offset;
                totalBytes += sizes[member];
            }
            owner = 0;
            ownBytes = rank == 0 ? totalBytes : 0;
        }
        final Arena arena = Memory.hasAddresses() ? null : Arena.ofShared();
        final WindowShare share = new WindowShare(owner, offset, sizeBytes, dispUnitBytes, memory(ownBytes, arena),
            ownBytes, arena);
        return make(isShared ? WindowMaking.Flavor.SHARED : WindowMaking.Flavor.PRIVATE, own, share);
    }

    /**
     * As {@link mpi.spi.Engine#dynamicWindow}.
     *
     * @param comm an intracommunicator
     * @return the window
     */
    public WinEngine dynamic(final CommEngine comm) {
        final CommEngine own = duplicate(comm);
        final WindowShare share = new WindowShare(own.rank(), 0, DYNAMIC_BYTES, 1, null, DYNAMIC_BYTES, null);
        return make(WindowMaking.Flavor.DYNAMIC, own, share);
    }

    private WinEngine make(final WindowMaking.Flavor flavor, final CommEngine own, final WindowShare share) {
        final WindowMembers members = new WindowMembers(progress, messages, own, own.worldRanks());
        final Window[] made = new Window[1];
        made[0] = new WindowMaking(flavor, members, share, allocator).make(Communicator.pointToPoint(own),
            () -> open.remove(made[0]));
        open.add(made[0]);
        return made[0];
    }

    /** Ends what the program and other ranks may do with memory that will not be mapped any more. */
    public void close() {
        open.forEach(Window::close);
    }

    private static CommEngine duplicate(final CommEngine comm) {
        final CommEngine own = comm.dup();
        own.name("window of " + comm.name());
        Communicator.countAsOneSided(own);
        return own;
    }

    /** Memory that peers can map if there is room, or {@code null} if there is none as long: the others must hear. */
    private Object memory(final long sizeBytes, final Arena arena) {
        try {
            if (sizeBytes > Integer.MAX_VALUE) {
                return null;
            }
            return arena == null ? allocator.apply((int) sizeBytes) : arena.allocate(sizeBytes, Double.BYTES);
        } catch (final OutOfMemoryError e) {
            return null;
        }
    }

    static long[] tellAll(final CommEngine comm, final long... numbers) {
        final long[] all = new long[numbers.length * comm.size()];
        comm.allgather(numbers, 0, numbers.length, LONGS, all, 0, numbers.length, LONGS);
        return all;
    }
}
