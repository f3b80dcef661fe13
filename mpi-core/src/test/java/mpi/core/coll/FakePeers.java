package mpi.core.coll;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.transport.Memory;
import mpi.spi.Faults;

/**
 * Ranks as threads, messages as arrays in queues. Counts messages and bytes. A world may be synchronous: then a send
 * returns only once its message is received, as the contract allows. One rank may be dead from the start.
 */
final class FakePeers {
    private static final long TIME_LIMIT_SECONDS = 60;
    private static final int NONE = -1;

    private final int size;
    private final boolean synchronous;
    private final List<BlockingQueue<Message>> queues = new ArrayList<>();
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final int dead;

    /** Without data it is a {@link Loss}. */
    private record Message(byte[] data, CountDownLatch taken) {}

    FakePeers(final int size, final boolean synchronous) {
        this(size, synchronous, NONE);
    }

    FakePeers(final int size, final boolean synchronous, final int dead) {
        this.dead = dead;
        this.size = size;
        this.synchronous = synchronous;
        for (int i = 0; i < size * size; i++) {
            queues.add(new LinkedBlockingQueue<>());
        }
    }

    /** Messages sent by all ranks so far. */
    long messages() {
        return messages.get();
    }

    /** Bytes sent by all ranks so far. */
    long bytes() {
        return bytes.get();
    }

    /** Runs a program on every rank that is alive; throws the first failure of any, after ending the others. */
    void run(final Consumer<PeerLink> program) {
        final AtomicReference<Throwable> failure = new AtomicReference<>();
        final List<Thread> threads = new ArrayList<>();
        final CountDownLatch running = new CountDownLatch(size);
        for (int rank = 0; rank < size; rank++) {
            final Link link = new Link(rank);
            threads.add(Thread.ofVirtual().unstarted(() -> {
                try {
                    if (link.rank() != dead) {
                        program.accept(link);
                    }
                } catch (final Throwable e) {
                    failure.compareAndSet(null, e);
                    threads.forEach(Thread::interrupt);
                } finally {
                    running.countDown();
                }
            }));
        }
        threads.forEach(Thread::start);
        if (!await(running)) {
            threads.forEach(Thread::interrupt);
            failure.compareAndSet(null, new AssertionError("ranks still run after " + TIME_LIMIT_SECONDS + " s"));
        }
        if (failure.get() != null) {
            throw new AssertionError(failure.get().getMessage(), failure.get());
        }
        for (final BlockingQueue<Message> queue : queues) {
            // A loss may be: who was to send objects sends one for their length, and one for them.
            if (queue.stream().anyMatch(message -> message.data() != null)) {
                throw new AssertionError("a message was left behind");
            }
        }
    }

    private static boolean await(final CountDownLatch latch) {
        try {
            return latch.await(TIME_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            throw new IllegalStateException("ended, because another rank failed", e);
        }
    }

    private final class Link implements PeerLink {
        private final int rank;
        private final List<Runnable> postedReceives = new ArrayList<>();
        private final List<Message> postedSends = new ArrayList<>();

        Link(final int rank) {
            this.rank = rank;
        }

        @Override
        public int rank() {
            return rank;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public void send(final int dest, final Object base, final long offset, final long lengthBytes) {
            final Message message = post(dest, base, offset, lengthBytes);
            if (synchronous) {
                FakePeers.await(message.taken());
            }
        }

        @Override
        public void sendLoss(final int dest) {
            requireAlive(dest);
            add(dest, null);
        }

        @Override
        public void recv(final int source, final Object base, final long offset, final long lengthBytes) {
            requireAlive(source);
            final Message message;
            try {
                message = queues.get(source * size + rank).take();
            } catch (final InterruptedException e) {
                throw new IllegalStateException("ended, because another rank failed", e);
            }
            message.taken().countDown();
            if (message.data() == null) {
                throw Loss.fault("recv on FAKE, rank " + rank, source);
            }
            if (message.data().length > lengthBytes) {
                throw Faults.truncated("recv on FAKE, rank " + rank, message.data().length, lengthBytes);
            }
            Memory.copy(message.data(), 0, base, offset, message.data().length);
        }

        @Override
        public void sendrecv(final int dest, final Object sendBase, final long sendOffset, final long sendBytes,
            final int source, final Object recvBase, final long recvOffset, final long recvBytes) {
            MPIException first = null;
            Message message = null;
            try {
                message = post(dest, sendBase, sendOffset, sendBytes);
            } catch (final MPIException e) {
                first = e;
            }
            try {
                recv(source, recvBase, recvOffset, recvBytes);
            } catch (final MPIException e) {
                first = first == null ? e : first;
            }
            if (synchronous && message != null) {
                FakePeers.await(message.taken());
            }
            if (first != null) {
                throw first;
            }
        }

        @Override
        public void postSend(final int dest, final Object base, final long offset, final long lengthBytes) {
            final Message message = post(dest, base, offset, lengthBytes);
            if (synchronous) {
                postedSends.add(message);
            }
        }

        @Override
        public void postRecv(final int source, final Object base, final long offset, final long lengthBytes) {
            postedReceives.add(() -> recv(source, base, offset, lengthBytes));
        }

        /** All receives are done before sends are waited for: those of the others may wait for them. */
        @Override
        public void awaitPosted() {
            MPIException first = null;
            for (final Runnable receive : postedReceives) {
                try {
                    receive.run();
                } catch (final MPIException e) {
                    first = first == null ? e : first;
                }
            }
            postedReceives.clear();
            postedSends.forEach(message -> FakePeers.await(message.taken()));
            postedSends.clear();
            if (first != null) {
                throw first;
            }
        }

        private Message post(final int dest, final Object base, final long offset, final long lengthBytes) {
            requireAlive(dest);
            final byte[] data = new byte[(int) lengthBytes];
            Memory.copy(base, offset, data, 0, lengthBytes);
            bytes.addAndGet(lengthBytes);
            return add(dest, data);
        }

        private Message add(final int dest, final byte[] data) {
            if (dest == rank) {
                throw new AssertionError("a message to oneself");
            }
            final Message message = new Message(data, new CountDownLatch(1));
            messages.incrementAndGet();
            queues.get(rank * size + dest).add(message);
            return message;
        }

        private void requireAlive(final int peer) {
            if (peer == dead) {
                throw Faults.fault(MPI.ERR_PROC_FAILED, "rank " + rank + " on FAKE", "rank " + peer + " is dead");
            }
        }
    }
}
