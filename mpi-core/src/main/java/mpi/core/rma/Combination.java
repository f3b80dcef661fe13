package mpi.core.rma;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.lang.reflect.Array;
import java.util.Arrays;
import mpi.core.op.AddressKernel;
import mpi.core.op.AddressKernels;
import mpi.core.op.Kernel;
import mpi.core.op.Operations;
import mpi.core.transport.Memory;
import mpi.spi.BasicType;
import mpi.spi.Reduction;

/**
 * Applies a predefined operation to the memory of a target. Where both operands have addresses, or can be copied to
 * where they have, kernels for addresses do it; where there is none, those of reductions, piece by piece in arrays.
 * Used by one thread at a time.
 */
final class Combination {
    /**
     * Two pieces stay in the first level of a processor's caches; a half and twice of it take longer. A whole number
     * of items of any basic type.
     */
    private static final int PIECE_BYTES = 8 * 1024;

    private static final int CACHE_LINE_BYTES = 64;

    private final Object[] operands = new Object[BasicType.values().length];
    private final Object[] results = new Object[BasicType.values().length];
    /** Two pieces with addresses; {@code null} until it is needed. */
    private MemorySegment pieces;

    /**
     * What combines elements that have addresses. To be asked for before the target's lock is taken: the first time a
     * kernel is made, which takes milliseconds.
     *
     * @param op a predefined operation
     * @param type type of the elements, which the operation is defined for
     * @return the kernel, or {@code null} where there is none
     */
    static AddressKernel kernel(final Reduction.Kind op, final BasicType type) {
        return Memory.hasAddresses() ? AddressKernels.of(op, type) : null;
    }

    /**
     * Combines elements: {@code target[i] = origin[i] op target[i]}.
     *
     * @param kernel the operation's {@link #kernel}
     * @param op a predefined operation
     * @param type type of the elements, which the operation is defined for
     * @param origin the left operands, see {@link Memory}; not looked at where the operation is NO_OP
     * @param originOffset see {@link Memory}
     * @param target the right operands, overwritten by the result
     * @param targetOffset see {@link Memory}
     * @param lengthBytes length of each
     */
    void apply(final AddressKernel kernel, final Reduction.Kind op, final BasicType type, final Object origin,
        final long originOffset, final Object target, final long targetOffset, final long lengthBytes) {
        if (op == Reduction.Kind.NO_OP) {
            return;
        }
        if (op == Reduction.Kind.REPLACE) {
            Memory.copy(origin, originOffset, target, targetOffset, lengthBytes);
            return;
        }
        if (kernel == null) {
            applyInArrays(op, type, origin, originOffset, target, targetOffset, lengthBytes);
        } else if (origin == null && target == null) {
            kernel.combine(originOffset, targetOffset, lengthBytes);
        } else {
            applyInPieces(kernel, origin, originOffset, target, targetOffset, lengthBytes);
        }
    }

    /** Copies an operand that has no address, or several, to where it has one. */
    private void applyInPieces(final AddressKernel kernel, final Object origin, final long originOffset,
        final Object target, final long targetOffset, final long lengthBytes) {
        if (pieces == null) {
            pieces = Arena.ofAuto().allocate(2 * PIECE_BYTES, CACHE_LINE_BYTES);
        }
        for (long done = 0; done < lengthBytes; done += PIECE_BYTES) {
            final int pieceBytes = (int) Math.min(PIECE_BYTES, lengthBytes - done);
            long operand = originOffset + done;
            if (origin != null) {
                operand = pieces.address();
                Memory.copy(origin, originOffset + done, null, operand, pieceBytes);
            }
            if (target == null) {
                kernel.combine(operand, targetOffset + done, pieceBytes);
            } else {
                final long result = pieces.address() + PIECE_BYTES;
                Memory.copy(target, targetOffset + done, null, result, pieceBytes);
                kernel.combine(operand, result, pieceBytes);
                Memory.copy(null, result, target, targetOffset + done, pieceBytes);
            }
        }
        Reference.reachabilityFence(pieces);
    }

    private void applyInArrays(final Reduction.Kind op, final BasicType type, final Object origin,
        final long originOffset, final Object target, final long targetOffset, final long lengthBytes) {
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
