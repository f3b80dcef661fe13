package mpi.local;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import mpi.core.boot.LocalHub;

/**
 * Frames on their way from one rank to another, each an array of bytes, and how many they are. Made of JDK types that
 * lie in the hub. The rank that writes and the rank that reads each hold their progress lock meanwhile.
 */
final class LocalQueue {
    /** Frames that fit. */
    static final int CAPACITY = 32;

    private final ConcurrentLinkedQueue<byte[]> frames;
    private final AtomicInteger length;
    private final AtomicBoolean closed;

    private LocalQueue(final ConcurrentLinkedQueue<byte[]> frames, final AtomicInteger length,
        final AtomicBoolean closed) {
        this.frames = frames;
        this.length = length;
        this.closed = closed;
    }

    /** The queue of that name; whoever asks first makes it. */
    static LocalQueue of(final ConcurrentMap<String, CompletableFuture<Object>> hub, final String name) {
        final LocalHub objects = new LocalHub(hub);
        return new LocalQueue(objects.object(name + "/frames", ConcurrentLinkedQueue<byte[]>::new),
            objects.object(name + "/length", AtomicInteger::new), objects.object(name + "/closed", AtomicBoolean::new));
    }

    /** Whether one more frame fits. Called by the writer: what it sees stays true until it adds one. */
    boolean hasRoom() {
        return length.get() < CAPACITY;
    }

    /** Adds a frame, for which there must be room. Called by the writer. */
    void add(final byte[] frame) {
        frames.add(frame);
        // Counted last: what fails for want of memory takes no room. A reader may have subtracted it already.
        length.incrementAndGet();
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    /** Takes the oldest frame; null if there is none. */
    byte[] poll() {
        final byte[] frame = frames.poll();
        if (frame != null) {
            length.decrementAndGet();
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
