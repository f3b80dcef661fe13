package mpi.core.p2p;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Operations that are used again, in turn. Whoever has completed one gives it back by a store in the operation itself,
 * without the lock; whether it is back is seen when the next one is taken. One that is still under way when its turn
 * comes is left to the garbage collector, and a new one takes its place. Guarded by the progress lock.
 *
 * @param <T> class of the operations
 */
final class OperationPool<T extends Operation> {
    /** A power of two. A window of 64 fits; many more cost something, see docs/adr/0012. */
    private static final int SIZE = 128;

    private final Supplier<T> maker;
    private final T[] operations;
    /**
     * The one taken last. Where it is free again the search begins anew, so that as few objects are in use, and in the
     * processor's cache, as operations are outstanding at once.
     */
    private int latest;

    @SuppressWarnings("unchecked") // an array of a generic type cannot be made otherwise
    OperationPool(final Supplier<T> maker) {
        this.maker = maker;
        operations = (T[]) new Operation[SIZE];
        Arrays.setAll(operations, _ -> maker.get());
    }

    /** An operation that nobody uses. */
    T take() {
        T operation = operations[latest];
        if (operation.isGivenBack()) {
            if (latest != 0 && operations[0].isGivenBack()) {
                latest = 0;
                operation = operations[0];
            }
        } else {
            latest = latest + 1 & SIZE - 1;
            operation = operations[latest];
            if (!operation.isGivenBack()) {
                operation = maker.get();
                operations[latest] = operation;
            }
        }
        operation.reset();
        return operation;
    }
}
