package mpi.core.p2p;

import mpi.core.progress.Progress;
import mpi.core.progress.ProgressLock;
import mpi.spi.RequestEngine;

/**
 * Waiting for operations, and what else may become of their requests (MPI 4.1, sections 3.7.3 to 3.8.4). Takes the
 * progress lock; any thread may call.
 */
public final class Completions {
    private final Progress progress;
    private final ProgressLock lock;
    private final CompletionThread thread;
    private SendProtocol sends;
    private ReceiveProtocol receives;

    Completions(final Progress progress, final CompletionThread thread) {
        this.progress = progress;
        this.lock = progress.lock();
        this.thread = thread;
    }

    /** Sets what operations go by; they find it here, so that each needs one reference. Called once. */
    void serve(final SendProtocol ofSends, final ReceiveProtocol ofReceives) {
        sends = ofSends;
        receives = ofReceives;
    }

    SendProtocol sends() {
        return sends;
    }

    ReceiveProtocol receives() {
        return receives;
    }

    /**
     * Blocks until one of the requests is complete.
     *
     * @param requests requests of this rank; null entries are skipped
     * @return the index of a complete one, or -1 if all are null
     */
    public int awaitAny(final RequestEngine[] requests) {
        final AnyOf any = new AnyOf(requests);
        lock.enter();
        try {
            if (!any.isMet()) {
                progress.poll();
                progress.await(any);
            }
        } finally {
            lock.exit();
        }
        return any.index;
    }

    /** Makes progress once. */
    public void pollOnce() {
        lock.enter();
        try {
            progress.pollOnce();
        } finally {
            lock.exit();
        }
    }

    /**
     * Says what to run once a request is done: a step of something longer, which must not block, poll or throw. Called
     * with the progress lock held.
     *
     * @param request a request of this rank that is not done, and that no user has
     * @param hook what to run, with the lock held
     */
    public void whenDone(final RequestEngine request, final Runnable hook) {
        ((Operation) request).whenDone(hook);
    }

    void await(final Operation operation) {
        lock.enter();
        try {
            progress.await(operation);
        } finally {
            lock.exit();
        }
    }

    void free(final Operation operation, final int use) {
        lock.enter();
        try {
            if (operation.use() != use) {
                return;
            }
            if (!operation.needsThread()) {
                operation.free();
                return;
            }
        } finally {
            lock.exit();
        }
        thread.whenDone(operation, () -> operation.completeWithoutStatus(use));
    }

    void cancel(final Operation operation) {
        lock.enter();
        try {
            operation.tryCancel();
        } finally {
            lock.exit();
        }
    }
}
