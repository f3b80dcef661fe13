package mpjrun.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way to leave no process behind. */
@Timeout(60)
class OrphanGuardTest {
    /** Starts two processes, prints their numbers, and waits to be killed. */
    static final class Parent {
        private Parent() {}

        public static void main(final String[] arguments) throws IOException, InterruptedException {
            final OrphanGuard guard = open(arguments[0]);
            final List<Process> children = List.of(sleep(guard), sleep(guard), sleep(guard));
            guard.guard(children.stream().map(Process::pid).toList());
            // Ended by itself: guarded no more.
            children.getLast().destroyForcibly().waitFor();
            guard.guard(children.subList(0, 2).stream().map(Process::pid).toList());
            children.subList(0, 2).forEach(child -> System.out.println(child.pid()));
            System.out.flush();
            new CountDownLatch(1).await();
        }

        private static Process sleep(final OrphanGuard guard) throws IOException {
            return new ProcessBuilder(guard.guarded(List.of("sleep", "1000"))).start();
        }
    }

    private static OrphanGuard open(final String way) throws IOException {
        return "setpriv".equals(way) ? new ParentDeathSignal() : new WatcherProcess();
    }

    @ParameterizedTest
    @ValueSource(strings = {"setpriv", "watcher"})
    void shouldLeaveNoProcessBehind(final String way) throws Exception {
        assumeTrue("watcher".equals(way) || ParentDeathSignal.tryOut().filter(ParentDeathSignal::hasWorked).isPresent(),
            "needs setpriv of util-linux");
        final Process parent = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Parent.class.getName(), way).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        final List<ProcessHandle> children = List.of(readChild(parent), readChild(parent));
        // Before the kill, the children may still be about to become what they are to run.
        assertTrue(children.stream().allMatch(ProcessHandle::isAlive));
        parent.destroyForcibly();
        children.forEach(child -> child.onExit().join());
    }

    @Test
    void shouldNotEndProcessesWhenItIsClosed() throws Exception {
        final Process child = new ProcessBuilder("sleep", "1000").start();
        try (OrphanGuard guard = new WatcherProcess()) {
            guard.guard(List.of(child.pid()));
        }
        assertTrue(child.isAlive());
        child.destroyForcibly().waitFor();
    }

    @Test
    void shouldPutNothingButItselfBeforeACommand() throws IOException {
        try (OrphanGuard guard = OrphanGuard.tryOut().open()) {
            final List<String> guarded = guard.guarded(List.of("java", "Main"));
            assertEquals(List.of("java", "Main"), guarded.subList(guarded.size() - 2, guarded.size()));
        }
    }

    private static ProcessHandle readChild(final Process parent) {
        try {
            return ProcessHandle.of(Long.parseLong(parent.inputReader().readLine())).orElseThrow();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
