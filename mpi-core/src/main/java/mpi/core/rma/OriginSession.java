package mpi.core.rma;

import java.util.Arrays;
import mpi.MPI;
import mpi.core.op.AddressKernel;
import mpi.core.progress.Agenda;
import mpi.core.transport.Memory;
import mpi.spi.BasicType;
import mpi.spi.Completion;
import mpi.spi.Layout;
import mpi.spi.RequestEngine;

/**
 * The requests of one origin, taken one after the other in the order in which they were sent: the next is looked at
 * once the one before it is applied. Guarded by the progress lock.
 */
final class OriginSession implements Agenda.Task, Runnable {
    /** So many requests are taken before others get their turn. */
    private static final int TURNS = 64;
    private static final byte[] NOTHING = {};
    private static final Layout[] RAW = new Layout[BasicType.values().length];

    static {
        for (final BasicType type : BasicType.values()) {
            RAW[type.ordinal()] = new Layout(type, type.sizeBytes(), type.sizeBytes(), null);
        }
    }

    private enum State {
        /** A request is awaited. */
        REQUEST,
        /** The operands of the request are awaited. */
        OPERANDS,
        /** The request waits for the lock of accumulates. */
        BLOCKED,
        /** No request will come. */
        ENDED
    }

    private final TargetService service;
    private final int origin;
    private final byte[] message = new byte[TargetRequest.MAX_BYTES];
    private final TargetRequest request = new TargetRequest().wrap(message);
    private final TypeSlots types = new TypeSlots();
    private final Completion outcome = new Completion();
    private State state = State.REQUEST;
    private RequestEngine receive;
    private int use;
    private boolean isAdvancing;
    /** Whether the lock that it waited for may be had. */
    private boolean isWoken;
    /** Operands that came by themselves. */
    private byte[] apart = NOTHING;
    /** Where the operands of the request are. */
    private byte[] operands = NOTHING;
    private int operandsOffset;
    /** Whether operands that come by themselves go where they belong. */
    private boolean isInPlace;
    private Layout type;
    /** The piece of memory that the request is for; {@code null} if there is none. */
    private OwnMemory.Piece piece;
    /** The class of the error of a request since the last answer, or 0. */
    private int refused;

    OriginSession(final TargetService service, final int origin) {
        this.service = service;
        this.origin = origin;
    }

    /** Begins to take requests. */
    void open() {
        await(State.REQUEST, message, 0, message.length, TargetRequest.TAG);
        if (receive.isDone()) {
            advance();
        }
    }

    /** Takes no more requests. */
    void close() {
        state = State.ENDED;
        if (receive != null && !receive.isDone()) {
            receive.cancel();
        }
    }

    private void await(final State next, final Object base, final long offset, final long lengthBytes,
        final int tag) {
        state = next;
        receive = service.receive(origin, base, offset, lengthBytes, tag);
        use = receive.use();
        if (!receive.isDone()) {
            service.requests().whenDone(receive, this);
        }
    }

    /**
     * Ends the wait for the lock of accumulates.
     *
     * @param isFree whether it may be had; else a rank has died that may hold it
     */
    void wake(final boolean isFree) {
        isWoken = true;
        if (!isFree) {
            piece = null;
            refused = isAnswered() ? refused : MPI.ERR_PROC_FAILED;
        }
        service.agenda().ready(this);
    }

    /** A message is there. */
    @Override
    public void run() {
        if (!isAdvancing && !service.isClosed()) {
            service.agenda().ready(this);
        }
    }

    @Override
    public void advance() {
        if (state == State.ENDED) {
            return;
        }
        isAdvancing = true;
        int turns = 0;
        while (canGoOn()) {
            if (turns++ == TURNS) {
                service.agenda().ready(this);
                break;
            }
            step();
        }
        isAdvancing = false;
    }

    private boolean canGoOn() {
        return state == State.BLOCKED ? isWoken : state != State.ENDED && receive.isDone();
    }

    private void step() {
        if (state == State.BLOCKED) {
            applyAlone();
            return;
        }
        receive.complete(use, outcome);
        receive = null;
        final boolean hasCome = outcome.error == null
            || state == State.OPERANDS && piece == null && outcome.error.getErrorClass() == MPI.ERR_TRUNCATE;
        if (!hasCome) {
            state = State.ENDED;
            service.lost(origin);
        } else if (state == State.REQUEST) {
            take();
        } else {
            apply();
        }
    }

