package mpi.core.p2p;

import java.util.Arrays;

/**
 * Names for operations that frames refer to. A name is used once: its upper half counts the uses of its slot. Guarded
 * by the progress lock.
 */
final class OperationTable {
    private static final int INITIAL_SLOTS = 64;

    private Operation[] operations = new Operation[INITIAL_SLOTS];
    private int[] uses = new int[INITIAL_SLOTS];
    private int[] free = new int[INITIAL_SLOTS];
    private int freeCount;
    private int used;

    /** Names an operation. */
    void add(final Operation operation) {
        final int slot = freeCount > 0 ? free[--freeCount] : newSlot();
        operations[slot] = operation;
        uses[slot] = Math.max(1, uses[slot] + 1); // never 0, so that no name is 0
        operation.id = (long) uses[slot] << Integer.SIZE | slot;
    }

    /** The operation of that name, or null if there is none any more. */
    Operation get(final long id) {
        final int slot = (int) id;
        if (slot < 0 || slot >= used || operations[slot] == null || uses[slot] != (int) (id >>> Integer.SIZE)) {
            return null;
        }
        return operations[slot];
    }

    /** Ends the name of an operation. */
    void remove(final Operation operation) {
        final int slot = (int) operation.id;
        operations[slot] = null;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, free.length * 2);
        }
        free[freeCount++] = slot;
        operation.id = 0;
    }

    boolean isEmpty() {
        return freeCount == used;
    }

    /** Whether an operation of a communicator is among them; ids of its contexts differ in the lowest bit only. */
    boolean hasAnyOf(final int contextId) {
        for (int slot = 0; slot < used; slot++) {
            if (operations[slot] != null && operations[slot].scope.isOf(contextId)) {
                return true;
            }
        }
        return false;
    }

    /** How many slots there are. */
    int slots() {
        return used;
    }

    /** The operation in a slot, or null. */
    Operation at(final int slot) {
        return operations[slot];
    }

    private int newSlot() {
        if (used == operations.length) {
            operations = Arrays.copyOf(operations, used * 2);
            uses = Arrays.copyOf(uses, used * 2);
        }
        return used++;
    }
}
