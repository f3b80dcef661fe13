package mpi.core.p2p;

import java.util.ArrayList;
import java.util.List;
import mpi.core.boot.RankState;
import mpi.core.progress.Condition;
import mpi.core.progress.Progress;
import mpi.core.progress.ProgressLock;
import mpi.spi.RequestEngine;

/**
 * A thread that makes progress and acts when requests are complete which no thread of the user waits for. It runs while
 * there are any. All fields are guarded by the progress lock.
 */
public final class CompletionThread {
    private final Progress progress;
    private final ProgressLock lock;
    private final List<Watched> watched = new ArrayList<>();
    private final AnyDone anyDone = new AnyDone();
    /** How many of them the thread knows. */
    private int known;
    private boolean running;

    private record Watched(RequestEngine request, Runnable action) {}

    CompletionThread(final Progress progress) {
        this.progress = progress;
        this.lock = progress.lock();
    }

    /**
     * Acts once a request is complete: at once if it is, otherwise in a thread of the rank's own.
     *
     * @param request a request that nobody else completes
     * @param action what to do; should not throw
     */
    public void whenDone(final RequestEngine request, final Runnable action) {
        if (request.isDone()) {
            action.run();
            return;
        }
        lock.enter();
        try {
            watched.add(new Watched(request, action));
            if (running) {
                progress.signal();
            } else {
                running = true;
                known = 0;
                Thread.ofPlatform().daemon().name("mpj-progress").start(this::run);
            }
        } finally {
            lock.exit();
        }
    }

    private void run() {
        for (List<Runnable> due = take(); due != null; due = take()) {
            due.forEach(CompletionThread::act); // user code, without the lock
        }
    }

    /** What is thrown ends neither the thread nor the other actions; it is told of as if it did. */
    private static void act(final Runnable action) {
        try {
            action.run();
        } catch (final Throwable e) {
            final Thread self = Thread.currentThread();
            self.getUncaughtExceptionHandler().uncaughtException(self, e);
        }
    }

    /** Blocks until some are complete; null if there are none left. */
    private List<Runnable> take() {
        lock.enter();
        try {
            if (watched.isEmpty()) {
                running = false;
                return null;
            }
            known = watched.size();
            progress.await(anyDone);
            final List<Runnable> due = new ArrayList<>();
            watched.removeIf(each -> each.request.isDone() && due.add(each.action));
            return due;
        } finally {
            lock.exit();
        }
    }

    /** That one of them is complete, or that there are more than the thread knows. */
    private final class AnyDone implements Condition {
        @Override
        public boolean isMet() {
            if (watched.size() > known) {
                return true;
            }
            for (final Watched each : watched) {
                if (each.request.isDone()) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public RankState.Operation describe(final long blockedNanos) {
            return watched.isEmpty() || !(watched.getFirst().request instanceof final Condition condition)
                ? new RankState.Operation("wait", "requests", RankState.NO_PEER, -1, 0, blockedNanos)
                : condition.describe(blockedNanos);
        }
    }
}
