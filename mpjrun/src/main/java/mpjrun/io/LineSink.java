package mpjrun.io;

/**
 * Takes the output of ranks.
 */
public interface LineSink {
    /**
     * Writes bytes at once.
     *
     * @param stream who writes
     * @param bytes holds them
     * @param length how many, at least 1
     * @return whether somebody takes the output; once false, it stays so
     */
    boolean write(Object stream, byte[] bytes, int length);
}
