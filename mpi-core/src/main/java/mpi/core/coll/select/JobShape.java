package mpi.core.coll.select;

/**
 * What the choice of an algorithm depends on, of a whole job.
 *
 * @param size ranks
 * @param hosts hosts that they are on, as evenly as can be
 * @param medium what joins those of one host
 */
public record JobShape(int size, int hosts, Medium medium) {

    /** What joins the ranks of one host. */
    public enum Medium {
        /** Memory that they share. */
        MEMORY(""),
        /** Messages over TCP. */
        TCP("over TCP alone (mpj.transport) ranks share no memory"),
        /** Messages, though memory is shared. */
        CHECKED("of a program that is checked (mpj.check) all collectives are messages"),
        /** Messages from thread to thread. */
        THREADS("ranks that are threads exchange messages");

        private final String objection;

        Medium(final String objection) {
            this.objection = objection;
        }

        /** Why collectives do not go through memory; empty if they may. */
        String objection() {
            return objection;
        }
    }

    /**
     * One host whose ranks share memory.
     *
     * @param size ranks
     * @return the shape
     */
    public static JobShape ofOneHost(final int size) {
        return new JobShape(size, 1, Medium.MEMORY);
    }

    /** Whether some hosts have several ranks, and there are several. */
    boolean areTiers() {
        return hosts > 1 && hosts < size;
    }
}
