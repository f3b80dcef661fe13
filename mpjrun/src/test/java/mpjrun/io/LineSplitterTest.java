package mpjrun.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import mpjrun.plan.JobPlan;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2025-11-21T03:55:01.250Z"), ZoneOffset.UTC);

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final SharedOutput output = new SharedOutput(new PrintStream(shown, true, StandardCharsets.UTF_8));

    private LineSplitter splitter(final boolean tagged, final boolean timestamped, final int rank) {
        return new LineSplitter(new LineTag(new JobPlan.Output(tagged, timestamped), rank, "stdout", CLOCK), output);
    }

    private static boolean add(final LineSplitter splitter, final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return splitter.add(bytes, bytes.length, 0);
    }

    private void assertShown(final String text) {
        assertEquals(text, shown.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldKeepAnUnfinishedLineUntilItGoesOn() {
        final LineSplitter splitter = splitter(false, false, 0);
        add(splitter, "one\ntw");
        assertShown("one\n");
        assertTrue(splitter.isUnfinished());
        add(splitter, "o\n");
        assertShown("one\ntwo\n");
        assertFalse(splitter.isUnfinished());
    }

    @Test
    void shouldShowAnUnfinishedLineOnlyWhenItIsOldEnough() {
        final LineSplitter splitter = splitter(true, false, 0);
        add(splitter, "name? ");
        splitter.flushIfOlder(10, 9);
        assertShown("");
        splitter.flushIfOlder(10, 10);
        assertShown("[1,0]<stdout>: name? ");
        add(splitter, "so\nnext\n");
        assertShown("[1,0]<stdout>: name? so\n[1,0]<stdout>: next\n");
    }

    @Test
    void shouldEndTheLineOfAPromptBeforeAnotherStreamWrites() {
        final LineSplitter prompting = splitter(false, false, 0);
        add(prompting, "name? ");
        prompting.flush();
        add(splitter(false, false, 1), "other\n");
        output.print("launcher\n");
        add(prompting, "more\n");
        assertShown("name? \nother\nlauncher\nmore\n");
    }

    @Test
    void shouldTellTimeAndRank() {
        final LineSplitter splitter = splitter(true, true, 3);
        add(splitter, "a\n\nb");
        splitter.flush();
        final String tag = "2025-11-21 03:55:01.250 [1,3]<stdout>: ";
        assertShown(tag + "a\n" + tag + "\n" + tag + "b");
    }

    @Test
    void shouldGiveUpOnLinesThatDoNotEnd() {
        final LineSplitter splitter = splitter(false, false, 0);
        final String part = "x".repeat(LineSplitter.MAX_LINE_BYTES / 2);
        add(splitter, part);
        add(splitter, part);
        assertShown("");
        add(splitter, "y");
        assertShown(part + part + "y");
    }

    @Test
    void shouldNotDependOnHowBytesArrive() {
        final long seed = System.nanoTime();
        System.out.println("LineSplitterTest.shouldNotDependOnHowBytesArrive seed " + seed);
        final Random random = new Random(seed);
        final StringBuilder text = new StringBuilder();
        final StringBuilder expected = new StringBuilder();
        for (int line = 0; line < 500; line++) {
            final String content = "z".repeat(random.nextInt(20));
            text.append(content).append('\n');
            expected.append("[1,2]<stdout>: ").append(content).append('\n');
        }
        final byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        final LineSplitter splitter = splitter(true, false, 2);
        int from = 0;
        while (from < bytes.length) {
            final int to = Math.min(bytes.length, from + 1 + random.nextInt(50));
            assertTrue(splitter.add(Arrays.copyOfRange(bytes, from, to), to - from, 0));
            from = to;
        }
        assertShown(expected.toString());
    }
}
