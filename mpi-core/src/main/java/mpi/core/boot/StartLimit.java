package mpi.core.boot;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * How an exchange waits for the other ranks, and what it says when they do not come.
 */
final class StartLimit {
    private StartLimit() {}

    /**
     * Waits for a result.
     *
     * @param future the result; its failure is an {@link IOException} with one line for the user
     * @param limit how long to wait
     * @return the result
     * @throws IOException if the future failed, or the thread was interrupted (it stays so)
     * @throws TimeoutException if the time is over
     */
    static <T> T await(final CompletableFuture<T> future, final Duration limit) throws IOException, TimeoutException {
        try {
            return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (final ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            final InterruptedIOException interrupted = new InterruptedIOException("interrupted in an exchange");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    /** Says how long was waited, and for whom: {@code waited 60 s (mpj.start.timeout) for ranks 3, 5 of 8}. */
    static String exceeded(final Duration limit, final int[] missing, final int size) {
        return waited(limit) + (missing.length == 1 ? "rank " : "ranks ")
            + Arrays.stream(missing).mapToObj(String::valueOf).collect(Collectors.joining(", ")) + " of " + size;
    }

    /** Says how long was waited where nobody knows for whom. */
    static String exceeded(final Duration limit) {
        return waited(limit) + "other ranks; the launcher does not answer who is missing";
    }

    private static String waited(final Duration limit) {
        return "waited " + limit.toSeconds() + " s (mpj.start.timeout) for ";
    }
}
