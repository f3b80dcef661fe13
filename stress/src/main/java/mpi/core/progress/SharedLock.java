package mpi.core.progress;

/** Locks whose favour has ended: a virtual thread has entered first, which gets none. */
final class SharedLock {
    private SharedLock() {}

    static ProgressLock of(final Runnable wakeSleeper) {
        final ProgressLock lock = new ProgressLock(wakeSleeper);
        try {
            Thread.ofVirtual().start(() -> {
                lock.enter();
                lock.exit();
            }).join();
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return lock;
    }
}
