package mpi.core.kit;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mpi.Datatype;
import mpi.Intracomm;
import mpi.MPI;
import mpi.MPIException;
import mpi.Op;
import mpi.Request;

/**
 * What users do with non-blocking collectives from one call to the next: other buffers in turn, of another kind, of
 * another length, in place or not. Each call gives what the blocking operation gives, and leaves nothing of the user's
 * behind.
 */
class OtherBuffersTest {
    private static final int COUNT = 24;
    private static final int CALLS = 12;
    /** So often the garbage collector is asked before something counts as kept. */
    private static final int COLLECTIONS = 20;

    private static int[] numbers(final Intracomm world, final int length, final int call) {
        final int[] numbers = new int[length];
        Arrays.setAll(numbers, i -> 1_000 * call + 10 * i + world.getRank() + 1);
        return numbers;
    }

    private static int[] sums(final Intracomm world, final int[] mine, final int count, final Datatype type,
        final Op op) {
        final int[] sums = new int[mine.length];
        world.allReduce(mine, sums, count, type, op);
        return sums;
    }

    @MpiTest(ranks = {2, 3})
    void shouldUseTwoBuffersInTurn(final Intracomm world) {
        final int[][] received = new int[2][COUNT];
        final Request[] requests = new Request[2];
        final int[][] expected = new int[2][];
        for (int call = 0; call < CALLS; call++) {
            final int turn = call & 1;
            if (call > 1) {
                requests[turn].waitFor();
                Expect.equal("call " + (call - 2), expected[turn], received[turn]);
            }
            final int[] mine = numbers(world, COUNT, call);
            expected[turn] = sums(world, mine, COUNT, MPI.INT, MPI.SUM);
            requests[turn] = world.iAllReduce(mine, received[turn], COUNT, MPI.INT, MPI.SUM);
        }
        Request.waitAll(requests);
        Expect.equal("last but one", expected[0], received[0]);
        Expect.equal("last", expected[1], received[1]);
    }

    @MpiTest(ranks = {2, 3})
    void shouldTakeMoreEachTime(final Intracomm world) {
        final int[] received = new int[CALLS];
        for (int count = 1; count <= CALLS; count++) {
            final int[] mine = numbers(world, CALLS, count);
            Arrays.fill(received, 0);
            world.iAllReduce(mine, received, count, MPI.INT, MPI.SUM).waitFor();
            Expect.equal("count " + count, sums(world, mine, count, MPI.INT, MPI.SUM), received);
        }
    }

    @MpiTest(ranks = {2, 3})
    void shouldBeInPlaceInTurn(final Intracomm world) {
        for (int call = 0; call < CALLS; call++) {
            final int[] mine = numbers(world, COUNT, call);
            final int[] expected = sums(world, mine, COUNT, MPI.INT, MPI.SUM);
            if (call % 2 == 0) {
                world.iAllReduce(mine, COUNT, MPI.INT, MPI.SUM).waitFor();
                Expect.equal("in place, call " + call, expected, mine);
            } else {
                final int[] received = new int[COUNT];
                world.iAllReduce(mine, received, COUNT, MPI.INT, MPI.SUM).waitFor();
                Expect.equal("call " + call, expected, received);
            }
        }
    }

    /** Operands that are one memory, that overlap in part, and that do not. */
    @MpiTest(ranks = {2, 3})
    void shouldSeeWhatOverlaps(final Intracomm world) {
        final int size = world.getSize();
        final int[] all = new int[2 * size * COUNT];
        final int[] expected = new int[size * COUNT];
        for (int call = 0; call < CALLS; call++) {
            final int shift = call % 4 == 0 ? 0 : call % 4 == 1 ? 5 : size * COUNT;
            final int[] mine = numbers(world, size * COUNT, call);
            world.allToAll(mine, COUNT, MPI.INT, expected, COUNT, MPI.INT);
            System.arraycopy(mine, 0, all, 0, mine.length);
            final MemorySegment received = MemorySegment.ofArray(all).asSlice((long) shift * Integer.BYTES);
            world.iAllToAll(all, COUNT, MPI.INT, received, COUNT, MPI.INT).waitFor();
            Expect.equal("shifted by " + shift, expected, Arrays.copyOfRange(all, shift, shift + mine.length));
        }
    }

