package mpi.core.coll;

import java.util.function.Supplier;
import mpi.MPI;
import mpi.core.datatype.UserBuffers;
import mpi.core.op.Operations;
import mpi.spi.BufferBlocks;
import mpi.spi.Collective;
import mpi.spi.Faults;
import mpi.spi.Layout;

/**
 * What only the engine knows to be wrong with a collective operation, found before anything is sent.
 *
 * @param call the operation
 * @param rank this rank
 * @param peers ranks that it exchanges with: of an intercommunicator, those of the remote group
 * @param isInter whether the communicator is an intercommunicator
 * @param where the operation, for error texts
 */
record CollectiveChecks(Collective call, int rank, int peers, boolean isInter, Supplier<String> where) {

    /** Throws what is wrong. */
    void check() {
        requireRoot();
        requirePlace();
        requireSameKind();
        requireDefined();
        if (call.recv().blocks() > 0 && !UserBuffers.isWritable(call.recv().buffer())) {
            throw Faults.fault(MPI.ERR_BUFFER, where.get(),
                "cannot receive into a read-only " + call.recv().buffer().getClass().getSimpleName());
        }
    }

    private void requireRoot() {
        final int root = call.root();
        final boolean isRole = isInter && (root == MPI.ROOT || root == MPI.PROC_NULL);
        if (call.kind().isRooted() && !isRole && (root < 0 || root >= peers)) {
            throw Faults.fault(MPI.ERR_ROOT, where.get(), "the root is not a rank of the communicator");
        }
    }

    private void requirePlace() {
        if (!call.send().isInPlace() && !call.recv().isInPlace()) {
            return;
        }
        if (isInter || call.kind().isNeighbourhood() || call.kind() == Collective.Kind.REDUCE_LOCAL) {
            throw Faults.fault(MPI.ERR_BUFFER, where.get(), "MPI.IN_PLACE has no meaning here");
        }
        if (call.kind().isRooted() && rank != call.root()) {
            throw Faults.fault(MPI.ERR_BUFFER, where.get(), "only the root may give MPI.IN_PLACE");
        }
    }

    private void requireSameKind() {
        Layout first = null;
        for (final BufferBlocks blocks : new BufferBlocks[] {call.send(), call.recv()}) {
            for (final Layout type : blocks.types()) {
                first = first == null ? type : first;
                if (type.isObject() != first.isObject()) {
                    throw Faults.fault(MPI.ERR_TYPE, where.get(),
                        "items of MPI." + first.basic() + " cannot be received as MPI." + type.basic());
                }
            }
        }
    }

    private void requireDefined() {
        if (call.op() == null) {
            return;
        }
        final BufferBlocks items = RawDispatch.items(call);
        if (items.blocks() > 0 && !Operations.isDefined(call.op(), items.types()[0])) {
            throw Operations.undefined(call.op(), items.types()[0], where.get());
        }
    }
}
