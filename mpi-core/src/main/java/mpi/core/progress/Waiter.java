package mpi.core.progress;

/**
 * A thread blocked in MPI. Fields are written with the progress lock held; the hang report reads them without.
 */
final class Waiter {
    final Thread thread;
    final Condition condition;
    final long sinceNanos;

    Waiter(final Thread thread, final Condition condition, final long sinceNanos) {
        this.thread = thread;
        this.condition = condition;
        this.sinceNanos = sinceNanos;
    }
}
