package mpi.core.coll;

import mpi.MPI;
import mpi.core.datatype.UserBuffers;
import mpi.core.op.Operations;
import mpi.spi.BufferBlocks;
import mpi.spi.Collective;
import mpi.spi.Faults;
import mpi.spi.Layout;

/**
 * What only the engine knows to be wrong with a collective operation of one communicator, found before anything is
 * sent. Allocates nothing where all is right.
 */
final class CollectiveChecks {
    private final int rank;
    private final int peers;
    private final boolean isInter;
    private final Title title;

    /** Names an operation in error texts. */
    @FunctionalInterface
    interface Title {
        /** The operation with communicator and rank. */
        String of(Form form, Collective.Kind kind, int root);
    }

    /**
     * Looks at the operations of a communicator.
     *
     * @param rank this rank
     * @param peers ranks that it exchanges with: of an intercommunicator, those of the remote group
     * @param isInter whether the communicator is an intercommunicator
     * @param title names an operation
     */
    CollectiveChecks(final int rank, final int peers, final boolean isInter, final Title title) {
        this.rank = rank;
        this.peers = peers;
        this.isInter = isInter;
        this.title = title;
    }

    /** Throws what is wrong with an operation that is called in this form. */
    void check(final Form form, final Collective call) {
        requireRoot(form, call);
        requirePlace(form, call);
        requireSameKind(form, call);
        requireDefined(form, call);
        if (call.recv().blocks() > 0 && !UserBuffers.isWritable(call.recv().buffer())) {
            throw Faults.fault(MPI.ERR_BUFFER, where(form, call),
                "cannot receive into a read-only " + call.recv().buffer().getClass().getSimpleName());
        }
    }

    private String where(final Form form, final Collective call) {
        return title.of(form, call.kind(), call.root());
    }

    private void requireRoot(final Form form, final Collective call) {
        final int root = call.root();
        final boolean isRole = isInter && (root == MPI.ROOT || root == MPI.PROC_NULL);
        if (call.kind().isRooted() && !isRole && (root < 0 || root >= peers)) {
            throw Faults.fault(MPI.ERR_ROOT, where(form, call), "the root is not a rank of the communicator");
        }
    }

    private void requirePlace(final Form form, final Collective call) {
        if (!call.send().isInPlace() && !call.recv().isInPlace()) {
            return;
        }
        if (isInter || call.kind().isNeighbourhood() || call.kind() == Collective.Kind.REDUCE_LOCAL) {
            throw Faults.fault(MPI.ERR_BUFFER, where(form, call), "MPI.IN_PLACE has no meaning here");
        }
        if (call.kind().isRooted() && rank != call.root()) {
            throw Faults.fault(MPI.ERR_BUFFER, where(form, call), "only the root may give MPI.IN_PLACE");
        }
    }

    private void requireSameKind(final Form form, final Collective call) {
        final Layout[] sent = call.send().types();
        final Layout[] received = call.recv().types();
        final Layout first = sent.length > 0 ? sent[0] : received.length > 0 ? received[0] : null;
        requireSameKind(form, call, first, sent);
        requireSameKind(form, call, first, received);
    }

    private void requireSameKind(final Form form, final Collective call, final Layout first, final Layout[] types) {
        for (final Layout type : types) {
            if (type.isObject() != first.isObject()) {
                throw Faults.fault(MPI.ERR_TYPE, where(form, call),
                    "items of MPI." + first.basic() + " cannot be received as MPI." + type.basic());
            }
        }
    }

    private void requireDefined(final Form form, final Collective call) {
        if (call.op() == null) {
            return;
        }
        final BufferBlocks items = RawDispatch.items(call);
        if (items.blocks() > 0 && !Operations.isDefined(call.op(), items.types()[0])) {
            throw Operations.undefined(call.op(), items.types()[0], where(form, call));
        }
    }
}
