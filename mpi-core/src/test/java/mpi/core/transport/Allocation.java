package mpi.core.transport;

import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** Holds code to allocating nothing once it is warm. */
public final class Allocation {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);

    private Allocation() {}

    /**
     * Repeats a round until one allocates nothing: the interpreter, and a method just being compiled, may.
     *
     * @param round what is measured, long enough to be compiled
     */
    public static void assertSettlesAtNone(final Runnable round) {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long start = System.nanoTime();
        long allocatedBytes;
        do {
            final long before = threads.getCurrentThreadAllocatedBytes();
            round.run();
            allocatedBytes = threads.getCurrentThreadAllocatedBytes() - before;
        } while (allocatedBytes > 0 && System.nanoTime() - start < LIMIT_NANOS);
        if (allocatedBytes > 0) {
            fail("still allocates " + allocatedBytes + " bytes a round");
        }
    }
}
