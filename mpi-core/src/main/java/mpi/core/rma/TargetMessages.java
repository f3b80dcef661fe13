package mpi.core.rma;

import java.lang.ref.Reference;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.boot.RankState;
import mpi.core.p2p.Completions;
import mpi.core.p2p.Receiver;
import mpi.core.p2p.Scope;
import mpi.core.p2p.Sender;
import mpi.core.progress.Awaited;
import mpi.core.progress.Condition;
import mpi.core.transport.Memory;
import mpi.spi.Completion;
import mpi.spi.Faults;
import mpi.spi.Layout;
import mpi.spi.RequestEngine;
import mpi.spi.SendMode;

/**
 * The messages of an origin to its targets, and their answers: which of them are under way, and what has failed.
 * Guarded by the progress lock.
 */
final class TargetMessages {
    /** All that was asked is done. */
    static final long STATUS_DONE = 0;
    /** A rank has died; minus a status tells which. A positive status is an error class. */
    private static final long STATUS_FIRST_DEAD = -1;

    private static final int NO_TAG = -1;
    private static final long ANY_LENGTH = -1;

    private final WindowMembers members;
    private final Scope scope;
    private final Sender sender;
    private final Receiver receiver;
    private final Completions completions;
    /** Whether only a target knows where it has memory. */
    private final boolean mayBeRefused;
    /** By target. */
    private final TypeSlots[] types;
    /** Messages that are not done. */
    private final int[] open;
    /** What has failed since the last time somebody was told. */
    private final MPIException[] failures;

    private final TargetRequest request = new TargetRequest();
    private byte[] message = new byte[TargetRequest.MAX_BYTES];
    private final Completion outcome = new Completion();
    private OpenMessage spare;

    TargetMessages(final WindowMembers members, final Scope scope, final boolean mayBeRefused) {
        final int size = members.size();
        this.members = members;
        this.scope = scope;
        this.mayBeRefused = mayBeRefused;
        sender = members.messages().sender();
        receiver = members.messages().receiver();
        completions = members.messages().completions();
        types = new TypeSlots[size];
        open = new int[size];
        failures = new MPIException[size];
    }

    /**
     * Blocks until no message to or from a target is under way: buffers may be used again, and what was asked for is
     * there. Called with the lock held once.
     */
    void await(final int target, final String operation) {
        if (open[target] > 0) {
            members.progress().await(new Quiet(target, operation));
        }
    }

    /** What has failed since this was asked last, or {@code null}. */
    MPIException takeFailure(final int target) {
        final MPIException failure = failures[target];
        failures[target] = null;
        return failure;
    }

    /**
     * Checks that a target is not gone.
     *
     * @throws MPIException ERR_PROC_FAILED if it is
     */
    void requireAlive(final String operation, final int target) {
        if (members.isDead(target)) {
            throw members.failure(target, operation);
        }
    }

    /** Begins to write a request without items. */
    TargetRequest begin(final TargetRequest.Kind kind) {
        return request.wrap(message).ask(kind);
    }

    /** Begins to write a request for items, which the target is told the type of before. */
    TargetRequest begin(final TargetRequest.Kind kind, final int target, final Layout type) {
        final int slot = type.isRaw() ? TargetRequest.NO_SLOT : slot(target, type);
        return request.wrap(message).ask(kind).type(type.basic(), slot);
    }

    private int slot(final int target, final Layout type) {
        if (types[target] == null) {
            types[target] = new TypeSlots();
        }
        final int known = types[target].slotOf(type);
        if (known >= 0) {
            return known;
        }
        final int slot = types[target].add(type);
        final byte[] encoded = TypeSlots.encode(type);
        request.wrap(message).ask(TargetRequest.Kind.TYPE).type(type.basic(), slot).operandBytes(encoded.length);
        send("datatype", target, encoded, 0, null, null);
        return slot;
    }

    /** Sends the request that was written, with its operands. */
    void send(final String name, final int target, final Object base, final long baseOffset,
        final Object owner, final ServedRequest operation) {
        final long operandBytes = request.operandBytes();
        final boolean isApart = request.hasOperandsApart();
        if (!isApart && operandBytes > 0) {
            Memory.copy(base, baseOffset, message, TargetRequest.HEADER_BYTES, operandBytes);
        }
        final RequestEngine asked = sender.isend(scope, SendMode.STANDARD, true, message, 0, request.lengthOnWire(), 0,
            null, target, TargetRequest.TAG);
        if (!asked.isDone()) {
            message = new byte[TargetRequest.MAX_BYTES]; // the settings let no message be left behind
        }
        track(name, target, asked, ANY_LENGTH, operation);
        if (isApart) {
            track(name, target, sender.isend(scope, SendMode.STANDARD, false, base, baseOffset, operandBytes, 0, owner,
                target, TargetRequest.OPERANDS_TAG), ANY_LENGTH, operation);
        }
        Reference.reachabilityFence(owner);
    }

