package mpjrun.io;

/**
 * Whose unfinished line is the last one of an output that several streams are merged into. Not thread-safe.
 */
final class OpenLine {
    /** Null while the last line is finished. */
    private Object owner;

    /**
     * Notes that a stream writes.
     *
     * @param stream who
     * @param endsLine whether the last line is finished then
     * @return whether another's unfinished line has to be ended before
     */
    boolean isBroken(final Object stream, final boolean endsLine) {
        final boolean isBroken = owner != null && owner != stream;
        owner = endsLine ? null : stream;
        return isBroken;
    }
}
