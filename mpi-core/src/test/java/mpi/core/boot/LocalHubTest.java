package mpi.core.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LocalHubTest {
    private final LocalHub hub = new LocalHub(LocalControl.newHub());
    private final LocalHub sameHub = new LocalHub(hub.entries());

    @Test
    void shouldGiveAllTheSameEventUntilItIsForgotten() {
        final CompletableFuture<Object> event = hub.event("end");
        assertFalse(event.isDone());
        assertSame(event, sameHub.event("end"));

        hub.forget("end");
        assertNotSame(event, sameHub.event("end"));
    }

    @Test
    void shouldMakeAnObjectOnce() {
        final AtomicInteger first = hub.object("counter", () -> new AtomicInteger(1));
        final AtomicInteger second = sameHub.object("counter", () -> new AtomicInteger(2));

        assertSame(first, second);
        assertEquals(1, second.get());
    }
}
