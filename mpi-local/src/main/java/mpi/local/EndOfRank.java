package mpi.local;

/**
 * Unwinds the thread of a rank that has ended itself, by an abort for instance; that it did is known already.
 */
final class EndOfRank extends Error {
    private static final long serialVersionUID = 1L;

    EndOfRank(final String message) {
        super(message, null, false, false);
    }
}
