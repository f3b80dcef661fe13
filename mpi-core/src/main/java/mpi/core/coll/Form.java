package mpi.core.coll;

import mpi.spi.Collective;

/** The ways to call a collective operation, which do not match each other (MPI 4.1, sections 6.12 and 6.13). */
public enum Form {
    /** The call returns when the operation is complete. */
    BLOCKING("", ""),
    /** The call starts it. */
    NON_BLOCKING("i", ""),
    /** The call makes a request, whose starts start it. */
    PERSISTENT("", "_init");

    private final String prefix;
    private final String suffix;

    Form(final String prefix, final String suffix) {
        this.prefix = prefix;
        this.suffix = suffix;
    }

    /**
     * The name of an operation in this form.
     *
     * @param kind the operation
     * @return the standard's name: {@code bcast}, {@code ibcast} or {@code bcast_init}
     */
    public String nameOf(final Collective.Kind kind) {
        return prefix + kind.text() + suffix;
    }
}
