package mpi.core.p2p;

import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import mpi.core.runtime.EngineJob;
import mpi.core.runtime.EngineRank;
import org.junit.jupiter.api.Test;

class CompletionThreadTest {
    /** An action that throws ends neither the thread nor what else it is to do. */
    @Test
    void shouldGoOnAfterAnActionThatThrows() throws InterruptedException {
        new EngineJob(2, "loopback").run(rank -> {
            final int other = 1 - rank.number();
            final Error thrown = new Error("thrown by an action");
            final BlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();
            final CountDownLatch done = new CountDownLatch(2);
            rank.engine().whenDone(rank.irecv(new byte[1], other, 1), () -> {
                Thread.currentThread().setUncaughtExceptionHandler((_, e) -> uncaught.add(e));
                throw thrown;
            });
            rank.engine().whenDone(rank.irecv(new byte[1], other, 2), done::countDown);
            rank.engine().whenDone(rank.irecv(new byte[1], other, 3), done::countDown);
            rank.world().barrier();
            for (int tag = 1; tag <= 3; tag++) {
                EngineRank.await(rank.isend(new byte[1], other, tag));
            }
            done.await();
            assertSame(thrown, uncaught.take());
        });
    }
}
