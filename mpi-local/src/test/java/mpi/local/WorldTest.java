package mpi.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mpi.MPI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a world ends where something other than MPI goes wrong. */
class WorldTest {
    private static final int RANKS = 3;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        toString             | UnspeakableMain$NoText (its text is lost in java.lang.IllegalStateException)
        getMessage           | UnspeakableMain$NoMessage (its text is lost in java.lang.StackOverflowError)
        cause's getMessage   | java.lang.IllegalStateException: because
        writeObject          | UnspeakableMain$Unwritable
        getCause             | UnspeakableMain$NoCause: no cause
        getStackTrace        | UnspeakableMain$NoTrace: no trace
        causes in a circle   | UnspeakableMain$Uncopied: first
        causes without end   | UnspeakableMain$Endless: endless
        """)
    void shouldTellWhatARankHasThrownAlsoIfThatFailsInTurn(final String what, final String text) {
        final LocalWorldException failure =
            assertThrows(LocalWorldException.class, () -> LocalWorld.run(1, UnspeakableMain.class, what));

        final String told = text.replace("UnspeakableMain", UnspeakableMain.class.getName());
        assertEquals("rank 0 of 1: " + told, failure.getMessage());
        assertEquals(0, failure.rank());
        final StringWriter shown = new StringWriter();
        failure.getCause().printStackTrace(new PrintWriter(shown));
        assertTrue(shown.toString().startsWith(told), shown.toString());
    }

    @Test
    void shouldTellACircleOfCausesOnceAndAnEndlessChainInPart() {
        assertEquals(2, length(failureOf("causes in a circle")));
        assertEquals(1 + UncopiedThrowable.MAX_CAUSES, length(failureOf("causes without end")));
    }

    private static Throwable failureOf(final String what) {
        return assertThrows(LocalWorldException.class, () -> LocalWorld.run(1, UnspeakableMain.class, what)).getCause();
    }

    private static int length(final Throwable thrown) {
        return thrown == null ? 0 : 1 + length(thrown.getCause());
    }

    /** Such as "unable to create native thread". */
    @Test
    void shouldEndTheRanksThatRunIfNotAllCanBeStarted() {
        final OutOfMemoryError error = new OutOfMemoryError("as many threads as there may be");
        final Map<String, String> settings = new HashMap<>(Map.of("MPJ_CHECK", "false")) {
            private static final long serialVersionUID = 1L;
            private final AtomicInteger copies = new AtomicInteger();

            @Override
            public Set<Map.Entry<String, String>> entrySet() {
                if (copies.incrementAndGet() == RANKS) {
                    throw error;
                }
                return super.entrySet();
            }
        };
        final World world = new World(RANKS, WorldTest.class.getClassLoader(), settings, null, MainProgram.class,
            Map.of(Place.MAIN, new String[] {FailingMain.class.getName(), "hang"}));

        assertSame(error, assertThrows(OutOfMemoryError.class, world::run));
        assertEquals(0, error.getSuppressed().length);
        assertEquals(List.of(), Thread.getAllStackTraces()
            .keySet()
            .stream()
            .map(Thread::getThreadGroup)
            .filter(group -> group != null && group.getName().startsWith("rank "))
            .toList());
    }

    @Test
    void shouldTakeATimeLimitOfAnyLength() {
        LocalWorld.of(2).withTimeLimit(Duration.ofSeconds(Long.MAX_VALUE)).run(RingMain.class, "for ever");
    }

    /** The JDK's one thread for delays, which never ends, is not taken for the rank's. */
    @Test
    void shouldLetRanksUseTheDelaysOfTheJdk() {
        LocalWorld.run(2, () -> {
            MPI.Init(new String[0]);
            new CompletableFuture<Void>().orTimeout(1, TimeUnit.DAYS).complete(null);
            MPI.Finalize();
        });
    }
}
