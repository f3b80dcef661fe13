package mpi.core.op;

/**
 * Applies an operation to two arrays: {@code inout[i] = in[i] op inout[i]}. The index is the same in both, because the
 * JIT (of JDK 25) vectorises only such loops: with an offset in each array it cannot rule out that they overlap.
 */
@FunctionalInterface
public interface Kernel {
    /**
     * Combines elements. Both arrays are of the type's {@link mpi.spi.BasicType#arrayClass()}; may be the same array.
     *
     * @param in the left operand
     * @param inout the right operand, overwritten by the result
     * @param from index of the first array element
     * @param to index behind the last array element; the range holds whole items
     */
    void combine(Object in, Object inout, int from, int to);
}
