package jobs.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Op;
import mpi.Request;

/**
 * All ranks run one random sequence of collective operations on communicators that overlap, blocking and not, with
 * point-to-point messages between them; each result is compared with what one rank alone computes. Ends with an error
 * that tells seed and round if one differs.
 */
public final class MixedCollectives {
    private static final int TEAMS = 5;
    private static final int MAX_PENDING = 6;
    private static final int[] COUNTS = {0, 1, 3, 17, 257, 1_000, 5_000, 40_000};
    /** How many of the counts are chosen from most of the time. */
    private static final int SHORT_COUNTS = 5;
    /** More have no room for exchanges of long blocks. */
    private static final int MANY_RANKS = 33;
    private static final int TAG = 9;

    private final long seed;
    private final Random random;
    private final List<Team> teams = new ArrayList<>();
    private final List<Pending> pending = new ArrayList<>();
    private int round;

    private MixedCollectives(final long seed) {
        this.seed = seed;
        random = new Random(seed);
        final Intracomm world = MPI.COMM_WORLD;
        for (int i = 0; i < TEAMS; i++) {
            final int[] colors = random.ints(world.getSize(), 0, i == 0 ? 1 : 2 + i / 2).toArray();
            final int[] keys = random.ints(world.getSize(), 0, 1 << 20).toArray();
            final int me = world.getRank();
            teams.add(new Team(world.split(colors[me], keys[me]), colors, keys, me));
        }
    }

    /**
     * Runs a rank.
     *
     * @param args seed, rounds
     */
    public static void main(final String[] args) {
        MPI.Init(args);
        final long seed = Long.parseLong(args[0]);
        final MixedCollectives program = new MixedCollectives(seed);
        final int rounds = Integer.parseInt(args[1]);
        for (program.round = 0; program.round < rounds; program.round++) {
            program.next();
        }
        program.completeAll();
        if (MPI.COMM_WORLD.getRank() == 0) {
            System.out.println(rounds + " rounds passed");
        }
        MPI.Finalize();
    }

    private enum Kind {
        BARRIER, BCAST, GATHER, SCATTER, ALLGATHER, ALLGATHERV, ALLTOALL, REDUCE, ALLREDUCE, REDUCE_SCATTER_BLOCK, SCAN,
        EXSCAN
    }

    /** All ranks take the same decisions here, whatever team they are in; only sizes of teams differ. */
    private void next() {
        final Team team = teams.get(random.nextInt(TEAMS));
        final Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        final int choices =
            random.nextInt(8) == 0 && MPI.COMM_WORLD.getSize() <= MANY_RANKS ? COUNTS.length : SHORT_COUNTS;
        final int count = COUNTS[random.nextInt(choices)];
        final int root = random.nextInt(1 << 10) % team.size();
        final Op op = List.of(MPI.SUM, MPI.BXOR, MPI.MAX).get(random.nextInt(3));
        final boolean isBlocking = random.nextBoolean();
        final boolean isExchange = random.nextInt(4) == 0;
        final boolean completes = random.nextInt(3) == 0;
        run(new Call(team, kind, count, root, op), isBlocking);
        if (isExchange) {
            exchange(team);
        }
        if (!pending.isEmpty() && (completes || pending.size() > MAX_PENDING)) {
            pending.remove(random.nextInt(1 << 10) % pending.size()).complete();
        }
    }

    private void completeAll() {
        while (!pending.isEmpty()) {
            pending.removeLast().complete();
        }
    }

    /** Around the ring of a team, each to its right. */
    private void exchange(final Team team) {
        final long[] received = new long[1];
        final int left = (team.rank() + team.size() - 1) % team.size();
        team.comm.sendRecv(new long[] {value(team.rank(), team)}, 1, MPI.LONG, (team.rank() + 1) % team.size(), TAG,
            received, 1, MPI.LONG, left, TAG);
        compare("message from " + left, received, new long[] {value(left, team)});
    }

    private long value(final int rank, final Team team) {
        return contribution(team.members[rank], 1)[0];
    }

