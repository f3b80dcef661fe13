package mpi.core.op;

/**
 * Applies an operation to memory that has addresses, which need not be aligned: {@code inout[i] = in[i] op inout[i]}.
 * All operations that there are such kernels of commute. Does not allocate.
 */
public abstract class AddressKernel {
    /** So many elements at a time: the JIT makes vectors only where it can tell that no index overflows. */
    static final int MAX_COUNT = 32 * 1024;

    private final int elementBytes;

    /** For elements of so many bytes. */
    AddressKernel(final int elementBytes) {
        this.elementBytes = elementBytes;
    }

    /**
     * Combines elements at addresses.
     *
     * @param in address of the left operand
     * @param inout address of the right operand, overwritten by the result; may be the same, but not overlap otherwise
     * @param lengthBytes length of each; whole items
     */
    public final void combine(final long in, final long inout, final long lengthBytes) {
        final long maxBytes = (long) MAX_COUNT * elementBytes;
        for (long done = 0; done < lengthBytes; done += maxBytes) {
            combinePiece(in + done, inout + done, (int) (Math.min(maxBytes, lengthBytes - done) / elementBytes));
        }
    }

    /**
     * Combines elements at an address with those of an array.
     *
     * @param in address of the left operand
     * @param inout the right operand, an array of the type's {@link mpi.spi.BasicType#arrayClass()}, whose first
     *     elements are overwritten by the result
     * @param count array elements; whole items
     */
    public final void combine(final long in, final Object inout, final int count) {
        for (int done = 0; done < count; done += MAX_COUNT) {
            combinePiece(in + (long) done * elementBytes, inout, done, Math.min(MAX_COUNT, count - done));
        }
    }

    /** As {@link #combine(long, long, long)} for at most {@link #MAX_COUNT} elements. */
    abstract void combinePiece(long in, long inout, int count);

    /** As {@link #combine(long, Object, int)} for at most {@link #MAX_COUNT} elements from {@code first} on. */
    abstract void combinePiece(long in, Object inout, int first, int count);
}