    /** Every second int. */
    @MpiTest(ranks = {2, 3})
    void shouldTakeTypesWithGaps(final Intracomm world) {
        final Datatype even = Datatype.createVector(COUNT, 1, 2, MPI.INT);
        even.commit();
        final Op sum = op(false);
        for (int call = 0; call < CALLS; call++) {
            final int[] mine = numbers(world, 2 * COUNT, call);
            final int[] expected = sums(world, mine, 1, even, sum);
            final int[] received = new int[2 * COUNT];
            world.iAllReduce(mine, received, 1, even, sum).waitFor();
            Expect.equal("allreduce, call " + call, expected, received);
            final int[] spread = world.getRank() == 0 ? mine : new int[2 * COUNT];
            world.iBcast(spread, 1, even, 0).waitFor();
            final int[] first = world.getRank() == 0 ? mine : new int[2 * COUNT];
            world.bcast(first, 1, even, 0);
            Expect.equal("bcast, call " + call, first, spread);
        }
        even.free();
    }

    /** Arrays, direct and heap buffers, memory segments: whatever a call has, the next has something else. */
    @MpiTest(ranks = {2, 3})
    void shouldTakeMemoryOfAnyKind(final Intracomm world) {
        try (Arena arena = Arena.ofShared()) {
            for (int call = 0; call < 3 * CALLS; call++) {
                final int[] mine = numbers(world, COUNT, call);
                final MemorySegment sent = memory(arena, call % 4);
                final MemorySegment received = memory(arena, call / 4 % 4);
                MemorySegment.copy(mine, 0, sent, ValueLayout.JAVA_INT_UNALIGNED, 0, COUNT);
                world.iAllReduce(buffer(sent, call), buffer(received, call / 2), COUNT, MPI.INT, MPI.SUM).waitFor();
                final int[] result = new int[COUNT];
                MemorySegment.copy(received, ValueLayout.JAVA_INT_UNALIGNED, 0, result, 0, COUNT);
                Expect.equal("call " + call, sums(world, mine, COUNT, MPI.INT, MPI.SUM), result);
            }
        }
    }

    private static MemorySegment memory(final Arena arena, final int kind) {
        return switch (kind) {
            case 0 -> MemorySegment.ofArray(new int[COUNT]);
            case 1 -> MemorySegment.ofArray(new int[COUNT + 3]).asSlice(3 * Integer.BYTES);
            case 2 -> MemorySegment.ofArray(new byte[COUNT * Integer.BYTES]);
            default -> arena.allocate(COUNT * Integer.BYTES, Integer.BYTES);
        };
    }

    private static Object buffer(final MemorySegment memory, final int call) {
        final boolean isBytes = memory.isNative() || memory.heapBase().orElseThrow() instanceof byte[];
        if (call % 2 == 0 && isBytes) {
            final ByteBuffer bytes = memory.asByteBuffer();
            return bytes.order(ByteOrder.nativeOrder());
        }
        return memory;
    }

    @MpiTest(ranks = 2)
    void shouldNoticeAnArenaThatIsClosedBetweenCalls(final Intracomm world) {
        final int[] received = new int[COUNT];
        final MemorySegment mine;
        try (Arena arena = Arena.ofShared()) {
            mine = arena.allocate(COUNT * Integer.BYTES, Integer.BYTES);
            for (int call = 0; call < CALLS; call++) {
                world.iAllReduce(mine, received, COUNT, MPI.INT, MPI.SUM).waitFor();
            }
        }
        world.setErrhandler(MPI.ERRORS_RETURN);
        try {
            world.iAllReduce(mine, received, COUNT, MPI.INT, MPI.SUM);
        } catch (final MPIException e) {
            Expect.equal("class", MPI.ERR_BUFFER, e.getErrorClass());
            world.iAllReduce(numbers(world, COUNT, 1), received, COUNT, MPI.INT, MPI.SUM).waitFor();
            Expect.equal("afterwards", sums(world, numbers(world, COUNT, 1), COUNT, MPI.INT, MPI.SUM), received);
            return;
        }
        throw new AssertionError("a closed arena has been accepted");
    }

    /** Two functions that look alike: both commute. */
    @MpiTest(ranks = {2, 3})
    void shouldApplyTheFunctionOfTheCall(final Intracomm world) {
        final Op[] ops = {op(false), op(true)};
        for (int call = 0; call < CALLS; call++) {
            final Op op = ops[call % 2];
            final int[] mine = numbers(world, COUNT, call);
            final int[] received = new int[COUNT];
            world.iAllReduce(mine, received, COUNT, MPI.INT, op).waitFor();
            Expect.equal("call " + call, sums(world, mine, COUNT, MPI.INT, call % 2 == 0 ? MPI.SUM : MPI.MAX),
                received);
        }
    }