    /** What a rank of the world gives in this round. */
    private long[] contribution(final int worldRank, final int count) {
        final long[] values = new long[count];
        long state = seed + 31L * round + 1_000_003L * worldRank;
        for (int i = 0; i < count; i++) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            values[i] = state ^ state >>> 29;
        }
        return values;
    }

    private void compare(final String what, final long[] actual, final long[] expected) {
        final int at = Arrays.mismatch(actual, expected);
        if (at >= 0) {
            throw new AssertionError("seed " + seed + ", " + what + ": element " + at + " of " + actual.length
                + " is " + (at < actual.length ? actual[at] : "missing") + ", not "
                + (at < expected.length ? expected[at] : "missing"));
        }
    }

    private void run(final Call call, final boolean isBlocking) {
        final String what = "round " + round + ", " + (isBlocking ? "" : "non-blocking ") + call;
        final long[] expected = call.expected();
        final long[] sent = call.sent();
        final long[] received = call.kind == Kind.BCAST ? sent : new long[expected.length];
        if (isBlocking) {
            call.run(sent, received);
            compare(what, received, expected);
        } else {
            pending.add(new Pending(what, call.start(sent, received), received, expected));
        }
    }

    /** An operation that has been started. */
    private final class Pending {
        private final String what;
        private final Request request;
        private final long[] received;
        private final long[] expected;

        Pending(final String what, final Request request, final long[] received, final long[] expected) {
            this.what = what;
            this.request = request;
            this.received = received;
            this.expected = expected;
        }

        void complete() {
            request.waitFor();
            compare(what, received, expected);
        }
    }

    /** The part of the world that this rank is in after a split; all can tell who is in it, and in which order. */
    private static final class Team {
        private final Intracomm comm;
        private final int[] members;

        Team(final Intracomm comm, final int[] colors, final int[] keys, final int me) {
            this.comm = comm;
            members = IntStream.range(0, colors.length)
                .filter(rank -> colors[rank] == colors[me])
                .boxed()
                .sorted(Comparator.comparingInt(rank -> keys[rank]))
                .mapToInt(Integer::intValue)
                .toArray();
        }

        int rank() {
            return comm.getRank();
        }

        int size() {
            return members.length;
        }
    }

    /** One operation of one round. */
    private final class Call {
        private final Team team;
        private final Kind kind;
        private final int count;
        private final int root;
        private final Op op;
        private final int[] counts;
        private final int[] displs;

        Call(final Team team, final Kind kind, final int count, final int root, final Op op) {
            this.team = team;
            this.kind = kind;
            this.count = kind == Kind.BARRIER ? 0 : count;
            this.root = root;
            this.op = op;
            counts = new int[team.size()];
            displs = new int[team.size()];
            for (int rank = 0; rank < team.size(); rank++) {
                counts[rank] = count + rank % 3;
                displs[rank] = rank == 0 ? 0 : displs[rank - 1] + counts[rank - 1];
            }
        }

        long[] sent() {
            final int me = team.members[team.rank()];
            return switch (kind) {
                case BARRIER -> new long[0];
                case BCAST -> team.rank() == root ? contribution(me, count) : new long[count];
                case SCATTER, ALLTOALL, REDUCE_SCATTER_BLOCK -> contribution(me, count * team.size());
                case ALLGATHERV -> contribution(me, counts[team.rank()]);
                default -> contribution(me, count);
            };
        }

        long[] expected() {
            final int me = team.rank();
            return switch (kind) {
                case BARRIER -> new long[0];
                case BCAST -> contribution(team.members[root], count);
                case SCATTER -> slice(team.members[root], me);
                case GATHER -> me == root ? all(count) : new long[0];
                case ALLGATHER -> all(count);
                case ALLGATHERV -> all(-1);
                case ALLTOALL -> fromAll(me);
                case REDUCE -> me == root ? reduced(count, 0, team.size()) : new long[0];
                case ALLREDUCE -> reduced(count, 0, team.size());
                case REDUCE_SCATTER_BLOCK -> Arrays.copyOfRange(reduced(count * team.size(), 0, team.size()),
                    me * count, (me + 1) * count);
                case SCAN -> reduced(count, 0, me + 1);
                case EXSCAN -> me == 0 ? new long[count] : reduced(count, 0, me);
            };
        }

        private long[] slice(final int worldRank, final int index) {
            return Arrays.copyOfRange(contribution(worldRank, count * team.size()), index * count, (index + 1) * count);
        }

        /** The contributions of all one after another; of different lengths if that is negative. */
        private long[] all(final int length) {
            final long[] result = new long[length < 0 ? Arrays.stream(counts).sum() : length * team.size()];
            int end = 0;
            for (int rank = 0; rank < team.size(); rank++) {
                final long[] theirs = contribution(team.members[rank], length < 0 ? counts[rank] : length);
                System.arraycopy(theirs, 0, result, end, theirs.length);
                end += theirs.length;
            }
            return result;
        }

        private long[] fromAll(final int index) {
            final long[] result = new long[count * team.size()];
            for (int rank = 0; rank < team.size(); rank++) {
                System.arraycopy(slice(team.members[rank], index), 0, result, rank * count, count);
            }
            return result;
        }

        private long[] reduced(final int length, final int first, final int end) {
            final long[] result = contribution(team.members[first], length);
            for (int rank = first + 1; rank < end; rank++) {
                final long[] theirs = contribution(team.members[rank], length);
                for (int i = 0; i < length; i++) {
                    result[i] = op == MPI.SUM ? result[i] + theirs[i]
                        : op == MPI.MAX ? Math.max(result[i], theirs[i]) : result[i] ^ theirs[i];
                }
            }
            return result;
        }

        void run(final long[] sent, final long[] received) {
            final Intracomm comm = team.comm;
            switch (kind) {
                case BARRIER -> comm.barrier();
                case BCAST -> comm.bcast(received, count, MPI.LONG, root);
                case GATHER -> comm.gather(sent, count, MPI.LONG, received, count, MPI.LONG, root);
                case SCATTER -> comm.scatter(sent, count, MPI.LONG, received, count, MPI.LONG, root);
                case ALLGATHER -> comm.allGather(sent, count, MPI.LONG, received, count, MPI.LONG);
                case ALLGATHERV -> comm.allGatherv(sent, sent.length, MPI.LONG, received, counts, displs, MPI.LONG);
                case ALLTOALL -> comm.allToAll(sent, count, MPI.LONG, received, count, MPI.LONG);
                case REDUCE -> comm.reduce(sent, received, count, MPI.LONG, op, root);
                case ALLREDUCE -> comm.allReduce(sent, received, count, MPI.LONG, op);
                case REDUCE_SCATTER_BLOCK -> comm.reduceScatterBlock(sent, received, count, MPI.LONG, op);
                case SCAN -> comm.scan(sent, received, count, MPI.LONG, op);
                case EXSCAN -> comm.exScan(sent, received, count, MPI.LONG, op);
            }
        }

        Request start(final long[] sent, final long[] received) {
            final Intracomm comm = team.comm;
            return switch (kind) {
                case BARRIER -> comm.iBarrier();
                case BCAST -> comm.iBcast(received, count, MPI.LONG, root);
                case GATHER -> comm.iGather(sent, count, MPI.LONG, received, count, MPI.LONG, root);
                case SCATTER -> comm.iScatter(sent, count, MPI.LONG, received, count, MPI.LONG, root);
                case ALLGATHER -> comm.iAllGather(sent, count, MPI.LONG, received, count, MPI.LONG);
                case ALLGATHERV -> comm.iAllGatherv(sent, sent.length, MPI.LONG, received, counts, displs, MPI.LONG);
                case ALLTOALL -> comm.iAllToAll(sent, count, MPI.LONG, received, count, MPI.LONG);
                case REDUCE -> comm.iReduce(sent, received, count, MPI.LONG, op, root);
                case ALLREDUCE -> comm.iAllReduce(sent, received, count, MPI.LONG, op);
                case REDUCE_SCATTER_BLOCK -> comm.iReduceScatterBlock(sent, received, count, MPI.LONG, op);
                case SCAN -> comm.iScan(sent, received, count, MPI.LONG, op);
                case EXSCAN -> comm.iExScan(sent, received, count, MPI.LONG, op);
            };
        }

        @Override
        public String toString() {
            return kind + " of " + count + " from " + root + " by " + op + " among " + Arrays.toString(team.members);
        }
    }
}
