package mpjrun.io;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import mpi.core.diag.ErrorLog;
import mpjrun.plan.JobPlan;

/**
 * Carries one output stream of one rank into an output of the launcher, on a thread of its own. If nobody takes the
 * output any more, that is told and the rank's end is closed, as in a shell.
 */
public final class OutputPump {
    private static final int BUFFER_BYTES = 1 << 16;

    private final String name;
    private final boolean showsPrompts;
    private final InputStream source;
    private final LineSplitter lines;
    private final Runnable onRefused;
    private final ErrorLog errors;
    private final Thread thread;
    /** Whether bytes that were read are still to be written. Written by the pump's thread only. */
    private volatile boolean isDelivering;

    private OutputPump(final int rank, final String stream, final InputStream source, final LineSplitter lines,
        final Runnable onRefused, final ErrorLog errors) {
        name = stream + " of rank " + rank;
        showsPrompts = rank == 0;
        this.source = source;
        this.lines = lines;
        this.onRefused = onRefused;
        this.errors = errors;
        thread = Thread.ofPlatform().name("mpjrun-" + stream + "-" + rank).daemon().unstarted(this::run);
    }

    /**
     * Starts to carry. Unfinished lines of rank 0, which has the input, are shown after a pause.
     *
     * @param shown how lines are shown
     * @param rank world rank
     * @param stream {@code stdout} or {@code stderr}
     * @param source where the rank's bytes come from
     * @param output where they go
     * @param onRefused told on the pump's thread when nobody takes the output any more
     * @param errors takes what fails
     * @return the pump, running
     */
    public static OutputPump start(final JobPlan.Output shown, final int rank, final String stream,
        final InputStream source, final LineSink output, final Runnable onRefused, final ErrorLog errors) {
        final LineTag tag = new LineTag(shown, rank, stream, Clock.systemDefaultZone());
        final OutputPump pump = new OutputPump(rank, stream, source, new LineSplitter(tag, output), onRefused, errors);
        pump.thread.start();
        return pump;
    }

    /**
     * Waits until the stream is at its end and everything is written.
     *
     * @param limit how long to wait
     * @return whether it is so
     * @throws InterruptedException if interrupted
     */
    public boolean join(final Duration limit) throws InterruptedException {
        return thread.join(limit);
    }

    /**
     * Waits until the stream is at its end and everything is written. If processes of the rank's own hold it open,
     * gives up when nothing has come for a while.
     *
     * @param idleLimit how long to wait for more
     * @return whether the stream is at its end
     * @throws InterruptedException if interrupted
     */
    public boolean awaitEnd(final Duration idleLimit) throws InterruptedException {
        while (!join(idleLimit)) {
            if (!isDelivering) {
                lines.flush();
                return false;
            }
        }
        return true;
    }

    private void run() {
        if (!showsPrompts) {
            carry(() -> {});
            return;
        }
        try (PromptWatch prompts = new PromptWatch(lines)) {
            carry(prompts::onOutput);
        }
    }

    private void carry(final Runnable onOutput) {
        final byte[] buffer = new byte[BUFFER_BYTES];
        try (source) {
            boolean isTaken = true;
            int length = source.read(buffer);
            while (length >= 0 && isTaken) {
                isDelivering = true;
                isTaken = lines.add(buffer, length, System.nanoTime());
                isDelivering = false;
                onOutput.run();
                length = isTaken ? source.read(buffer) : length;
            }
            if (!isTaken || !lines.flush()) {
                onRefused.run();
            }
        } catch (final IOException e) {
            errors.record(name, e);
        }
    }
}
