package mpi.transport.tcp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.AbstractScheduledEventExecutor;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * An event loop without a thread: it runs on whoever has entered it (engine invariant 25), after the pattern of Netty's
 * {@code ManualIoEventLoop}, which has one owner for life.
 *
 * <p>Whoever holds the rank's progress lock {@link #enter enters} and does anything, or {@link #sleep sleeps} and does
 * nothing but wait; the lock lets in one at a time, and guards all state of channels. Other threads only
 * {@link #wakeup wake} or {@link #execute hand over tasks}.
 */
final class CallerEventLoop extends AbstractScheduledEventExecutor implements IoEventLoop {
    private final Sockets sockets;
    private final IoHandler handler;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Promise<Void> terminated = new DefaultPromise<>(ImmediateEventExecutor.INSTANCE);
    private final IoHandlerContext polling = new PollingContext();
    private final WaitingContext waiting = new WaitingContext();

    /**
     * Who runs the loop now; guarded by the progress lock. Others ask only whether it is themselves: a stale answer is
     * still no, since each thread knows that it has left.
     */
    private Thread owner;
    /** Set by any thread, cleared by a sleeper when it leaves. */
    private volatile boolean isWakeupRequested;
    /** Nested entries; guarded by the progress lock. */
    private int depth;
    /** Whether events are to be left for the next poll: written by the owner, read by whoever wakes it. */
    private volatile boolean isSleeping;
    private volatile boolean isClosed;

    CallerEventLoop(final Sockets sockets) {
        this.sockets = sockets;
        handler = sockets.handlerFactory().newHandler(this);
        enter();
        try {
            handler.initialize();
        } finally {
            exit();
        }
    }

    /** Makes the calling thread, which holds the progress lock, the one that runs this loop. May be nested. */
    void enter() {
        final Thread me = Thread.currentThread();
        if (owner == me) {
            depth++;
        } else {
            owner = me;
        }
    }

    /** Ends what {@link #enter} began. */
    void exit() {
        if (depth > 0) {
            depth--;
        } else {
            owner = null;
        }
    }

    /**
     * Waits for an event and leaves it where it is. Returns at once if there is a task. The progress lock is held all
     * the time: who wants it wakes the sleeper.
     *
     * @param timeoutNanos the longest wait
     * @param agenda what else there is to do
     */
    void sleep(final long timeoutNanos, final Agenda agenda) {
        enter();
        // An interrupt is the user's: it must neither keep this thread awake nor get lost.
        final boolean isInterrupted = Thread.interrupted();
        try {
            if (!isClosed && !agenda.hasUndelivered()) {
                isSleeping = true;
                waiting.timeoutNanos = agenda.expectsTicks() ? Math.min(timeoutNanos, Limits.TICK_NANOS) : timeoutNanos;
                handler.run(waiting);
            }
        } finally {
            isSleeping = false;
            // A request seen here has ended this sleep; one that comes later stays for the next.
            isWakeupRequested = false;
            exit();
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends a {@link #sleep}, or the next one. Any thread may call it. */
    void wakeup() {
        // Each side writes its word, then reads the other's: a sleeper that does not see the request is seen to sleep.
        isWakeupRequested = true;
        if (isSleeping) {
            handler.wakeup();
        }
    }

    /**
     * Handles what is ready. To be called inside.
     *
     * @return number of events and tasks handled
     */
    int poll() {
        return handler.run(polling) + runTasks();
    }

    /**
     * Waits for events, but not long, and handles them. To be called inside.
     *
     * @param timeoutNanos the longest wait
     */
    void await(final long timeoutNanos) {
        isWakeupRequested = false;
        waiting.timeoutNanos = timeoutNanos;
        handler.run(waiting);
        runTasks();
    }

    /** Closes all channels and the multiplexer. To be called inside. */
    void destroy() {
        handler.prepareToDestroy();
        runTasks();
        isClosed = true;
        cancelScheduledTasks();
        handler.destroy();
        runTasks();
        terminated.setSuccess(null);
    }

    /**
     * Whether events are to be left alone.
     *
     * @return true while the owner only waits
     */
    boolean isSleeping() {
        return isSleeping;
    }

    private int runTasks() {
        if (hasScheduledTasks()) {
            fetchFromScheduledTaskQueue(tasks);
        }
        int count = 0;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            safeExecute(task);
            count++;
        }
        return count;
    }

    @Override
    public void execute(final Runnable task) {
        tasks.add(task);
        if (!inEventLoop()) {
            wakeup();
        }
    }

    @Override
    public boolean inEventLoop(final Thread thread) {
        return owner == thread;
    }

    @Override
    public Future<IoRegistration> register(final IoHandle handle) {
        final Promise<IoRegistration> registered = newPromise();
        try {
            registered.setSuccess(handler.register(sockets.gate(handle, this)));
        } catch (final Exception e) {
            registered.setFailure(e);
        }
        return registered;
    }

    /**
     * Makes this the loop of a channel. To be called inside.
     *
     * @param channel a new channel
     */
    void adopt(final Channel channel) {
        channel.unsafe().register(this, channel.newPromise());
    }

    @Override
    @Deprecated
    public ChannelFuture register(final Channel channel) {
        return register(new DefaultChannelPromise(channel, this));
    }

    @Override
    @Deprecated
    public ChannelFuture register(final ChannelPromise promise) {
        promise.channel().unsafe().register(this, promise);
        return promise;
    }

    @Override
    @Deprecated
    public ChannelFuture register(final Channel channel, final ChannelPromise promise) {
        channel.unsafe().register(this, promise);
        return promise;
    }

    @Override
    public boolean isCompatible(final Class<? extends IoHandle> handleType) {
        return handler.isCompatible(handleType);
    }

    @Override
    public boolean isIoType(final Class<? extends IoHandler> handlerType) {
        return handler.getClass() == handlerType;
    }

    @Override
    public IoEventLoop next() {
        return this;
    }

    @Override
    public IoEventLoopGroup parent() {
        return null;
    }

    @Override
    public boolean isShuttingDown() {
        return isClosed;
    }

    @Override
    public boolean isShutdown() {
        return isClosed;
    }

    @Override
    public boolean isTerminated() {
        return isClosed;
    }

    @Override
    public Future<?> terminationFuture() {
        return terminated;
    }

    @Override
    public boolean awaitTermination(final long timeout, final TimeUnit unit) throws InterruptedException {
        return terminated.await(timeout, unit);
    }

    /** Not the way to end this loop: only its transport does, by {@link #destroy}. */
    @Override
    public Future<?> shutdownGracefully(final long quietPeriod, final long timeout, final TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    @Deprecated
    public void shutdown() {
        throw new UnsupportedOperationException();
    }

    private static final class PollingContext implements IoHandlerContext {
        @Override
        public boolean canBlock() {
            return false;
        }

        @Override
        public long delayNanos(final long currentTimeNanos) {
            return 0;
        }

        @Override
        public long deadlineNanos() {
            return -1;
        }
    }

    private final class WaitingContext implements IoHandlerContext {
        private long timeoutNanos;

        @Override
        public boolean canBlock() {
            return !isWakeupRequested && tasks.isEmpty() && timeoutNanos > 0;
        }

        @Override
        public long delayNanos(final long currentTimeNanos) {
            return timeoutNanos;
        }

        @Override
        public long deadlineNanos() {
            return System.nanoTime() + timeoutNanos;
        }
    }
}
