package mpi.local;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Frames on their way from one rank to another, each an array of bytes, and how many more may be. Made of JDK types
 * that lie in the hub.
 */
final class LocalQueue {
    /** Frames that fit. */
    static final int CAPACITY = 32;

    private final ConcurrentLinkedQueue<byte[]> frames;
    private final Semaphore room;
    private final AtomicBoolean closed;

    private LocalQueue(final ConcurrentLinkedQueue<byte[]> frames, final Semaphore room, final AtomicBoolean closed) {
        this.frames = frames;
        this.room = room;
        this.closed = closed;
    }

    /** The queue of that name; whoever asks first makes it. */
    static LocalQueue of(final ConcurrentMap<String, CompletableFuture<Object>> hub, final String name) {
        return new LocalQueue(of(hub, name + "/frames", ConcurrentLinkedQueue<byte[]>::new),
            of(hub, name + "/room", () -> new Semaphore(CAPACITY)), of(hub, name + "/closed", AtomicBoolean::new));
    }

    @SuppressWarnings("unchecked") // a hub holds Objects, each name always the same kind
    private static <T> T of(final ConcurrentMap<String, CompletableFuture<Object>> hub, final String name,
        final Supplier<T> make) {
        return (T) hub.computeIfAbsent(name, _ -> CompletableFuture.completedFuture(make.get())).join();
    }

    /** Takes room for a frame, which the caller then adds; returns whether there was some. */
    boolean claim() {
        return room.tryAcquire();
    }

    void add(final byte[] frame) {
        frames.add(frame);
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    /** Takes the oldest frame; null if there is none. */
    byte[] poll() {
        final byte[] frame = frames.poll();
        if (frame != null) {
            room.release();
        }
        return frame;
    }

    /** Says that the writer is gone. */
    void close() {
        closed.set(true);
    }

    /** Whether the writer is gone and everything it wrote was read. */
    boolean isOver() {
        return closed.get() && frames.isEmpty();
    }

    /** Whether the writer is gone. */
    boolean isClosed() {
        return closed.get();
    }
}
