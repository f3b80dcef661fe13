package mpi.core.p2p;

import java.util.ArrayDeque;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.transport.Endpoint;
import mpi.spi.Faults;

/**
 * What this rank knows of another one: the way there, what waits to go, and the credit of both directions. Guarded by
 * the progress lock.
 */
final class Peer {
    /** Why every peer, this rank included, is gone after Finalize. */
    static final String FINALIZED = "MPI is finalized";

    final int worldRank;
    /** The host it counts as. */
    int hostId;
    /** Whether it and this rank have opened memory that the ranks of their host share. */
    boolean sharesMemory;
    /** The way there; null for this rank itself. */
    Endpoint endpoint;
    /** The way to take if the first attempt finds no space for {@link #endpoint}, or null. */
    Endpoint fallback;
    /** Why the peer is gone, or null. */
    String failure;

    /** Everything for this peer goes through here in order while it is not empty (engine invariant 2). */
    final ArrayDeque<Outgoing> outbound = new ArrayDeque<>();
    /** Whether a frame that only returns credit is due. */
    boolean creditDue;
    /** Whether the peer stands in the list of those to be flushed. */
    boolean listed;

    /** Eager payload sent to the peer, and how much of it the peer says it has consumed. */
    long sentEagerBytes;
    long acknowledgedBytes;
    /** Eager payload of the peer that has reached its receive, and how much of that the peer has been told. */
    long consumedBytes;
    long announcedBytes;
    /** The send whose early payload is on its way out, or null: there is one at a time. */
    SendOperation early;
    /** The early payload of the peer that comes in. */
    final EarlyPayload arriving = new EarlyPayload();
    /** Copies of messages for the peer whose user call has returned. */
    long retainedBytes;

    Peer(final int worldRank) {
        this.worldRank = worldRank;
    }

    boolean hasCredit(final long bytes, final long creditBytes) {
        return bytes <= creditLeft(creditBytes);
    }

    long creditLeft(final long creditBytes) {
        return creditBytes - (sentEagerBytes - acknowledgedBytes);
    }

    boolean hasOutbound() {
        return creditDue || !outbound.isEmpty();
    }

    /** The error of an operation that needs this peer, which is gone. */
    MPIException fault(final String operation) {
        if (failure.equals(FINALIZED)) {
            return Faults.fault(MPI.ERR_OTHER, operation, FINALIZED);
        }
        return Faults.fault(MPI.ERR_PROC_FAILED, operation,
            "rank " + worldRank + " of the world has failed: " + failure);
    }
}
