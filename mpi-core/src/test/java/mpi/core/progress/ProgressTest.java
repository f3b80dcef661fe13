package mpi.core.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.boot.RankState;
import mpi.core.diag.Counters;
import mpi.core.runtime.Setting;
import mpi.core.runtime.Settings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The longest sleep is longer than the time limit: nothing here relies on it. */
@DisplayName("engine invariants 4 and 5: one waiting thread drives for all and sleeps in one place")
@Timeout(60)
class ProgressTest {
    private final Counters counters = new Counters(1);
    private final Progress progress = new Progress(new Settings(
        Map.of(Setting.IDLE_SLEEP.variable(), String.valueOf(TimeUnit.HOURS.toNanos(1))), new Properties()), counters,
        true);
    private final EventTransport transport = new EventTransport();

    @Test
    void shouldNotPollForWhatIsThereAlready() {
        drive();
        final Flag flag = new Flag("met");
        flag.met = true;
        transport.happen(() -> {
            throw new IllegalStateException("polled");
        });
        await(flag);
    }

    @Test
    void shouldSleepUntilSomethingHappens() throws InterruptedException {
        drive();
        final Flag flag = new Flag("message");
        final Thread waiting = start(() -> await(flag));
        awaitArmed();
        transport.happen(() -> flag.met = true);
        waiting.join();
        assertTrue(counters.get(Counters.Value.SLEEPS) > 0);
        assertEquals(List.of(), progress.blockedOperations());
    }

    @Test
    void shouldTellWhatItIsBlockedIn() throws InterruptedException {
        drive();
        final Flag first = new Flag("first");
        final Flag second = new Flag("second");
        final Thread driver = start(() -> await(first));
        awaitArmed();
        final Thread follower = start(() -> await(second));
        while (progress.blockedOperations().size() < 2) {
            Thread.yield();
        }
        assertEquals(List.of("first", "second"),
            progress.blockedOperations().stream().map(RankState.Operation::name).sorted().toList());
        transport.happen(() -> {
            first.met = true;
            second.met = true;
            progress.signal();
        });
        driver.join();
        follower.join();
        assertEquals(List.of(), progress.blockedOperations());
    }

    @Test
    void shouldLetAFollowerDriveWhenTheDriverIsDone() throws InterruptedException {
        drive();
        final Flag first = new Flag("first");
        final Flag second = new Flag("second");
        final Thread driver = start(() -> await(first));
        awaitArmed();
        final Thread follower = start(() -> await(second));
        while (progress.blockedOperations().size() < 2) {
            Thread.yield();
        }
        transport.happen(() -> first.met = true);
        driver.join();
        transport.happen(() -> second.met = true);
        follower.join();
    }

    @Test
    void shouldLetOthersInWhileItWaits() throws InterruptedException {
        drive();
        final Flag flag = new Flag("message");
        final Thread waiting = start(() -> await(flag));
        awaitArmed();
        progress.lock().enter();
        flag.met = true;
        progress.lock().exit();
        waiting.join();
    }

    /** Peers may send without end until this rank tells them to stop, from another thread. */
    @Test
    void shouldLetOthersInHoweverMuchThereIsToPoll() throws InterruptedException {
        final Flag flag = new Flag("message");
        final AtomicInteger polls = new AtomicInteger();
        progress.drives(List.of(new EventTransport() {
            @Override
            public int poll(final int limit) {
                polls.set(1);
                return 1;
            }
        }), Progress.Outbound.NONE);
        final Thread waiting = start(() -> await(flag));
        while (polls.get() == 0) {
            Thread.yield();
        }
        for (int i = 0; i < 100; i++) {
            progress.lock().enter();
            flag.met = i == 99;
            progress.lock().exit();
        }
        waiting.join();
    }

