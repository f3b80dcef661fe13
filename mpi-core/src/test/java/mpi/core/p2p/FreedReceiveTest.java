package mpi.core.p2p;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import mpi.core.runtime.EngineJob;
import mpi.core.runtime.EngineRank;
import mpi.spi.BasicType;
import mpi.spi.CommEngine;
import mpi.spi.Layout;
import mpi.spi.RequestEngine;
import mpi.spi.SendMode;
import org.junit.jupiter.api.Test;

/** A receive whose request is freed is delivered all the same, also if a thread has to unpack it (MPI 4.1, 3.7.3). */
class FreedReceiveTest {
    private static final Layout OBJECT = new Layout(BasicType.OBJECT, 0, 1, null);
    private static final Layout BOOLEAN = new Layout(BasicType.BOOLEAN, 1, 1, null);
    private static final VarHandle OBJECTS = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final VarHandle FLAGS = MethodHandles.arrayElementVarHandle(boolean[].class);

    @Test
    void shouldDeliverAfterItIsFreed() throws InterruptedException {
        new EngineJob(2, "loopback").run(rank -> {
            final CommEngine world = rank.world();
            final int other = 1 - rank.number();
            final Object[] objects = new Object[1];
            final boolean[] flags = new boolean[2];
            free(world.irecv(objects, 0, 1, OBJECT, other, 1));
            free(world.irecv(flags, 0, 2, BOOLEAN, other, 2));
            world.barrier();
            send(world, other);
            while (OBJECTS.getVolatile(objects, 0) == null || !(boolean) FLAGS.getVolatile(flags, 1)) {
                Thread.onSpinWait();
            }
            assertArrayEquals(new Object[] {"object"}, objects);
        });
    }

    @Test
    void shouldDeliverAtOnceIfItIsDone() throws InterruptedException {
        new EngineJob(2, "loopback").run(rank -> {
            final CommEngine world = rank.world();
            final int other = 1 - rank.number();
            final Object[] objects = new Object[1];
            final boolean[] flags = new boolean[2];
            final RequestEngine first = world.irecv(objects, 0, 1, OBJECT, other, 1);
            final RequestEngine second = world.irecv(flags, 0, 2, BOOLEAN, other, 2);
            send(world, other);
            while (!first.isDone() || !second.isDone()) {
                rank.engine().poll();
            }
            free(first);
            free(second);
            assertArrayEquals(new Object[] {"object"}, objects);
            assertArrayEquals(new boolean[] {false, true}, flags);
        });
    }

    private static void free(final RequestEngine request) {
        request.free(request.use());
    }

    private static void send(final CommEngine world, final int dest) {
        EngineRank.await(world.isend(SendMode.STANDARD, false, new Object[] {"object"}, 0, 1, OBJECT, dest, 1));
        EngineRank.await(world.isend(SendMode.STANDARD, false, new boolean[] {false, true}, 0, 2, BOOLEAN, dest, 2));
    }
}
