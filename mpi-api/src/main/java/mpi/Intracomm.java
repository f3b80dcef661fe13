package mpi;

import mpi.spi.CommEngine;
import mpi.spi.Faults;

/**
 * A communicator of one group (MPI 4.1, chapter 7).
 */
public non-sealed class Intracomm extends IntracommDialect {
    Intracomm(final String absentName) {
        super(absentName);
    }

    @Override
    final Comm child(final CommEngine commEngine) {
        final Intracomm child = new Intracomm("a communicator");
        adopt(child, commEngine);
        return child;
    }

    @Override
    public Intracomm dup() {
        return (Intracomm) super.dup();
    }

    @Override
    public Intracomm clone() {
        return dup();
    }

    /**
     * Makes a communicator of some ranks of this one (MPI 4.1, section 7.4.2). Called by all ranks of this
     * communicator, with the same group.
     *
     * @param group the group
     * @return the new communicator; a null object, see {@link #isNull()}, at ranks outside the group
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_GROUP} if the group is null or
     *     not part of this communicator's
     */
    public final Intracomm create(final Group group) {
        return create(Dialect.LOWER_CASE, group);
    }

    final Intracomm create(final Dialect dialect, final Group group) {
        final CommEngine present = engine("comm_create");
        if (group == null || group.isNull()) {
            throw Faults.fault(MPI.ERR_GROUP, describe("comm_create"), "the group is null or was freed");
        }
        final int[] ranks = group.ranksIn(present.worldRanks());
        for (int i = 0; i < ranks.length; i++) {
            if (ranks[i] == MPI.UNDEFINED) {
                throw Faults.fault(MPI.ERR_GROUP, describe("comm_create"),
                    "rank " + i + " of the group is not in the communicator");
            }
        }
        try {
            final CommEngine created = present.create(ranks);
            return created == null
                ? none("a communicator", "this rank is not in its group", group)
                : (Intracomm) child(created);
        } catch (final MPIException e) {
            throw failed(dialect, e);
        }
    }

    /**
     * Splits the communicator: ranks with the same color come together, ordered by key (MPI 4.1, section 7.4.2).
     * Collective.
     *
     * @param color 0 or more; ranks with the same color come together. {@link MPI#UNDEFINED} for none
     * @param key order within the new communicator; equal keys are ordered by rank
     * @return the new communicator; a null object, see {@link #isNull()}, if {@code color} is {@link MPI#UNDEFINED}
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_ARG} if the color is negative
     *     but not {@link MPI#UNDEFINED}
     */
    public final Intracomm split(final int color, final int key) {
        final Intracomm part = split(Dialect.LOWER_CASE, color, key);
        return part != null ? part : none("a communicator", "the color in the split was MPI.UNDEFINED", null);
    }

    /** Splits; {@code null} if this rank is in no part. */
    final Intracomm split(final Dialect dialect, final int color, final int key) {
        final CommEngine present = engine("comm_split");
        if (color < MPI.UNDEFINED) {
            throw Faults.fault(MPI.ERR_ARG, describe("comm_split"),
                "the color is " + color + ", it must be 0 or more, or MPI.UNDEFINED");
        }
        try {
            final CommEngine part = present.split(color, key);
            return part == null ? null : (Intracomm) child(part);
        } catch (final MPIException e) {
            throw failed(dialect, e);
        }
    }

    /** Makes a null object. */
    static Intracomm none(final String name, final String absence, final Group group) {
        final Intracomm none = new Intracomm(name);
        none.setAbsent(absence, group);
        return none;
    }
}