    /** Finds what a request is about, and awaits its operands if they come by themselves. */
    private void take() {
        final long lengthBytes = request.lengthBytes();
        piece = null;
        isInPlace = false;
        if (lengthBytes > 0) {
            type = request.slot() == TargetRequest.NO_SLOT ? RAW[request.basic().ordinal()] : types.get(request.slot());
            piece = service.memory().find(request.offset(), type, request.position(), lengthBytes);
            if (piece == null && !isAnswered()) {
                refused = MPI.ERR_RMA_RANGE;
            }
        }
        if (!request.hasOperandsApart()) {
            operands = message;
            operandsOffset = TargetRequest.HEADER_BYTES;
            apply();
        } else if (request.kind() == TargetRequest.Kind.PUT && piece != null) {
            isInPlace = true;
            awaitOperands(items(), itemsOffset());
        } else if (lengthBytes > 0 && piece == null) {
            await(State.OPERANDS, NOTHING, 0, 0, TargetRequest.OPERANDS_TAG);
        } else {
            final int operandBytes = Math.toIntExact(request.operandBytes());
            apart = apart.length < operandBytes ? new byte[operandBytes] : apart;
            operands = apart;
            operandsOffset = 0;
            awaitOperands(apart, 0);
        }
    }

    /** Whether the answer to the request tells if it is refused; else the next flush does. */
    private boolean isAnswered() {
        return switch (request.kind()) {
            case GET, FETCH, SWAP -> true;
            default -> false;
        };
    }

    private void awaitOperands(final Object base, final long offset) {
        await(State.OPERANDS, base, offset, request.operandBytes(), TargetRequest.OPERANDS_TAG);
    }

    private Object items() {
        return piece.items(request.offset(), type);
    }

    private long itemsOffset() {
        return piece.itemsOffset(request.offset(), type, request.position());
    }

    /** Does what the request asks for; its operands are there. */
    private void apply() {
        switch (request.kind()) {
            case TYPE -> types.set(request.slot(), TypeSlots.decode(request.basic(), operands, operandsOffset));
            case PUT -> put();
            case GET -> get();
            case ACCUMULATE, FETCH, SWAP -> {
                applyAlone();
                return;
            }
            case FLUSH -> {
                service.answerStatus(origin, TargetRequest.STATUS_TAG, refused);
                refused = 0;
            }
            case LOCK_ALONE -> service.lock(origin, true);
            case LOCK_TOGETHER -> service.lock(origin, false);
            case UNLOCK_ALONE -> service.unlock(true);
            case UNLOCK_TOGETHER -> service.unlock(false);
            case POST -> service.posted(origin);
            case COMPLETE -> service.completed(origin);
        }
        awaitNext();
    }

    private void awaitNext() {
        await(State.REQUEST, message, 0, message.length, TargetRequest.TAG);
    }

    private void put() {
        if (piece != null && !isInPlace) {
            Memory.copy(operands, operandsOffset, items(), itemsOffset(), request.lengthBytes());
        }
    }

    private void get() {
        if (piece == null) {
            service.answerFetched(origin, 0);
        } else {
            service.answer(origin, items(), itemsOffset(), request.lengthBytes(), piece.owner());
        }
    }

    /** Does what excludes other operations of its kind, now or when the lock is free. */
    private void applyAlone() {
        isWoken = false;
        final int lengthBytes = Math.toIntExact(request.lengthBytes());
        if (piece != null) {
            final AddressKernel kernel = request.kind() == TargetRequest.Kind.SWAP ? null
                : Combination.kernel(request.operation(), type.basic());
            if (!service.tryAccumulate(this)) {
                state = State.BLOCKED;
                return;
            }
            try {
                combine(kernel, items(), itemsOffset(), lengthBytes);
            } finally {
                service.endAccumulate();
            }
        }
        if (isAnswered()) {
            service.answerFetched(origin, piece == null ? 0 : lengthBytes);
        }
        awaitNext();
    }

    private void combine(final AddressKernel kernel, final Object items, final long offset, final int lengthBytes) {
        final byte[] old = isAnswered() ? service.fetch(items, offset, lengthBytes) : NOTHING;
        if (request.kind() != TargetRequest.Kind.SWAP) {
            service.combination()
                .apply(kernel, request.operation(), type.basic(), operands, operandsOffset, items, offset, lengthBytes);
        } else if (Arrays.equals(old, 0, lengthBytes, operands, operandsOffset + lengthBytes,
            operandsOffset + 2 * lengthBytes)) {
            Memory.copy(operands, operandsOffset, items, offset, lengthBytes);
        }
    }
}
