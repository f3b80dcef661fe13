package mpi.core.progress;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * What a rank has begun that takes several steps, each of which waits for messages: the loop takes the next step of a
 * task once those before it are done. Whichever thread polls takes it, outside of frame handlers. While there is no
 * task the loop does not know of the agenda. Guarded by the progress lock.
 */
public final class Agenda implements Progress.Outbound {
    private final Progress progress;
    private final ProgressLock lock;
    private final Queue<Task> ready = new ArrayDeque<>();
    private final List<Watcher> watchers = new ArrayList<>();
    /** What the protocol has to send; known while there are tasks. */
    private Progress.Outbound messages;
    private int tasks;

    /** Something that goes on by steps. */
    public interface Task {
        /** Takes all steps that need not wait. Called with the lock held once, by one thread at a time. */
        void advance();
    }

    /** What has to look for itself whether it can go on: other ranks store what it waits for. */
    public interface Watcher {
        /**
         * Looks, and goes on if it can. Called with the lock held once, outside of frame handlers.
         *
         * @return whether it has gone on
         */
        boolean look();
    }

    Agenda(final Progress progress, final ProgressLock lock) {
        this.progress = progress;
        this.lock = lock;
    }

    /**
     * Begins a task: takes its first steps. Called without the lock.
     *
     * @param task the task
     */
    public void begin(final Task task) {
        lock.enter();
        try {
            if (tasks++ == 0) {
                messages = progress.wrap(this);
            }
            task.advance();
            if (tasks > 0) {
                progress.tasksBegun();
            }
        } finally {
            lock.exit();
        }
    }

    /**
     * Notes that a task can go on. Called with the lock held.
     *
     * @param task the task; not already noted
     */
    public void ready(final Task task) {
        ready.add(task);
    }

    /**
     * Has somebody look whenever the loop polls, also before it sleeps. Called with the lock held, while there is a
     * task.
     *
     * @param watcher who looks
     */
    public void watch(final Watcher watcher) {
        watchers.add(watcher);
    }

    /**
     * Ends what {@link #watch} began. Called with the lock held, also by the watcher while it looks.
     *
     * @param watcher who has looked
     */
    public void unwatch(final Watcher watcher) {
        watchers.remove(watcher);
    }

    /** Notes that a task has come to its end. Called with the lock held. */
    public void ended() {
        if (--tasks == 0) {
            progress.unwrap(messages);
        }
        progress.signal();
    }

    /**
     * Runs what must not run with the lock held: code of the user, which may wait for another thread of his, which may
     * wait for messages. Called with the lock held once; it is held again on return.
     *
     * @param code what to run
     */
    public void runOutside(final Runnable code) {
        progress.leaveDriving();
        lock.exit();
        try {
            code.run();
        } finally {
            lock.enter();
        }
    }

    /**
     * Blocks until a condition is met; makes progress meanwhile. Called without the lock.
     *
     * @param condition what to wait for
     */
    public void await(final Condition condition) {
        lock.enter();
        try {
            progress.await(condition);
        } finally {
            lock.exit();
        }
    }

    /** How many tasks have not come to their end. Called with the lock held. */
    int underWay() {
        return tasks;
    }

    /** Makes progress once. Called without the lock. */
    public void pollOnce() {
        lock.enter();
        try {
            progress.pollOnce();
        } finally {
            lock.exit();
        }
    }

    @Override
    public boolean isEmpty() {
        return ready.isEmpty() && watchers.isEmpty() && messages.isEmpty();
    }

    @Override
    public int flush() {
        int work = 0;
        for (int i = watchers.size() - 1; i >= 0; i--) {
            work += watchers.get(i).look() ? 1 : 0;
        }
        for (int left = ready.size(); left > 0; left--) {
            final Task task = ready.poll();
            if (task == null) {
                break; // another thread has taken the rest while this one ran code of the user
            }
            task.advance();
            work++;
        }
        return messages.isEmpty() ? work : work + messages.flush();
    }
}
