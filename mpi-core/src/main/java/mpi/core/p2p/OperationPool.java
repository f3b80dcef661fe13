package mpi.core.p2p;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Operations that are used again. Whoever has completed one gives it back by a store in the operation itself, without
 * the lock; whether it is back is seen when the next one is taken. The operation taken last is looked at first, so that
 * one after the other is one object; a window of requests goes round. Guarded by the progress lock.
 *
 * @param <T> class of the operations
 */
final class OperationPool<T extends Operation> {
    /** A burst of more operations is left to the garbage collector. */
    private static final int LIMIT = 4_096;
    private static final int INITIAL_ROOM = 64;
    /** Operations looked at before another one is made. */
    private static final int LOOKS = 4;

    private final Supplier<T> maker;
    private Operation[] operations = new Operation[INITIAL_ROOM];
    private int count;
    private int next;

    OperationPool(final Supplier<T> maker) {
        this.maker = maker;
        operations[count++] = maker.get();
    }

    /** An operation that nobody uses. */
    @SuppressWarnings("unchecked") // nothing else is put into the array, which cannot be made of a generic type
    T take() {
        final Operation latest = operations[next];
        if (!latest.isGivenBack()) {
            return takeAnother();
        }
        latest.reset();
        return (T) latest;
    }

    @SuppressWarnings("unchecked") // as above
    private T takeAnother() {
        for (int i = 0; i < LOOKS; i++) {
            next = next + 1 < count ? next + 1 : 0;
            final Operation candidate = operations[next];
            if (candidate.isGivenBack()) {
                candidate.reset();
                return (T) candidate;
            }
        }
        final T made = maker.get();
        made.reset();
        add(made);
        return made;
    }

    private void add(final T operation) {
        if (count == operations.length) {
            if (count == LIMIT) {
                return;
            }
            operations = Arrays.copyOf(operations, count * 2);
        }
        next = count;
        operations[count++] = operation;
    }
}
