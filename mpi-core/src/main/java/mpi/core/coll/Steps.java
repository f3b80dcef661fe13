package mpi.core.coll;

import java.util.Arrays;

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
