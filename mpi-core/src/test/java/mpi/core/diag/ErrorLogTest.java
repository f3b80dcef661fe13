package mpi.core.diag;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorLogTest {
    private final ErrorLog log = new ErrorLog();

    @Test
    void shouldKeepTexts() {
        assertEquals(List.of(), log.entries());
        log.record("a frame of no type");
        log.record("connecting to rank 3", new IOException("refused"));
        assertEquals(List.of("a frame of no type", "connecting to rank 3: java.io.IOException: refused"),
            log.entries());
        assertEquals(2, log.count());
    }

    @Test
    void shouldCountWhatItDoesNotKeep() {
        for (int i = 0; i < 1000; i++) {
            log.record("error " + i);
        }
        assertEquals(1000, log.count());
        assertEquals(100, log.entries().size());
        assertEquals("error 0", log.entries().getFirst());
    }

    @Test
    void shouldLoseNothingOfSeveralThreads() throws InterruptedException {
        final List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int j = 0; j < 1000; j++) {
                    log.record("error");
                }
            }));
        }
        for (final Thread thread : threads) {
            thread.join();
        }
        assertEquals(4000, log.count());
    }
}
