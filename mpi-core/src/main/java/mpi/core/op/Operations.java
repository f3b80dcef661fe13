package mpi.core.op;

import mpi.MPI;
import mpi.MPIException;
import mpi.spi.BasicType;
import mpi.spi.Faults;
import mpi.spi.Layout;
import mpi.spi.Reduction;

/**
 * What each operation is defined for, and how it is applied.
 */
public final class Operations {
    private static final Kernel REPLACE = (in, inout, from, to) -> System.arraycopy(in, from, inout, from, to - from);
    private static final Kernel NO_OP = (in, inout, from, to) -> {};

    private Operations() {}

    /**
     * The loop of a predefined operation (MPI 4.1, section 6.9.2). Does not allocate.
     *
     * @param kind the operation, not USER
     * @param type type of the elements
     * @return the kernel, or {@code null} if the operation is not defined for the type
     */
    public static Kernel kernel(final Reduction.Kind kind, final BasicType type) {
        if (kind == Reduction.Kind.REPLACE) {
            return REPLACE;
        }
        if (kind == Reduction.Kind.NO_OP) {
            return NO_OP;
        }
        return switch (type) {
            case BYTE -> ByteKernels.of(kind);
            case CHAR -> CharKernels.of(kind);
            case SHORT -> ShortKernels.of(kind);
            case BOOLEAN -> BooleanKernels.of(kind);
            case INT -> IntKernels.of(kind);
            case LONG -> LongKernels.of(kind);
            case FLOAT -> FloatKernels.of(kind);
            case DOUBLE -> DoubleKernels.of(kind);
            case FLOAT_COMPLEX -> ComplexKernels.ofFloats(kind);
            case DOUBLE_COMPLEX -> ComplexKernels.ofDoubles(kind);
            case SHORT2 -> PairKernels.ofShorts(kind);
            case INT2 -> PairKernels.ofInts(kind);
            case LONG2 -> PairKernels.ofLongs(kind);
            case FLOAT2 -> PairKernels.ofFloats(kind);
            case DOUBLE2 -> PairKernels.ofDoubles(kind);
            case SHORT_INT -> IndexedKernels.ofShorts(kind);
            case LONG_INT -> IndexedKernels.ofLongs(kind);
            case FLOAT_INT -> IndexedKernels.ofFloats(kind);
            case DOUBLE_INT -> IndexedKernels.ofDoubles(kind);
            case PACKED, OBJECT -> null;
        };
    }

    /**
     * Whether an operation can be applied to a type; a user's function to any.
     *
     * @param op the operation
     * @param type layout of an item
     * @return whether {@link #combine} works
     */
    public static boolean isDefined(final Reduction op, final Layout type) {
        return op.kind() == Reduction.Kind.USER
            || type.basic() != BasicType.OBJECT && kernel(op.kind(), type.basic()) != null;
    }

    /**
     * Whether the order of the operands may be changed.
     *
     * @param op the operation
     * @return false for operations declared non-commutative, and for REPLACE and NO_OP, which choose by position
     */
    public static boolean isCommutative(final Reduction op) {
        return op.commutative() && op.kind() != Reduction.Kind.REPLACE && op.kind() != Reduction.Kind.NO_OP;
    }

    /**
     * The fault of an operation that is not defined for a type.
     *
     * @param op the operation
     * @param type layout of an item
     * @param where the calling operation, for the error text
     * @return the fault, not thrown
     */
    public static MPIException undefined(final Reduction op, final Layout type, final String where) {
        return Faults.fault(MPI.ERR_OP, where,
            "operation MPI." + op.kind() + " is not defined for MPI." + type.basic());
    }

    /**
     * Applies an operation: {@code inout[i] = in[i] op inout[i]}. Runs a user's function in the calling thread.
     *
     * @param op an operation {@linkplain #isDefined defined} for the type
     * @param type layout of an item
     * @param in the left operand, an array of the type's {@link BasicType#arrayClass()}
     * @param inout the right operand, likewise, overwritten by the result
     * @param from index of the first array element in both
     * @param to index behind the last array element in both; the range holds whole items
     */
    public static void combine(final Reduction op, final Layout type, final Object in, final Object inout,
        final int from, final int to) {
        if (op.kind() == Reduction.Kind.USER) {
            op.function().combine(in, from, inout, from, (to - from) / elementsPerItem(type), type);
        } else {
            kernel(op.kind(), type.basic()).combine(in, inout, from, to);
        }
    }

    /**
     * Array elements that one item takes.
     *
     * @param type layout of an item
     * @return for example 2 for {@code MPI.INT2} in an {@code int[]}; 1 for objects
     */
    public static int elementsPerItem(final Layout type) {
        return !type.isObject() ? (int) (type.sizeBytes() / elementBytes(type.basic())) : 1;
    }

    /**
     * Bytes of one element of the type's {@link BasicType#arrayClass()} in a message.
     *
     * @param type a type, not OBJECT
     * @return 1, 2, 4 or 8
     */
    public static int elementBytes(final BasicType type) {
        return switch (type) {
            case BYTE, BOOLEAN, PACKED, SHORT_INT, LONG_INT, FLOAT_INT, DOUBLE_INT -> 1;
            case CHAR, SHORT, SHORT2 -> 2;
            case INT, FLOAT, FLOAT_COMPLEX, INT2, FLOAT2 -> 4;
            case LONG, DOUBLE, DOUBLE_COMPLEX, LONG2, DOUBLE2 -> 8;
            case OBJECT -> throw new IllegalArgumentException("objects have no size before they are serialised");
        };
    }
}
