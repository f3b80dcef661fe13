package mpi.core.progress;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** A number that a lock guards, counted up in a way that loses a step whenever two threads are inside at once. */
final class Guarded {
    private static final VarHandle NUMBER;

    static {
        try {
            NUMBER = MethodHandles.lookup().findVarHandle(Guarded.class, "number", int.class);
        } catch (final ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private int number;

    /**
     * Adds one, every second time in such a way that the JVM can stop the thread in between, as it does to look at its
     * stack. To order the accesses is the lock's part.
     */
    void step() {
        final int seen = (int) NUMBER.getOpaque(this);
        if ((seen & 1) == 0) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
        NUMBER.setOpaque(this, seen + 1);
    }

    int number() {
        return number;
    }
}
