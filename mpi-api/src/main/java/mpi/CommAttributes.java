package mpi;

import mpi.spi.Faults;

/**
 * Keys of attributes of communicators (MPI 4.1, section 7.7) and the predefined attributes (section 9.1.2).
 */
final class CommAttributes {
    static final Keyvals<Comm> KEYVALS = new Keyvals<>();

    private CommAttributes() {}

    /** The value of a predefined key; {@code null} of any other. */
    static Object predefined(final int key, final Environment environment) {
        return switch (key) {
            case MPI.TAG_UB -> Integer.MAX_VALUE;
            case MPI.HOST -> MPI.PROC_NULL;
            case MPI.IO -> MPI.ANY_SOURCE;
            case MPI.WTIME_IS_GLOBAL -> false;
            case MPI.APPNUM -> 0;
            case MPI.LASTUSEDCODE -> MPI.ERR_LASTCODE;
            case MPI.UNIVERSE_SIZE -> environment.engine.world().size();
            default -> null;
        };
    }

    static Keyvals.Rule<Comm> rule(final String where, final int key) {
        final Keyvals.Rule<Comm> rule = KEYVALS.rule(key);
        if (rule == null) {
            throw noKey(where, key);
        }
        return rule;
    }

    static MPIException noKey(final String where, final int key) {
        return Faults.fault(MPI.ERR_KEYVAL, where,
            "there is no key " + key + " that a program may use, make one with Comm.createKeyval");
    }
}
