package mpi.core.op;

/**
 * Applies an operation to memory that has addresses: {@code inout[i] = in[i] op inout[i]}. Neither has to be aligned.
 * Does not allocate.
 */
public interface AddressKernel {
    /** So many elements in a call at most: the JIT makes vectors only where it can tell that no index overflows. */
    int MAX_COUNT = 32 * 1024;

    /**
     * Combines elements.
     *
     * @param in address of the left operand
     * @param inout address of the right operand, overwritten by the result; may be the same, but not overlap otherwise
     * @param count array elements, see {@link Operations#elementBytes}; whole items
     * @throws IndexOutOfBoundsException if count is negative or more than {@link #MAX_COUNT}
     */
    void combine(long in, long inout, int count);
}
