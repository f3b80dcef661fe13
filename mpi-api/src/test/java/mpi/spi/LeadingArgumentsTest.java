package mpi.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

/** Init takes away exactly what the launcher has put in front. */
class LeadingArgumentsTest {
    private static final String ADDED = "1 4 niodev";

    private static String[] strip(final String... arguments) {
        return LeadingArguments.strip(arguments, ADDED);
    }

    @Test
    void shouldTakeAwayWhatWasAdded() {
        assertArrayEquals(new String[] {"a", "1"}, strip("1", "4", "niodev", "a", "1"));
        assertArrayEquals(new String[0], strip("1", "4", "niodev"));
        assertArrayEquals(ADDED.split(" "), strip("1", "4", "niodev", "1", "4", "niodev"));
    }

    @Test
    void shouldLeaveEverythingElse() {
        for (final String[] own : new String[][] {{}, {"1"}, {"1", "4"}, {"a", "b", "c"}, {"1", "4", "multicore"}}) {
            assertSame(own, strip(own));
        }
        final String[] alike = ADDED.split(" ");
        assertSame(alike, LeadingArguments.strip(alike, null));
    }

    @Test
    void shouldBearNull() {
        assertArrayEquals(new String[0], LeadingArguments.strip(null, ADDED));
        assertArrayEquals(new String[0], LeadingArguments.strip(null, null));
    }
}
