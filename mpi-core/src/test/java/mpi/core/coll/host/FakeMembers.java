package mpi.core.coll.host;

import java.util.stream.IntStream;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.boot.RankState;
import mpi.core.diag.Counters.Purpose;
import mpi.core.progress.Awaited;
import mpi.core.transport.Endpoint;
import mpi.core.wire.Frame;

/**
 * Ranks that share memory, as one of them sees them. They live until the test says otherwise, and how often each is
 * woken is counted.
 */
public final class FakeMembers implements HostMembers {
    private final int rank;
    private final Peer[] peers;
    private boolean isAnyDead;

    /**
     * Sees all members alive.
     *
     * @param rank the rank that sees them
     * @param size how many there are
     * @param address where memory lies that any of them has exposed
     */
    public FakeMembers(final int rank, final int size, final long address) {
        this.rank = rank;
        this.peers = IntStream.range(0, size).mapToObj(member -> new Peer(member, address)).toArray(Peer[]::new);
    }

    /** From now on a member is dead; who waits learns it at once. */
    void kill() {
        isAnyDead = true;
    }

    /** How often a member was woken. */
    int wakes(final int member) {
        return peers[member].wakes;
    }

    @Override
    public int rank() {
        return rank;
    }

    @Override
    public int size() {
        return peers.length;
    }

    @Override
    public boolean sharesMemory(final int member) {
        return true;
    }

    @Override
    public Endpoint endpoint(final int member) {
        return peers[member];
    }

    @Override
    public boolean isAnyDead() {
        return isAnyDead;
    }

    @Override
    public MPIException failure() {
        return new MPIException(MPI.ERR_PROC_FAILED, MPI.ERR_PROC_FAILED, "dead");
    }

    @Override
    public String where() {
        return "step";
    }

    @Override
    public Purpose countAs(final Purpose what) {
        return null;
    }

    @Override
    public void awaits(final int member, final Awaited ranks) {
        ranks.add(member);
    }

    @Override
    public RankState.Operation describe(final int member, final long blockedNanos) {
        return new RankState.Operation("step", "FAKE", member, 0, 0, blockedNanos);
    }

    /** A member that no message is sent to. */
    private static final class Peer implements Endpoint {
        private final int member;
        private final long address;
        private int wakes;

        Peer(final int member, final long address) {
            this.member = member;
            this.address = address;
        }

        @Override
        public void wake() {
            wakes++;
        }

        @Override
        public int peer() {
            return member;
        }

        @Override
        public boolean isLocal() {
            return true;
        }

        @Override
        public int maxPayloadBytes() {
            return 0;
        }

        @Override
        public int trySend(final Frame frame, final Object base, final long offset, final int lengthBytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int trySendData(final Frame frame, final Object base, final long offset, final long lengthBytes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long expose(final Object base, final long offset, final long lengthBytes) {
            return Frame.NOT_EXPOSED;
        }

        @Override
        public long resolve(final long descriptor, final long lengthBytes) {
            return address;
        }
    }
}
