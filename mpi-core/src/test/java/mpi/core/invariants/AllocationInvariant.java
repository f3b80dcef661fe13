package mpi.core.invariants;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;
import mpi.core.runtime.EngineJob;
import mpi.core.runtime.EngineRank;
import mpi.spi.BasicType;
import mpi.spi.CommEngine;
import mpi.spi.Completion;
import mpi.spi.Layout;
import mpi.spi.SendMode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Engine invariant 10: blocking messages allocate nothing once the code is warm, though arrays of several types, direct
 * buffers, and all endpoints of the class path are in play in one JVM.
 */
public interface AllocationInvariant extends OnTransport {
    /** What a rank may allocate, whatever the number of messages. */
    int LIMIT_BYTES = 64 * 1024;
    /** Messages before the count starts. */
    int WARM_UP = 15_000;
    /** How often to count before giving up. */
    int ATTEMPTS = 10;

    /** Over loopback, then the module's transport; each rank also sends to itself. */
    @Test
    @DisplayName("engine invariant 10: a ping-pong of all kinds of memory should not allocate")
    default void shouldAllocateNothingForBlockingMessages() throws InterruptedException {
        pingPong(10_000, LIMIT_BYTES / 4);
    }

    /** The same, much longer. */
    @Test
    @Tag("soak")
    @DisplayName("engine invariant 10: a ping-pong of 1,000,000 messages of all kinds of memory should not allocate")
    default void shouldAllocateNothingForVeryManyBlockingMessages() throws InterruptedException {
        pingPong(1_000_000, LIMIT_BYTES);
    }

    /** Counts again while a rank allocates, for a while: the compiler may be late on a busy machine. */
    private void pingPong(final int messages, final int limitBytes) throws InterruptedException {
        new EngineJob(2, "loopback").run(rank -> new PingPong(rank).run(WARM_UP));
        final CyclicBarrier counted = new CyclicBarrier(2);
        final AtomicLong allocated = new AtomicLong();
        job(2).limit(Duration.ofMinutes(5)).run(rank -> {
            final PingPong pingPong = new PingPong(rank);
            pingPong.run(WARM_UP);
            final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long most = Long.MAX_VALUE;
            for (int i = 0; i < ATTEMPTS && most >= limitBytes; i++) {
                allocated.set(0);
                Ranks.meet(counted);
                final long before = threads.getCurrentThreadAllocatedBytes();
                pingPong.run(messages);
                final long bytes = threads.getCurrentThreadAllocatedBytes() - before;
                allocated.accumulateAndGet(bytes, Math::max);
                Ranks.meet(counted);
                most = allocated.get();
                Ranks.meet(counted);
            }
            assertTrue(most < limitBytes, most + " bytes allocated by a rank for " + messages + " messages");
        });
    }

    /** Two ranks that answer each other. */
    final class PingPong {
        private static final int TAG = 8;
        private static final int BYTES = 64;
        private static final Layout DOUBLE = new Layout(BasicType.DOUBLE, Double.BYTES, Double.BYTES, null);

        private final CommEngine world;
        private final int peer;
        private final Completion completion = new Completion();
        private final double[] spare = new double[2];
        private final Object[] buffers = {new byte[BYTES], new double[BYTES / Double.BYTES],
            new int[BYTES / Integer.BYTES], ByteBuffer.allocateDirect(BYTES)};
        private final Layout[] types = {EngineRank.BYTE, DOUBLE, EngineRank.INT, EngineRank.BYTE};

        private PingPong(final EngineRank rank) {
            world = rank.world();
            peer = 1 - rank.number();
        }

        private void run(final int messages) {
            for (int i = 0; i < messages; i += 2) {
                if (peer == 1) {
                    send(peer, i);
                    recv(peer, i + 1);
                } else {
                    recv(peer, i + 2);
                    send(peer, i + 3);
                }
                exchange(i);
                if (i % 8 == 0) {
                    world.alltoall(buffers[1], 0, 1, DOUBLE, spare, 0, 1, DOUBLE); // posts its messages
                }
                if (i % 8 == 0) {
                    send(world.rank(), i);
                    recv(world.rank(), i + 1);
                }
            }
        }

        private void send(final int dest, final int i) {
            final int kind = i & 3;
            world.send(SendMode.STANDARD, buffers[kind], 0, BYTES / types[kind].sizeBytes(), types[kind], dest, TAG);
        }

        private void exchange(final int i) {
            final int sent = i & 3;
            final int kind = i + 1 & 3;
            world.sendrecv(buffers[sent], 0, BYTES / types[sent].sizeBytes(), types[sent], peer, TAG + peer,
                buffers[kind], 0, BYTES / types[kind].sizeBytes(), types[kind], peer, TAG + 1 - peer, completion);
        }

        private void recv(final int source, final int i) {
            final int kind = i & 3;
            world.recv(buffers[kind], 0, BYTES / types[kind].sizeBytes(), types[kind], source, TAG, completion);
        }
    }
}
