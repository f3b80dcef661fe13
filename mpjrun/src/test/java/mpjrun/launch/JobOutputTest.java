package mpjrun.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mpjrun.launch.TestPlan.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of the input and output of ranks. */
@Timeout(60)
class JobOutputTest {
    private static final int LINES = 20_000;

    /** Writes many lines in pieces that end anywhere. */
    static final class Writer {
        private static final int PIECE_BYTES = 1021;

        private Writer() {}

        public static void main(final String[] arguments) {
            final String letter = String.valueOf((char) ('a' + Integer.parseInt(System.getenv("MPJ_RANK"))));
            final String all =
                IntStream.range(0, LINES).mapToObj(i -> letter.repeat(1 + i % 97) + "\n").collect(Collectors.joining());
            final byte[] bytes = all.getBytes(StandardCharsets.US_ASCII);
            for (int from = 0; from < bytes.length; from += PIECE_BYTES) {
                final byte[] piece = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PIECE_BYTES));
                System.out.write(piece, 0, piece.length);
                System.out.flush();
            }
        }
    }

    @Test
    void shouldNotMixLines() {
        final Result result = TestPlan.java(4, Writer.class).run();
        assertEquals(0, result.code());
        final List<String> lines = result.out().lines().toList();
        for (char letter = 'a'; letter < 'e'; letter++) {
            final String own = String.valueOf(letter);
            final List<String> ofRank = lines.stream().filter(line -> line.startsWith(own)).toList();
            assertEquals(IntStream.range(0, LINES).mapToObj(i -> own.repeat(1 + i % 97)).toList(), ofRank);
        }
        assertEquals(4 * LINES, lines.size());
    }

    @Test
    void shouldKeepStandardErrorApart() {
        final Result result = TestPlan.shell(2, "echo out; echo err >&2").run();
        assertEquals(List.of("out", "out"), result.out().lines().toList());
        assertEquals(List.of("err", "err"), result.err().lines().toList());
    }

    @Test
    void shouldTagLines() {
        final Result result = TestPlan.shell(2, "echo a; echo b; printf c; echo d >&2").shown(true, false).run();
        assertEquals(List.of("[1,0]<stdout>: a", "[1,0]<stdout>: b", "[1,0]<stdout>: c", "[1,1]<stdout>: a",
            "[1,1]<stdout>: b", "[1,1]<stdout>: c"), result.out().replace("c[", "c\n[").lines().sorted().toList());
        assertEquals(List.of("[1,0]<stderr>: d", "[1,1]<stderr>: d"), result.err().lines().sorted().toList());
    }

    @Test
    void shouldTellTheTimeOfLines() {
        final String time = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} ";
        final String plain = TestPlan.shell(1, "echo a").shown(false, true).run().out();
        assertTrue(plain.matches(time + "a\n"), plain);
        final String tagged = TestPlan.shell(1, "echo a").shown(true, true).run().out();
        assertTrue(tagged.matches(time + "\\[1,0]<stdout>: a\n"), tagged);
    }

    @Test
    void shouldCarryBytesAsTheyAre() {
        final Result result = TestPlan.shell(1, "printf '\\303\\244\\n\\n\\r\\n no end'").run();
        assertEquals("ä\n\n\r\n no end", result.out());
    }

    @Test
    void shouldGiveInputToRankZeroOnly() {
        final String text = "some input\n".repeat(20_000);
        final Result result = TestPlan.shell(3, "if [ $MPJ_RANK = 0 ]; then cat; else wc -c >&2; fi").input(text).run();
        assertEquals(0, result.code(), result.err());
        assertEquals(text, result.out());
        assertEquals(List.of("0", "0"), result.err().lines().map(String::strip).toList());
    }

    @Test
    void shouldNotMindInputThatNobodyReads() throws IOException {
        try (PipedOutputStream nobody = new PipedOutputStream();
            PipedInputStream input = new PipedInputStream(nobody)) {
            final Result result = TestPlan.shell(1, "echo done").input(input).run();
            assertEquals(new Result(0, "done\n", ""), result);
        }
    }

    @Test
    void shouldShowAPromptBeforeItIsAnswered() throws IOException, InterruptedException {
        try (PipedInputStream input = new PipedInputStream();
            PipedOutputStream keyboard = new PipedOutputStream(input);
            PipedInputStream screen = new PipedInputStream()) {
            final PrintStream out = new PrintStream(new PipedOutputStream(screen));
            final TestPlan plan = TestPlan.shell(1, "printf 'name? '; read name; echo hello $name").input(input);
            final Thread job = Thread.ofPlatform().start(() -> {
                try (out) {
                    plan.run(out, System.err);
                }
            });
            assertEquals("name? ", new String(screen.readNBytes(6), StandardCharsets.UTF_8));
            keyboard.write("Ada\n".getBytes(StandardCharsets.UTF_8));
            keyboard.flush();
            assertEquals("hello Ada",
                new BufferedReader(new InputStreamReader(screen, StandardCharsets.UTF_8)).readLine());
            job.join();
        }
    }

    @Test
    void shouldEndProgramsWhoseOutputNobodyTakes() {
        final PrintStream broken = new PrintStream(new OutputStream() {
            @Override
            public void write(final int value) throws IOException {
                throw new IOException("nobody reads");
            }
        });
        assertEquals(141, TestPlan.command(1, "yes").run(broken, new PrintStream(OutputStream.nullOutputStream())));
    }

    @Test
    void shouldEndWithoutAWordWhenNobodyTakesTheOutput() throws IOException {
        final Pipe pipe = Pipe.open();
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        final int code;
        try (PrintStream out = new PrintStream(Channels.newOutputStream(pipe.sink()), true)) {
            pipe.source().close();
            code = TestPlan.shell(2, "trap '' PIPE; echo $MPJ_RANK; exec sleep 1000")
                .run(out, new PrintStream(err, true));
        }
        assertEquals(141, code);
        assertEquals("", err.toString());
    }

    @Test
    void shouldEndThoughAProcessLeftBehindHoldsTheOutput() {
        final Result result = TestPlan.shell(1, "sleep 1000 & echo $!").run();
        assertEquals(0, result.code());
        final long pid = Long.parseLong(result.out().strip());
        assertTrue(ProcessHandle.of(pid).orElseThrow().destroyForcibly());
    }

    @Test
    void shouldPrintStatisticsInTheOrderOfRanks() {
        final Result result =
            TestPlan.scripted(3, "init", "meet", "0?finalize:a", "1?finalize:b", "2?finalize:c").statistics().run();
        assertEquals(new Result(0, "", "a\nb\nc\n"), result);
    }
}
