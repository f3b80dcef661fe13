package mpi.core.progress;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A number that a lock guards, counted up in a way that loses a step whenever two threads are inside at once. */
final class Guarded {
    private static final int SPINS = 4;
    private static final VarHandle NUMBER;

    static {
        try {
            NUMBER = MethodHandles.lookup().findVarHandle(Guarded.class, "number", int.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private int number;

    /** Adds one; takes its time. To order its accesses is the lock's part. */
    void step() {
        final int seen = (int) NUMBER.getOpaque(this);
        for (int i = 0; i < SPINS; i++) {
            Thread.onSpinWait();
        }
        NUMBER.setOpaque(this, seen + 1);
    }

    int number() {
        return number;
    }
}
