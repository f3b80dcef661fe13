package mpi;

import mpi.spi.Faults;

/**
 * Keys of attributes of datatypes (MPI 4.1, section 7.7.4). None is predefined.
 */
final class DatatypeAttributes {
    static final Keyvals<Datatype> KEYVALS = new Keyvals<>();

    private DatatypeAttributes() {}

    static Keyvals.Rule<Datatype> rule(final String where, final int key) {
        final Keyvals.Rule<Datatype> rule = KEYVALS.rule(key);
        if (rule == null) {
            throw noKey(where, key);
        }
        return rule;
    }

    static MPIException noKey(final String where, final int key) {
        return Faults.fault(MPI.ERR_KEYVAL, where,
            "there is no key " + key + " that a program may use, make one with Datatype.createKeyval");
    }
}
