package mpi.core.coll;

import java.util.function.Supplier;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.datatype.Packed;
import mpi.spi.Faults;

/**
 * Objects on their way from one rank to others. Where they could not be serialised an empty parcel travels in their
 * place, so that nobody waits for them and everyone can say why.
 *
 * @param data their bytes, from index 0
 * @param lengthBytes length in bytes, or {@link #FAILED}
 * @param failure what went wrong, at the rank where it did; else {@code null}
 */
record Parcel(byte[] data, int lengthBytes, MPIException failure) {

    /** The length that announces a failure. */
    static final int FAILED = -1;

    private static final byte[] NOTHING = {};

    /** Objects that have been serialised. */
    static Parcel of(final Packed packed) {
        return new Parcel(packed.data(), packed.lengthBytes(), null);
    }

    /** Objects that could not be serialised here. */
    static Parcel failed(final MPIException failure) {
        return new Parcel(NOTHING, FAILED, failure);
    }

    /** Room for objects whose length has been announced by another rank. */
    static Parcel announced(final int lengthBytes) {
        return new Parcel(lengthBytes > 0 ? new byte[lengthBytes] : NOTHING, lengthBytes, null);
    }

    /** Room for objects whose length has been announced; if the heap has none, a parcel that says so. */
    static Parcel announced(final int lengthBytes, final Supplier<String> where) {
        try {
            return announced(lengthBytes);
        } catch (final OutOfMemoryError e) {
            final MPIException fault = Faults.fault(MPI.ERR_NO_MEM, where.get(),
                "no room on the heap for objects of " + lengthBytes + " bytes; give the ranks more with -Xmx");
            fault.initCause(e);
            return failed(fault);
        }
    }

    /** Length of the message that carries it. */
    int messageBytes() {
        return Math.max(0, lengthBytes);
    }

    /** Throws at the rank that could not serialise. */
    void throwFailure() {
        if (failure != null) {
            throw failure;
        }
    }
}
