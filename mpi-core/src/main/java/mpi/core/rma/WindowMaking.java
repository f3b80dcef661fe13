package mpi.core.rma;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.IntFunction;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.datatype.UserBuffers;
import mpi.core.p2p.Scope;
import mpi.core.progress.ProgressLock;
import mpi.core.transport.Endpoint;
import mpi.core.transport.Memory;
import mpi.core.wire.Frame;
import mpi.spi.BasicType;
import mpi.spi.CommEngine;
import mpi.spi.Faults;
import mpi.spi.Layout;

/**
 * A window that is being made: collective over its members.
 */
final class WindowMaking {
    /** What window it is to be. */
    enum Flavor {
        /** Over memory of each rank. */
        PRIVATE,
        /** Over memory that all ranks map. */
        SHARED,
        /** Over memory that is attached later. */
        DYNAMIC
    }

    private static final Layout LONGS = new Layout(BasicType.LONG, Long.BYTES, Long.BYTES, null);
    /** What a member tells the others. */
    private static final int OWNER = 0;
    private static final int OFFSET = 1;
    private static final int SIZE = 2;
    private static final int UNIT = 3;
    private static final int DESCRIPTOR = 4;
    private static final int LENGTH = 5;
    private static final int WORDS = 6;
    private static final int NUMBERS = 7;
    /** The length of memory that could not be had. */
    private static final long NO_MEMORY = -1;

    /** What a member tells each other one: whether it maps its memory, and its words. */
    private static final long MAPS_MEMORY = 1;
    private static final long MAPS_WORDS = 2;
    private static final long MAPS_BOTH = MAPS_MEMORY | MAPS_WORDS;

    private final Flavor flavor;
    private final WindowMembers members;
    private final CommEngine comm;
    private final WindowShare share;
    private final WindowLayout layout;
    /** This rank's words: a buffer, or an array if they have no address. */
    private final Object ownWords;
    private final int size;
    private final long[] addresses;
    private final long[] words;
    private final long[] sizes;
    private final int[] units;

    WindowMaking(final Flavor flavor, final WindowMembers members, final WindowShare share,
        final IntFunction<ByteBuffer> allocator) {
        this.flavor = flavor;
        this.members = members;
        this.comm = members.comm();
        this.share = share;
        size = members.size();
        layout = new WindowLayout(size);
        ownWords = Memory.hasAddresses() ? allocator.apply(layout.lengthBytes())
            : new long[layout.lengthBytes() / Long.BYTES];
        addresses = new long[size];
        words = new long[size];
        sizes = new long[size];
        units = new int[size];
    }

    /**
     * Makes it.
     *
     * @param scope the context of its messages
     * @param onFree what to do once it is freed
     */
    Window make(final Scope scope, final Runnable onFree) {
        final long[] mine = map(tellCards());
        final long[] theirs = new long[size];
        comm.alltoall(mine, 0, 1, LONGS, theirs, 0, 1, LONGS);
        if (flavor == Flavor.SHARED) {
            requireShared(mine);
        }
        final boolean isDynamic = flavor == Flavor.DYNAMIC;
        final boolean[] served = new boolean[size];
        final boolean[] mapsWords = new boolean[size];
        final boolean[] sharesWords = new boolean[size];
        final boolean[] asks = new boolean[size];
        boolean isServed = false;
        for (int member = 0; member < size; member++) {
            served[member] = isDynamic || mine[member] != MAPS_BOTH;
            mapsWords[member] = (mine[member] & MAPS_WORDS) != 0;
            sharesWords[member] = mapsWords[member] && (theirs[member] & MAPS_WORDS) != 0;
            asks[member] = isDynamic || theirs[member] != MAPS_BOTH || !sharesWords[member];
            isServed |= served[member] || asks[member];
        }
        final Epochs epochs = new Epochs(members);
        final TargetMemory targets = new TargetMemory(addresses, sizes, units);
        final WordSignals signals = new WordSignals(members, layout, words);
        final Object[] held = {share.memory(), ownWords};
        if (!isServed) {
            return new SharedWindow(new Window.Parts(members, targets, epochs,
                new Synchronisation(members, epochs, signals), held, onFree), words);
        }
        final TargetService service = new TargetService(members, scope, ownMemory(), ownWords,
            words[members.rank()]);
        final ServedTargets requests =
            new ServedTargets(members, new TargetMessages(members, scope, isDynamic), served);
        final MixedSignals mixed =
            new MixedSignals(members, signals, requests, service, mapsWords, sharesWords, isDynamic);
        final Window.Parts parts = new Window.Parts(members, targets, epochs,
            new Synchronisation(members, epochs, mixed), held, onFree);
        service.open(asks);
        return new ServedWindow(parts, mixed, requests, service, new SharedWindow(parts, words), isDynamic, share);
    }

