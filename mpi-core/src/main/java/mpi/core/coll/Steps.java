package mpi.core.coll;

import java.util.Arrays;
import mpi.spi.Capacity;

/**
 * The steps of a {@link Schedule} in their order. What they are written into is kept for the next operation, unless
 * there are very many of them.
 */
final class Steps {
    private static final int FIRST_ROOM = 8;
    private static final int KEPT = 256;

    private Step[] steps = new Step[0];
    private int count;

    /** Number of steps. */
    int count() {
        return count;
    }

    /** The step at a position. */
    Step at(final int position) {
        return steps[position];
    }

    /** Adds a step behind all others, whose other fields are for the caller to fill in. */
    Step add(final Step.Kind kind) {
        if (count == steps.length) {
            final int written = count;
            steps = Arrays.copyOf(steps, Math.max(FIRST_ROOM, 2 * written));
            for (int i = written; i < steps.length; i++) {
                steps[i] = new Step();
            }
        }
        final Step step = steps[count++];
        step.kind = kind;
        return step;
    }

    /** Whether they may stay for another operation. */
    boolean areFew() {
        return count <= KEPT;
    }

    /** Length of the arrays that they work in, which they keep reachable; the user's are not among them. */
    long workingBytes() {
        long lengthBytes = 0;
        for (int i = 0; i < count; i++) {
            final Step step = steps[i];
            lengthBytes += isNew(step.source, i) ? Capacity.bytes(step.source) : 0;
            lengthBytes += step.target != step.source && isNew(step.target, i) ? Capacity.bytes(step.target) : 0;
        }
        return lengthBytes;
    }

    /** Whether memory is an array that no step before one works in. */
    private boolean isNew(final Object memory, final int before) {
        if (memory == null || memory instanceof Place) {
            return false;
        }
        for (int i = before - 1; i >= 0; i--) {
            if (steps[i].source == memory || steps[i].target == memory) {
                return false;
            }
        }
        return true;
    }

    /** Removes all. */
    void clear() {
        if (steps.length > KEPT) {
            steps = new Step[0];
        } else {
            for (int i = 0; i < count; i++) {
                steps[i].forget();
            }
        }
        count = 0;
    }
}
