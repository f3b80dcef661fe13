package mpjrun.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import mpjrun.plan.AotUse;

/**
 * How the ranks of this job start, and what is done for those of later jobs. A cache makes starts faster and nothing
 * else: whatever is wrong with it, the job runs, and nothing is said.
 */
final class Starts {
    /** Without a cache. */
    static final Starts SLOW = new Starts(AotUse.NONE, Optional.empty());

    private final AotUse aot;
    /** What is to be made; empty if nothing is. */
    private final Optional<StartCache> missing;

    private Starts(final AotUse aot, final Optional<StartCache> missing) {
        this.aot = aot;
        this.missing = missing;
    }

    /** This job is there to make a cache from. */
    static Starts rehearsal(final Path output) {
        return new Starts(new AotUse.To(output), Optional.empty());
    }

    /** From a cache if there is one, else without, and then one is made for the next job; see {@link StartCache#of}. */
    static Starts of(final Path userCache, final Path libraries, final Path javaHome, final String collector) {
        try {
            final StartCache cache = StartCache.of(userCache, libraries, javaHome, collector);
            final Optional<Path> ranks = cache.ofRanks();
            if (ranks.isPresent()) {
                return new Starts(new AotUse.From(ranks.get()), Optional.empty());
            }
            return new Starts(AotUse.NONE, cache.hasFailed() ? Optional.empty() : Optional.of(cache));
        } catch (final IOException e) {
            log("no AOT cache", e);
            return SLOW;
        }
    }

    AotUse aot() {
        return aot;
    }

    /** Has made what is missing, later and elsewhere. */
    void prepare() {
        if (missing.isPresent()) {
            try {
                missing.get().make();
            } catch (final IOException e) {
                log("no AOT cache will be made", e);
            }
        }
    }

    /** The logger is made when there is something to log: that takes time. */
    private static void log(final String text, final IOException e) {
        System.getLogger(Starts.class.getName()).log(System.Logger.Level.DEBUG, text, e);
    }
}
