package mpi.core.coll.select;

import java.util.concurrent.atomic.AtomicBoolean;
import mpi.core.runtime.Setting;

/**
 * An algorithm and why. Made once for every way that a rule may end, so that choosing allocates nothing; the words are
 * put together when somebody asks.
 */
public final class Choice {
    private final Algorithm algorithm;
    private final String reason;
    private final Setting setting;
    private final long value;
    /** Null unless this stands for an algorithm that was forced and cannot be. */
    private final AtomicBoolean unsaid;

    private Choice(final Algorithm algorithm, final String reason, final Setting setting, final long value,
        final AtomicBoolean unsaid) {
        this.algorithm = algorithm;
        this.reason = reason;
        this.setting = setting;
        this.value = value;
        this.unsaid = unsaid;
    }

    /** A choice that depends on no setting. */
    static Choice of(final Algorithm algorithm, final String reason) {
        return new Choice(algorithm, reason, null, 0, null);
    }

    /** A choice that a setting decides; {@code reason} has a place {@code %d} for its value. */
    static Choice of(final Algorithm algorithm, final String reason, final Setting setting, final long value) {
        return new Choice(algorithm, reason, setting, value, null);
    }

    /** A choice that is forced. */
    static Choice forced(final Operation operation, final Algorithm algorithm) {
        return new Choice(algorithm, "forced", operation.setting(), 0, null);
    }

    /** The next best, where what is forced cannot be: {@code reason} says why. */
    static Choice inPlaceOf(final Operation operation, final Algorithm forced, final Algorithm algorithm,
        final String reason) {
        return new Choice(algorithm, forced.text() + " is forced, but " + reason, operation.setting(), 0,
            new AtomicBoolean(true));
    }

    /**
     * What to run.
     *
     * @return the algorithm
     */
    public Algorithm algorithm() {
        return algorithm;
    }

    /**
     * Why.
     *
     * @return a sentence without its period, with the setting that decides
     */
    public String reason() {
        final String words = reason.replace("%d", Long.toString(value));
        return setting == null ? words : words + " (" + setting.property() + ")";
    }

    /** Says once, in the log, that what is forced cannot be. */
    Choice said() {
        if (unsaid != null && unsaid.compareAndSet(true, false)) {
            System.getLogger("mpi.core.coll")
                .log(System.Logger.Level.DEBUG, "{0} in place of what is forced: {1}", algorithm.text(), reason());
        }
        return this;
    }

    @Override
    public String toString() {
        return algorithm.text() + ": " + reason();
    }
}
