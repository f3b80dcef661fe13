package mpi.core.rma;

import java.lang.reflect.Array;
import java.util.Arrays;
import mpi.core.op.Kernel;
import mpi.core.op.Operations;
import mpi.core.transport.Memory;
import mpi.spi.BasicType;
import mpi.spi.Reduction;

/**
 * Applies a predefined operation to the memory of a target, piece by piece in arrays of its own: kernels work on
 * arrays. Used by one thread at a time.
 */
final class Combination {
    /**
     * Both arrays stay in the first level of a processor's caches; a half and twice of it take longer. A whole number
     * of items of any basic type.
     */
    private static final int PIECE_BYTES = 8 * 1024;

    private final Object[] operands = new Object[BasicType.values().length];
    private final Object[] results = new Object[BasicType.values().length];

    /**
     * Combines elements: {@code target[i] = origin[i] op target[i]}.
     *
     * @param op a predefined operation
     * @param type type of the elements, which the operation is defined for
     * @param origin the left operands, see {@link Memory}; not looked at where the operation is NO_OP
     * @param originOffset see {@link Memory}
     * @param target the right operands, overwritten by the result
     * @param targetOffset see {@link Memory}
     * @param lengthBytes length of each
     */
    void apply(final Reduction.Kind op, final BasicType type, final Object origin, final long originOffset,
        final Object target, final long targetOffset, final long lengthBytes) {
        if (op == Reduction.Kind.NO_OP) {
            return;
        }
        if (op == Reduction.Kind.REPLACE) {
            Memory.copy(origin, originOffset, target, targetOffset, lengthBytes);
            return;
        }
        // In messages and in memory that has an address a BOOLEAN is a byte, 0 or 1.
        final BasicType element = type == BasicType.BOOLEAN ? BasicType.BYTE : type;
        final Kernel kernel = Operations.kernel(op, element);
        final Object operand = array(operands, element);
        final Object result = array(results, element);
        final int elementBytes = Operations.elementBytes(element);
        for (long done = 0; done < lengthBytes; done += PIECE_BYTES) {
            final int pieceBytes = (int) Math.min(PIECE_BYTES, lengthBytes - done);
            Memory.copy(origin, originOffset + done, operand, 0, pieceBytes);
            Memory.copy(target, targetOffset + done, result, 0, pieceBytes);
            kernel.combine(operand, result, 0, pieceBytes / elementBytes);
            Memory.copy(result, 0, target, targetOffset + done, pieceBytes);
        }
    }

    /** Whether an element in memory that has an address has the same bytes as another one. */
    boolean isEqual(final Object other, final long otherOffset, final long address, final int lengthBytes) {
        final byte[] expected = (byte[]) array(operands, BasicType.BYTE);
        final byte[] found = (byte[]) array(results, BasicType.BYTE);
        Memory.copy(other, otherOffset, expected, 0, lengthBytes);
        Memory.copy(null, address, found, 0, lengthBytes);
        return Arrays.equals(expected, 0, lengthBytes, found, 0, lengthBytes);
    }

    private static Object array(final Object[] arrays, final BasicType type) {
        Object array = arrays[type.ordinal()];
        if (array == null) {
            array = Array.newInstance(type.arrayClass().componentType(),
                PIECE_BYTES / Operations.elementBytes(type));
            arrays[type.ordinal()] = array;
        }
        return array;
    }
}
