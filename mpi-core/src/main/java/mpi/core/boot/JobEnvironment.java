package mpi.core.boot;

/**
 * A rank's place in its job.
 *
 * @param jobId names the job, unique on its hosts; letters, digits and {@code -}
 * @param epoch how often this set of processes has called Init before
 * @param rank rank in the world
 * @param size ranks in the world
 * @param localRank number of this rank among those of its (real) host
 * @param localSize ranks on this (real) host
 * @param hostId number of the host this rank counts as; several may be simulated on one machine
 * @param oversubscribed whether the host has more ranks than cores for them
 * @param secret the job's secret, 32 bytes
 */
public record JobEnvironment(String jobId, int epoch, int rank, int size, int localRank, int localSize, int hostId,
    boolean oversubscribed, byte[] secret) {

    /**
     * Whether there is only this rank.
     *
     * @return true if nobody has to be met
     */
    public boolean isSingleton() {
        return size == 1;
    }

    /**
     * The same place after another Finalize and Init.
     *
     * @param newEpoch the epoch
     * @return this place in that epoch
     */
    public JobEnvironment withEpoch(final int newEpoch) {
        return new JobEnvironment(jobId, newEpoch, rank, size, localRank, localSize, hostId, oversubscribed, secret);
    }

    @Override
    public String toString() {
        return "rank " + rank + " of " + size + " of job " + jobId + " (local " + localRank + " of " + localSize
            + ", host " + hostId + ", epoch " + epoch + ")";
    }
}
