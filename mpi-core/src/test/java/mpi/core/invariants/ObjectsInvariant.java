package mpi.core.invariants;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.util.Arrays;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicLong;
import mpi.core.diag.Counters;
import mpi.core.runtime.EngineRank;
import mpi.core.runtime.Setting;
import mpi.spi.BasicType;
import mpi.spi.Completion;
import mpi.spi.Layout;
import mpi.spi.RequestEngine;
import mpi.spi.SendMode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Objects travel as one message, whose bytes are moved twice at most from the serialiser's array to that which the
 * deserialiser reads: into the transport and out of it. What serialising itself takes does not count, nor what the
 * kernel does between two sockets.
 */
public interface ObjectsInvariant extends OnTransport {
    /** In one message: it is sent at once, or within a host in pieces. */
    int[] RECORDS = {200, 1_000};
    /** Tag of all messages. */
    int TAG = 5;

    /**
     * A small record.
     *
     * @param number any
     * @param value any
     * @param name any
     */
    record Particle(int number, double value, String name) implements Serializable {
        static Object[] several(final int count) {
            final Object[] particles = new Object[count];
            Arrays.setAll(particles, i -> new Particle(i, i / 8.0, "particle " + i));
            return particles;
        }
    }

    /** How the message is sent. */
    enum Way {
        /** Returns although the receiver is not there. */
        BLOCKING {
            @Override
            void send(final EngineRank from, final Object[] objects, final int dest) {
                from.world().send(SendMode.STANDARD, objects, 0, objects.length, OBJECT, dest, TAG);
            }
        },
        /** Must not be waited for before the receiver is there. */
        NON_BLOCKING {
            @Override
            void send(final EngineRank from, final Object[] objects, final int dest) {
                final RequestEngine send =
                    from.world().isend(SendMode.STANDARD, false, objects, 0, objects.length, OBJECT, dest, TAG);
                send.free(send.use());
            }
        },
        /** Takes room of what is attached, but no copy: the bytes are the library's own. */
        BUFFERED {
            @Override
            void send(final EngineRank from, final Object[] objects, final int dest) {
                final byte[] attached = new byte[1 << 20];
                from.engine().attachBuffer(attached, attached.length);
                from.world().bsend(objects, 0, objects.length, OBJECT, dest, TAG);
            }
        };

        private static final Layout OBJECT = new Layout(BasicType.OBJECT, 1, 1, null);

        abstract void send(EngineRank from, Object[] objects, int dest);
    }

    /** In rings that hold it and in rings that do not. */
    @Test
    @DisplayName("an array of 1,000 records should be one message, copied twice at most")
    default void shouldSendObjectsAsOneMessageOfTwoCopies() throws InterruptedException {
        for (final int ringBytes : new int[] {0, 32 * 1024}) {
            for (final int records : RECORDS) {
                for (final Way way : Way.values()) {
                    for (final boolean isPosted : new boolean[] {true, false}) {
                        expectTwoCopies(ringBytes, records, way, isPosted);
                    }
                }
            }
        }
    }

    private void expectTwoCopies(final int ringBytes, final int records, final Way way, final boolean isPosted)
        throws InterruptedException {
        final CyclicBarrier both = new CyclicBarrier(2);
        final AtomicLong messages = new AtomicLong();
        final AtomicLong bytes = new AtomicLong();
        final AtomicLong copiedBytes = new AtomicLong();
        job(2).set(Setting.SHM_RING, ringBytes).run(rank -> {
            transfer(rank, records, way, isPosted, both);
            final Counters counters = rank.counters();
            messages.addAndGet(counters.sentMessages(1));
            bytes.addAndGet(counters.sentBytes(1));
            copiedBytes.addAndGet(counters.get(Counters.Value.COPIED_BYTES));
            Ranks.meet(both); // Finalize sends messages, too
        });
        final String what = records + " records, " + way + (isPosted ? ", posted" : ", unexpected") + ", ring of "
            + ringBytes + ": " + copiedBytes + " bytes copied of " + bytes;
        assertEquals(1, messages.get(), what);
        assertTrue(bytes.get() > 10 * records && bytes.get() < BufferingInvariant.LIMIT_BYTES, what);
        assertTrue(copiedBytes.get() >= bytes.get() && copiedBytes.get() <= 2 * bytes.get(), what);
    }

    private static void transfer(final EngineRank rank, final int records, final Way way, final boolean isPosted,
        final CyclicBarrier both) {
        final Object[] received = new Object[records];
        RequestEngine receive = null;
        if (rank.number() == 1 && isPosted) {
            receive = rank.world().irecv(received, 0, records, Way.OBJECT, 0, TAG);
        }
        Ranks.meet(both);
        if (rank.number() == 0) {
            way.send(rank, Particle.several(records), 1);
        }
        Ranks.meet(both);
        if (rank.number() == 1) {
            if (!isPosted) {
                rank.world().probe(0, TAG, new Completion()); // it is there before its receive
                receive = rank.world().irecv(received, 0, records, Way.OBJECT, 0, TAG);
            }
            EngineRank.await(receive);
            assertArrayEquals(Particle.several(records), received);
            rank.send(new byte[0], 0, TAG);
        } else {
            rank.recv(new byte[0], 1, TAG); // and sends meanwhile what the transport has not taken
        }
    }
}