    @Test
    void shouldWaitWithoutAnyTransport() throws InterruptedException {
        final Flag flag = new Flag("another thread");
        final Thread waiting = start(() -> await(flag));
        while (progress.blockedOperations().isEmpty()) {
            Thread.yield();
        }
        progress.lock().enter();
        flag.met = true;
        progress.lock().exit();
        waiting.join();
    }

    /** A wait takes over from the background, which goes on when it is over, until there is nothing to drive for. */
    @Test
    void shouldDriveInTheBackgroundWhileThereAreTasksAndNobodyWaits() throws InterruptedException {
        final Progress driven = new Progress(new Settings(Map.of(Setting.IDLE_SLEEP.variable(),
            String.valueOf(TimeUnit.HOURS.toNanos(1)), Setting.PROGRESS.variable(), "thread"), new Properties()),
            counters, true);
        driven.drives(List.of(transport), Progress.Outbound.NONE);
        final Flag message = new Flag("message");
        final CountDownLatch ended = new CountDownLatch(1);
        final AtomicInteger advances = new AtomicInteger();
        final Agenda.Task task = () -> {
            if (advances.getAndIncrement() > 0) {
                driven.agenda().ended();
                ended.countDown();
            }
        };
        driven.agenda().begin(task);
        awaitArmed();
        assertEquals(List.of(), driven.blockedOperations(), "nobody of the user's is blocked");
        final Thread waiting = start(() -> {
            driven.lock().enter();
            driven.await(message);
            driven.lock().exit();
        });
        while (driven.blockedOperations().isEmpty()) {
            Thread.yield();
        }
        assertEquals("message", driven.blockedOperations().getFirst().name());
        transport.happen(() -> message.met = true);
        waiting.join();
        transport.happen(() -> driven.agenda().ready(task));
        ended.await();
        driven.lock().enter();
        driven.endBackground();
        driven.lock().exit();
    }

    /** Whatever the settings say. What has to be looked at is looked at before it sleeps. */
    @Test
    void shouldDriveInTheBackgroundAsLongAsThereIsAService() throws InterruptedException {
        drive();
        final Agenda agenda = progress.agenda();
        final CountDownLatch stored = new CountDownLatch(1);
        final CompletableFuture<Thread> seen = new CompletableFuture<>();
        final Agenda.Watcher[] watcher = new Agenda.Watcher[1];
        watcher[0] = () -> {
            if (stored.getCount() > 0) {
                return false;
            }
            agenda.unwatch(watcher[0]);
            seen.complete(Thread.currentThread());
            return true;
        };
        for (int service = 0; service < 2; service++) {
            progress.lock().enter();
            progress.serviceBegins();
            progress.lock().exit();
            agenda.begin(() -> {});
        }
        progress.lock().enter();
        agenda.watch(watcher[0]);
        progress.lock().exit();
        stored.countDown();
        final Thread thread = seen.join();
        assertEquals("mpj-background", thread.getName());
        for (int service = 0; service < 2; service++) {
            assertTrue(thread.isAlive());
            progress.lock().enter();
            agenda.ended();
            progress.serviceEnds();
            progress.lock().exit();
        }
        thread.join();
    }

    @Test
    void shouldSayWhoMayDrive() {
        final Settings settings = new Settings(Map.of(Setting.PROGRESS.variable(), "both"), new Properties());
        final MPIException error = assertThrows(MPIException.class, () -> new Progress(settings, counters, true));
        assertEquals(MPI.ERR_ARG, error.getErrorClass());
        assertEquals("Init: setting mpj.progress (MPJ_PROGRESS) is \"both\", expected calls or thread (MPI.ERR_ARG)",
            error.getMessage());
    }