    private static Op op(final boolean isMaximum) {
        final Op.Function function = (in, inout, _, _) -> {
            final int[] left = (int[]) in;
            final int[] right = (int[]) inout;
            for (int i = 0; i < right.length; i++) {
                right[i] = isMaximum ? Math.max(left[i], right[i]) : left[i] + right[i];
            }
        };
        return new Op(function, true);
    }

    @MpiTest(ranks = {2, 3})
    void shouldKeepManyOfOneShapeApart(final Intracomm world) {
        for (int round = 0; round < 4; round++) {
            final List<Request> requests = new ArrayList<>();
            final int[][] received = new int[CALLS][COUNT];
            final int[][] mine = new int[CALLS][];
            for (int call = 0; call < CALLS; call++) {
                mine[call] = numbers(world, COUNT, call + round);
                requests.add(world.iAllReduce(mine[call], received[call], COUNT, MPI.INT, MPI.SUM));
            }
            Request.waitAll(requests.toArray(Request[]::new));
            for (int call = 0; call < CALLS; call++) {
                Expect.equal("call " + call, sums(world, mine[call], COUNT, MPI.INT, MPI.SUM), received[call]);
            }
        }
    }

    /** Of the buffers, of the function, and of what it has thrown: neither from steps written nor from steps reused. */
    @MpiTest(ranks = 2)
    void shouldKeepNothingOfTheUser(final Intracomm world) {
        final List<WeakReference<Object>> left = new ArrayList<>();
        use(world, left);
        fail(world, left);
        for (int i = 0; i < COLLECTIONS && left.stream().anyMatch(object -> object.get() != null); i++) {
            System.gc();
        }
        for (int i = 0; i < left.size(); i++) {
            Expect.equal("object " + i + " is kept", null, left.get(i).get());
        }
    }

    private static void use(final Intracomm world, final List<WeakReference<Object>> left) {
        final int[] mine = numbers(world, COUNT, 1);
        final int[] received = new int[world.getSize() * COUNT];
        final boolean[] flags = new boolean[COUNT];
        final boolean[] all = new boolean[COUNT];
        final MemorySegment segment = Arena.ofAuto().allocate(COUNT * Integer.BYTES, Integer.BYTES);
        final Op op = op(true);
        final List<Runnable> calls = List.of(
            () -> world.iAllReduce(mine, received, COUNT, MPI.INT, MPI.SUM).waitFor(),
            () -> world.iAllReduce(mine, received, COUNT, MPI.INT, op).waitFor(),
            () -> world.iAllReduce(flags, all, COUNT, MPI.BOOLEAN, MPI.LOR).waitFor(),
            () -> world.iAllGather(mine, COUNT, MPI.INT, received, COUNT, MPI.INT).waitFor(),
            () -> world.iBcast(segment, COUNT, MPI.INT, 0).waitFor());
        for (final Runnable call : calls) {
            for (int i = 0; i < 3; i++) {
                call.run();
            }
        }
        for (final Object object : new Object[] {mine, received, flags, all, segment, op}) {
            left.add(new WeakReference<>(object));
        }
    }

    /** The function of the user works twice, so that there are steps to be taken again, and fails the third time. */
    private static void fail(final Intracomm world, final List<WeakReference<Object>> left) {
        final int[] mine = numbers(world, COUNT, 1);
        final int[] received = new int[COUNT];
        final IllegalStateException[] thrown = {null};
        final Op op = new Op((_, _, _, _) -> {
            if (thrown[0] != null) {
                throw thrown[0];
            }
        }, true);
        world.setErrhandler(MPI.ERRORS_RETURN);
        for (int call = 0; call < 3; call++) {
            thrown[0] = call < 2 ? null : new IllegalStateException("thrown by the user");
            try {
                world.iAllReduce(mine, received, COUNT, MPI.INT, op).waitFor();
            } catch (final MPIException e) {
                Expect.equal("cause", thrown[0], e.getCause());
                left.add(new WeakReference<>(e.getCause()));
                left.add(new WeakReference<>(op));
            }
        }
        Expect.equal("failures", true, left.getLast().get() == op);
        // A thread holds the outcome of its last wait: this is another one, and no schedule.
        final int other = 1 - world.getRank();
        world.sendRecv(new int[1], 1, MPI.INT, other, 0, new int[1], 1, MPI.INT, other, 0);
    }
}