    /** Begins to receive an answer, or a part of one; called before its request is sent. */
    void receive(final String name, final int target, final AnswerBuffer result, final long position,
        final long lengthBytes, final ServedRequest operation) {
        track(name, target, receiver.irecv(scope, result.base, result.offset + position, lengthBytes, result.buffer,
            target, TargetRequest.DATA_TAG), lengthBytes, operation);
    }

    /** Begins to receive an answer that tells what has become of requests. */
    void receiveStatus(final String name, final int target, final int tag, final ServedRequest operation) {
        final OpenMessage receive = take(name, target, operation);
        receive.isStatus = true;
        receive.begin(receiver.irecv(scope, receive.status, 0, Long.BYTES, null, target, tag), Long.BYTES);
    }

    /** Follows a message until it is done. */
    private void track(final String name, final int target, final RequestEngine begun, final long expectedBytes,
        final ServedRequest operation) {
        if (begun.isDone() && expectedBytes == ANY_LENGTH) {
            final MPIException error = begun.completeWithoutStatus(begun.use());
            if (error != null) {
                fail(target, operation, explained(name, target, error));
            }
        } else {
            take(name, target, operation).begin(begun, expectedBytes);
        }
    }

    private void fail(final int target, final ServedRequest operation, final MPIException failure) {
        if (operation != null) {
            operation.fail(failure);
        }
        if (failures[target] == null) {
            failures[target] = failure;
        }
    }

    private MPIException explained(final String name, final int target, final MPIException error) {
        return members.isDead(target) ? members.failure(target, name) : error;
    }

    private OpenMessage take(final String name, final int target, final ServedRequest operation) {
        final OpenMessage taken = spare == null ? new OpenMessage() : spare;
        spare = taken.next;
        taken.name = name;
        taken.target = target;
        taken.operation = operation;
        taken.isStatus = false;
        return taken;
    }

    /** A message under way, which has to be done before an epoch at its target ends. */
    private final class OpenMessage implements Runnable {
        private final long[] status = new long[1];
        private OpenMessage next;
        private String name;
        private int target;
        private ServedRequest operation;
        private RequestEngine begun;
        private int use;
        private long expectedBytes;
        /** Whether it is an answer that tells what has become of requests. */
        private boolean isStatus;

        void begin(final RequestEngine message, final long lengthBytes) {
            begun = message;
            use = message.use();
            expectedBytes = lengthBytes;
            open[target]++;
            if (operation != null) {
                operation.begun();
            }
            if (message.isDone()) {
                run();
            } else {
                completions.whenDone(message, this);
            }
        }

        /** The message is done. */
        @Override
        public void run() {
            begun.complete(use, outcome);
            open[target]--;
            final MPIException failure = failure();
            if (failure != null) {
                if (isStatus && operation != null) {
                    operation.fail(failure); // the lock is not this rank's, nothing else has failed
                } else {
                    fail(target, operation, failure);
                }
            }
            final ServedRequest ended = operation;
            begun = null;
            operation = null;
            next = spare;
            spare = this;
            if (ended != null) {
                ended.ended();
            }
        }

        private MPIException failure() {
            if (outcome.error != null) {
                return explained(name, target, outcome.error);
            }
            if (isStatus && status[0] != STATUS_DONE) {
                return refusal(status[0]);
            }
            return expectedBytes == ANY_LENGTH || outcome.lengthBytes == expectedBytes ? null
                : refusal(mayBeRefused ? MPI.ERR_RMA_RANGE : MPI.ERR_PROC_FAILED);
        }

        private MPIException refusal(final long why) {
            final String where = members.describe(name) + ", to " + target;
            if (why < 0) {
                return Faults.fault(MPI.ERR_PROC_FAILED, where,
                    "rank " + (STATUS_FIRST_DEAD - why) + " of the world has failed, which may hold the lock");
            }
            return Faults.fault((int) why, where, why == MPI.ERR_PROC_FAILED
                ? "a rank of the window has failed, which may hold the target's lock of accumulates"
                : "the target has no memory attached where an operation since the last synchronisation went");
        }
    }

    /** The status that names a rank which is gone. */
    static long statusOfDead(final int worldRank) {
        return STATUS_FIRST_DEAD - worldRank;
    }

    /** That no message to or from a target is under way. */
    private final class Quiet implements Condition {
        private final int target;
        private final String operation;

        Quiet(final int target, final String operation) {
            this.target = target;
            this.operation = operation;
        }

        @Override
        public boolean isMet() {
            return open[target] == 0;
        }

        @Override
        public void awaits(final Awaited ranks) {
            ranks.addEverybody(); // the target may wait for a third rank
        }

        @Override
        public RankState.Operation describe(final long blockedNanos) {
            return new RankState.Operation(operation, members.comm().name(), members.worldRanks()[target], NO_TAG, 0,
                blockedNanos);
        }
    }
}