    private OwnMemory ownMemory() {
        final OwnMemory memory = new OwnMemory();
        if (flavor != Flavor.DYNAMIC && share.memory() != null) {
            memory.add(share.memory(), share.sizeBytes());
        }
        return memory;
    }

    /** What all members have. */
    private long[] tellCards() {
        final boolean hasMemory = share.memory() != null || share.memoryBytes() == 0 || flavor == Flavor.DYNAMIC;
        final long[] cards = Windows.tellAll(comm, share.owner(), share.offset(), share.sizeBytes(),
            share.dispUnitBytes(), expose(share.memory(), share.memoryBytes()),
            hasMemory ? share.memoryBytes() : NO_MEMORY, expose(ownWords, layout.lengthBytes()));
        for (int member = 0; member < size; member++) {
            if (cards[member * NUMBERS + LENGTH] == NO_MEMORY) {
                throw refused(MPI.ERR_NO_MEM, "there is no room for the memory of rank " + member);
            }
        }
        return cards;
    }

    /** The descriptor of memory of this rank's for all that share memory with it. */
    private long expose(final Object memory, final long lengthBytes) {
        if (memory == null || !Memory.hasAddresses()) {
            return Frame.NOT_EXPOSED;
        }
        final ProgressLock lock = members.progress().lock();
        lock.enter();
        try {
            for (int member = 0; member < size; member++) {
                final Endpoint endpoint = member == comm.rank() ? null : members.neighbour(member);
                if (endpoint != null) {
                    return endpoint.expose(UserBuffers.base(memory), UserBuffers.offset(memory, 0), lengthBytes);
                }
            }
            return Frame.NOT_EXPOSED;
        } finally {
            lock.exit();
        }
    }

    /** Maps what others have, as far as this rank can; by member, what it maps. */
    private long[] map(final long[] cards) {
        final long[] maps = new long[size];
        for (int member = 0; member < size; member++) {
            final int card = member * NUMBERS;
            final int owner = (int) cards[card + OWNER];
            sizes[member] = cards[card + SIZE];
            units[member] = (int) cards[card + UNIT];
            final long start = address(owner, share.memory(), cards[owner * NUMBERS + DESCRIPTOR],
                cards[owner * NUMBERS + LENGTH]);
            addresses[member] = start + cards[card + OFFSET];
            words[member] = address(member, ownWords, cards[card + WORDS], layout.lengthBytes());
            maps[member] = (start != 0 || sizes[member] == 0 ? MAPS_MEMORY : 0)
                | (words[member] != 0 ? MAPS_WORDS : 0);
        }
        return maps;
    }

    /** Where a member's memory is in this process; 0 if it cannot be reached. */
    private long address(final int member, final Object own, final long descriptor, final long lengthBytes) {
        if (!Memory.hasAddresses()) {
            return 0;
        }
        if (member == comm.rank()) {
            return own == null ? 0 : UserBuffers.offset(own, 0);
        }
        if (descriptor == Frame.NOT_EXPOSED) {
            return 0;
        }
        final ProgressLock lock = members.progress().lock();
        lock.enter();
        try {
            final Endpoint endpoint = members.neighbour(member);
            return endpoint == null ? 0 : endpoint.resolve(descriptor, lengthBytes);
        } finally {
            lock.exit();
        }
    }

    /** Of a rank alone, memory without an address will do. */
    private void requireShared(final long[] mine) {
        final boolean isMapped = size == 1 || Arrays.stream(mine).allMatch(maps -> maps == MAPS_BOTH);
        final long[] answers = Windows.tellAll(comm, isMapped ? 1 : 0);
        for (int member = 0; member < size; member++) {
            if (answers[member] == 0) {
                throw refused(MPI.ERR_RMA_SHARED, "rank " + member + " cannot load and store the memory of all ranks,"
                    + " which have to be of one host and to share memory");
            }
        }
    }

    private MPIException refused(final int errorClass, final String why) {
        final MPIException fault = Faults.fault(errorClass, members.describe("win_create"), why);
        comm.free();
        if (share.arena() != null) {
            share.arena().close();
        }
        return fault;
    }
}
