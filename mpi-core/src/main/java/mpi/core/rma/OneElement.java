package mpi.core.rma;

import mpi.spi.BasicType;
import mpi.spi.Reduction;
import org.agrona.UnsafeApi;

/**
 * Applies the operations that programs apply to single elements most, where the elements have an address: a load, an
 * instruction and a store in place of a {@link Combination}, its kernel's loops and their virtual calls. Gives what
 * that gives.
 */
final class OneElement {
    private OneElement() {}

    /** Whether {@link #combine} knows the operation. */
    static boolean isKnown(final Reduction.Kind op, final BasicType type) {
        return switch (op) {
            case SUM, PROD, MAX, MIN -> type == BasicType.LONG || type == BasicType.INT || type == BasicType.DOUBLE;
            case BAND, BOR, BXOR -> type == BasicType.LONG || type == BasicType.INT;
            default -> false;
        };
    }

    /** Combines the target's element with another one; the caller has the target's lock. */
    static void combine(final Reduction.Kind op, final BasicType type, final long operand, final long target) {
        if (type == BasicType.LONG) {
            UnsafeApi.putLong(target, combine(op, UnsafeApi.getLong(operand), UnsafeApi.getLong(target)));
        } else if (type == BasicType.INT) {
            // the low half of what the two give as longs is what they give
            UnsafeApi.putInt(target, (int) combine(op, (long) UnsafeApi.getInt(operand), UnsafeApi.getInt(target)));
        } else {
            UnsafeApi.putDouble(target, combine(op, UnsafeApi.getDouble(operand), UnsafeApi.getDouble(target)));
        }
    }

    private static long combine(final Reduction.Kind op, final long operand, final long target) {
        return switch (op) {
            case SUM -> operand + target;
            case PROD -> operand * target;
            case MAX -> Math.max(operand, target);
            case MIN -> Math.min(operand, target);
            case BAND -> operand & target;
            case BOR -> operand | target;
            default -> operand ^ target;
        };
    }

    private static double combine(final Reduction.Kind op, final double operand, final double target) {
        return switch (op) {
            case SUM -> operand + target;
            case PROD -> operand * target;
            case MAX -> Math.max(operand, target);
            default -> Math.min(operand, target);
        };
    }

    /** Whether the target's element of 8 bytes is equal to another one; the caller has the target's lock. */
    static boolean areLongsEqual(final long compare, final long target) {
        return UnsafeApi.getLong(target) == UnsafeApi.getLong(compare);
    }
}
