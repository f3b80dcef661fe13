package mpjrun.launch;

/**
 * Kills the ranks when the JVM is shut down while the job runs: by {@code System.exit} of another thread, or by a
 * signal that could not be trapped. When closed, the job has ended in one way or another, and so have its ranks.
 */
final class ShutdownKill implements AutoCloseable {
    private final Ranks ranks;
    private final Thread hook;

    ShutdownKill(final Ranks ranks) {
        this.ranks = ranks;
        hook = Thread.ofPlatform().name("mpjrun-kill").unstarted(ranks::killAll);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        ranks.killAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (final IllegalStateException e) {
            // The shutdown has begun: the hook runs, and finds nothing to do.
        }
    }
}
