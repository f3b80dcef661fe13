package mpi.core.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Only threads that are known not to call MPI are left out. */
class ProcessThreadsTest {
    @Test
    void shouldKnowTheThreadsOfTheJvm() {
        final List<Thread> jvm = threads(thread -> isOfTheJvm(thread) && !isOfVirtualThreads(thread)
            && !thread.getName().startsWith("Cleaner-") && !thread.getName().startsWith("process reaper"));
        assertTrue(jvm.size() >= 3, jvm::toString);
        assertEquals(List.of(), jvm.stream().filter(thread -> !ProcessThreads.isSilent(thread)).toList());
    }

    /** What lets a virtual thread go on is in a group of the JVM itself. */
    @Test
    void shouldCountThreadsThatWakeVirtualOnes() throws IOException, InterruptedException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final Thread waiting = Thread.startVirtualThread(() -> {
                try (Socket accepted = server.accept()) {
                    assertTrue(accepted.isConnected());
                } catch (final IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            while (threads(ProcessThreadsTest::isPoller).isEmpty()) {
                Thread.onSpinWait();
            }
            final Set<Thread> others = Set.copyOf(threads(thread -> !isPoller(thread)));
            assertFalse(ProcessThreads.areAmong(others));
            try (Socket connected = new Socket(server.getInetAddress(), server.getLocalPort())) {
                waiting.join();
                assertTrue(connected.isConnected());
            }
        }
        assertEquals(List.of(), threads(thread -> isOfVirtualThreads(thread) && ProcessThreads.isSilent(thread)));
    }

    /** It runs code of the user, in a group of the JVM. */
    @Test
    void shouldCountTheThreadOfAUsersCleaner() {
        final Cleaner cleaner = Cleaner.create();
        final List<Thread> cleaners = threads(thread -> thread.getName().startsWith("Cleaner-"));
        assertFalse(cleaners.isEmpty());
        assertEquals(List.of(), cleaners.stream().filter(ProcessThreads::isSilent).toList());
        Reference.reachabilityFence(cleaner);
    }

    @Test
    void shouldNotBeTakenInByANameAlone() throws InterruptedException {
        final CountDownLatch end = new CountDownLatch(1);
        final Thread user = Thread.ofPlatform().name("Finalizer").start(() -> {
            try {
                end.await();
            } catch (final InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertFalse(ProcessThreads.isSilent(user));
        end.countDown();
        user.join();
        assertTrue(ProcessThreads.isSilent(user), "it has ended");
    }

    private static boolean isOfTheJvm(final Thread thread) {
        final ThreadGroup group = thread.getThreadGroup();
        return group != null && (group.getName().equals("system") || group.getName().equals("InnocuousThreadGroup"));
    }

    private static boolean isPoller(final Thread thread) {
        return thread.getName().contains("Poller");
    }

    private static boolean isOfVirtualThreads(final Thread thread) {
        return isPoller(thread) || thread.getName().startsWith("VirtualThread-");
    }

    private static List<Thread> threads(final Predicate<Thread> wanted) {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        final Thread[] threads = new Thread[1_000];
        return Arrays.stream(threads, 0, root.enumerate(threads)).filter(wanted).toList();
    }
}
