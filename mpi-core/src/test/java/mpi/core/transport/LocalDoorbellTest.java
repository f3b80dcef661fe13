package mpi.core.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import mpi.core.boot.LocalControl;
import org.junit.jupiter.api.Test;

class LocalDoorbellTest {
    private final ConcurrentMap<String, CompletableFuture<Object>> hub = LocalControl.newHub();
    private final LocalDoorbell doorbell = LocalDoorbell.of(hub, "0");

    private int rings() {
        return ((Semaphore) hub.get("0/rings").join()).availablePermits();
    }

    @Test
    void shouldRingOnlyForWhoSleepsOrIsAboutTo() {
        doorbell.ring();
        assertEquals(0, rings());

        doorbell.arm();
        LocalDoorbell.of(hub, "0").ring();
        LocalDoorbell.of(hub, "0").ring();
        assertEquals(2, rings());

        doorbell.await(Long.MAX_VALUE);
        assertEquals(0, rings());
        assertFalse(Thread.currentThread().isInterrupted());
    }

    /** Otherwise each sleep would end at once, and its ring would stay: the thread would spin. */
    @Test
    void shouldWaitForTheRingAlsoInAnInterruptedThreadAndLeaveItSo() {
        doorbell.ringAlways();
        Thread.currentThread().interrupt();
        doorbell.await(Long.MAX_VALUE);

        assertTrue(Thread.interrupted());
        assertEquals(0, rings());
    }
}
