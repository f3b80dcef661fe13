package mpi;

import mpi.spi.Faults;

/**
 * Keys of attributes of windows (MPI 4.1, section 7.7.3).
 */
final class WindowAttributes {
    static final Keyvals<Win> KEYVALS = new Keyvals<>();

    private WindowAttributes() {}

    static Keyvals.Rule<Win> rule(final String where, final int key) {
        final Keyvals.Rule<Win> rule = KEYVALS.rule(key);
        if (rule == null) {
            throw noKey(where, key);
        }
        return rule;
    }

    static MPIException noKey(final String where, final int key) {
        return Faults.fault(MPI.ERR_KEYVAL, where,
            "there is no key " + key + " that a program may use, make one with Win.createKeyval");
    }
}
