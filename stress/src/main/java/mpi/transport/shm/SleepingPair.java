package mpi.transport.shm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import mpi.core.diag.Counters;
import mpi.core.diag.ErrorLog;
import mpi.core.transport.TransportContext;
import mpi.core.wire.Frame;

/**
 * A sender and a receiver that is about to sleep, made of what {@link ShmTransport} is made of. A pair is made once and
 * used again, since it has a file and is warm: its receiver sets its word from the first time on.
 */
final class SleepingPair {
    /** More than a sender sends before it looks whether the receiver pays the fence. */
    private static final int WARM_UP_FRAMES = 10_000;
    /** More than a sleeper's naps before it asks to be woken. */
    private static final int WARM_UP_NAPS = 200;
    private static final int RING_BYTES = RingSizes.MIN_CAPACITY;
    private static final int POLL_LIMIT = 64;

    /** Who pays the fence between a sender's commit and its look at the receiver's word. */
    enum Payer {
        /** The sender executes a full fence. */
        SENDER(2, true),
        /** The receiver executes one for both, where the system can do that. */
        RECEIVER(2, false),
        /** The sender announces its record by a read-modify-write, which is a full fence. */
        READY_BITS(FewRings.MAX_LOCAL_SIZE + 1, true);

        private final int localSize;
        private final boolean oversubscribed;
        private final Queue<SleepingPair> idle = new ConcurrentLinkedQueue<>();

        Payer(final int localSize, final boolean oversubscribed) {
            this.localSize = localSize;
            this.oversubscribed = oversubscribed;
        }

        /** A pair that nobody uses. */
        SleepingPair take() {
            final SleepingPair pair = idle.poll();
            return pair == null ? new SleepingPair(this) : pair;
        }
    }

    private final Payer payer;
    private final MemorySegment senderMemory = Lines.take(SegmentDescriptor.LINE_BYTES);
    private final Frame frame = new Frame();
    private final long wordAddress;
    private final ShmEndpoint endpoint;
    private final Inbox inbox;
    private final Sleeper sleeper;

    private SleepingPair(final Payer payer) {
        this.payer = payer;
        frame.type = Frame.Type.EAGER;
        try {
            final Segment segment = segment(payer.localSize);
            final TransportContext context = new TransportContext(null, null, (peer, received, address) -> {},
                (peer, reason) -> {}, new Counters(2), new ErrorLog());
            final long senderFences = senderMemory.address();
            final SleepFence senderFence = new SleepFence(senderFences, payer.oversubscribed);
            final SleepFence fence = new SleepFence(segment.fencesAddress(), payer.oversubscribed);
            fence.isPaidBy(senderFences);
            endpoint = new ShmEndpoint(0, 0, segment, new LocalRank(context, 1, null, null, null, senderFence));
            final InboundRing[] rings = new InboundRing[payer.localSize];
            rings[1] = new InboundRing(1, segment, 1, context);
            inbox = segment.layout().hasReadyBits() ? new ManyRings(rings, segment.readyBits()) : new FewRings(rings);
            wordAddress = segment.sleepingAddress();
            sleeper = new Sleeper(wordAddress, true, fence);
            warmUp();
            segment.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Segment segment(final int localSize) throws IOException {
        final Path directory = Files.createTempDirectory("stress");
        final Path file = directory.resolve("segment");
        try {
            return Segment.create(new Card(0, 0, new SegmentDescriptor(localSize, RING_BYTES), 0, file.toString()));
        } finally {
            Files.delete(file);
            Files.delete(directory);
        }
    }

    private void warmUp() {
        for (int i = 0; i < WARM_UP_FRAMES; i++) {
            send();
            inbox.poll(POLL_LIMIT);
        }
        for (int i = 0; i < WARM_UP_NAPS; i++) {
            LockSupport.unpark(Thread.currentThread()); // a nap of no time
            sleeper.sleep(1);
        }
    }

    /** Sends a message of no bytes, and wakes the receiver if its word says so. */
    void send() {
        if (endpoint.trySend(frame, null, 0, 0) < 0) {
            throw new IllegalStateException("the ring is full");
        }
    }

    /** Sets the word, and looks for the last time before the sleep. Returns how many messages there were. */
    int fallAsleep() {
        inbox.sweepNext();
        sleeper.arm(0);
        return inbox.poll(POLL_LIMIT);
    }

    /** Whether the receiver, if it slept, has been woken. */
    boolean isWoken() {
        return Words.getIntVolatile(wordAddress) == Sleeper.AWAKE;
    }

    /** Makes the pair as it was and lets others use it. */
    void giveBack() {
        sleeper.disarm();
        inbox.sweepNext();
        while (inbox.poll(POLL_LIMIT) > 0) {
            // until nothing is left
        }
        payer.idle.add(this);
    }
}