    /** The code of the user that the driver runs waits for another thread, which waits for a message. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldLetAnotherThreadDriveWhileTheDriverRunsCodeOfTheUser(final boolean isFollowerThere)
        throws InterruptedException {
        drive();
        final Flag ended = new Flag("end of the task");
        final Flag message = new Flag("message");
        final CountDownLatch inside = new CountDownLatch(1);
        final CountDownLatch received = new CountDownLatch(1);
        final Agenda agenda = progress.agenda();
        final AtomicInteger advances = new AtomicInteger();
        final Agenda.Task task = () -> {
            if (advances.getAndIncrement() > 0) {
                agenda.runOutside(() -> {
                    inside.countDown();
                    join(received);
                });
                agenda.ended();
                ended.met = true;
            }
        };
        agenda.begin(task);
        final Thread driver = start(() -> await(ended));
        awaitArmed();
        final Runnable receive = () -> {
            await(message);
            received.countDown();
        };
        final Thread follower = isFollowerThere ? start(receive) : null;
        while (isFollowerThere && progress.blockedOperations().size() < 2) {
            Thread.yield();
        }
        transport.happen(() -> agenda.ready(task));
        inside.await();
        final Thread receiver = isFollowerThere ? follower : start(receive);
        transport.happen(() -> message.met = true);
        receiver.join();
        driver.join();
        assertEquals(List.of(), progress.blockedOperations());
    }

    /** The one that has taken over goes on polling, for both. */
    @Test
    void shouldFollowAfterCodeOfTheUserIfAnotherThreadDrives() throws InterruptedException {
        drive();
        final Flag first = new Flag("first");
        final Flag second = new Flag("second");
        final CountDownLatch left = new CountDownLatch(1);
        final Agenda agenda = progress.agenda();
        final AtomicInteger advances = new AtomicInteger();
        final Agenda.Task task = () -> {
            if (advances.getAndIncrement() > 0) {
                agenda.runOutside(() -> join(left));
                agenda.ended();
            }
        };
        agenda.begin(task);
        final Thread driver = start(() -> await(first));
        awaitArmed();
        transport.happen(() -> agenda.ready(task));
        while (!progress.blockedOperations().isEmpty()) {
            Thread.yield();
        }
        final Thread successor = start(() -> await(second));
        while (!isBlockedIn("second")) {
            Thread.yield();
        }
        left.countDown();
        while (!isBlockedIn("first") || !isBlockedIn("second")) {
            Thread.yield();
        }
        transport.happen(() -> {
            first.met = true;
            second.met = true;
            progress.signal();
        });
        driver.join();
        successor.join();
        assertEquals(List.of(), progress.blockedOperations());
    }

    private boolean isBlockedIn(final String name) {
        return progress.blockedOperations().stream().anyMatch(operation -> operation.name().equals(name));
    }

    private static void join(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldRefuseToWaitInsideAFrameHandler() {
        drive();
        final AtomicInteger refused = new AtomicInteger();
        final Flag flag = new Flag("outer");
        transport.happen(() -> {
            progress.lock().enter();
            assertThrows(IllegalStateException.class, () -> progress.await(new Flag("inner")));
            refused.incrementAndGet();
            progress.lock().exit();
            flag.met = true;
        });
        await(flag);
        assertEquals(1, refused.get());
    }

    private void drive() {
        progress.drives(List.of(transport), Progress.Outbound.NONE);
    }

    private void await(final Flag flag) {
        progress.lock().enter();
        try {
            progress.await(flag);
        } finally {
            progress.lock().exit();
        }
    }

    private void awaitArmed() {
        while (!transport.armed) {
            Thread.yield();
        }
    }

    private static Thread start(final Runnable body) {
        return Thread.ofPlatform().daemon().start(body);
    }

    /** Guarded by the lock. */
    private static final class Flag implements Condition {
        private final String name;
        private boolean met;

        Flag(final String name) {
            this.name = name;
        }

        @Override
        public boolean isMet() {
            return met;
        }

        @Override
        public RankState.Operation describe(final long blockedNanos) {
            return new RankState.Operation(name, "COMM_WORLD", RankState.NO_PEER, 0, 0, blockedNanos);
        }
    }
}
