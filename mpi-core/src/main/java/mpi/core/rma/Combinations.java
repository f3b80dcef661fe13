package mpi.core.rma;

import java.util.concurrent.atomic.AtomicReference;

/** A {@link Combination} for each thread that needs one; that of the last one is kept for the next. */
final class Combinations {
    private final AtomicReference<Combination> spare = new AtomicReference<>();

    Combination take() {
        final Combination kept = spare.getAndSet(null);
        return kept == null ? new Combination() : kept;
    }

    void giveBack(final Combination combination) {
        spare.setRelease(combination);
    }
}
