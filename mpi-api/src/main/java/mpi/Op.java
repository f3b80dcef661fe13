package mpi;

import static mpi.spi.BasicType.BOOLEAN;
import static mpi.spi.BasicType.BYTE;
import static mpi.spi.BasicType.CHAR;
import static mpi.spi.BasicType.DOUBLE;
import static mpi.spi.BasicType.DOUBLE2;
import static mpi.spi.BasicType.DOUBLE_COMPLEX;
import static mpi.spi.BasicType.DOUBLE_INT;
import static mpi.spi.BasicType.FLOAT;
import static mpi.spi.BasicType.FLOAT2;
import static mpi.spi.BasicType.FLOAT_COMPLEX;
import static mpi.spi.BasicType.FLOAT_INT;
import static mpi.spi.BasicType.INT;
import static mpi.spi.BasicType.INT2;
import static mpi.spi.BasicType.LONG;
import static mpi.spi.BasicType.LONG2;
import static mpi.spi.BasicType.LONG_INT;
import static mpi.spi.BasicType.SHORT;
import static mpi.spi.BasicType.SHORT2;
import static mpi.spi.BasicType.SHORT_INT;

import java.nio.ByteBuffer;
import mpi.spi.BasicType;
import mpi.spi.Faults;
import mpi.spi.Reduction;

/**
 * An operation that reductions apply (MPI 4.1, section 6.9). The predefined ones stand in {@link MPI}.
 */
public final class Op implements Freeable {
    /**
     * A user's reduction as a lambda: {@code new Op((in, inOut, count, type) -> ..., true)}.
     */
    @FunctionalInterface
    public interface Function {
        /**
         * Combines {@code count} items: {@code inOut[i] = in[i] op inOut[i]}. Must not call MPI.
         *
         * @param in the left operand, an array of {@code count * extent} elements of the class that belongs to the type
         * @param inOut the right operand, an array like {@code in}, overwritten by the result
         * @param count number of items
         * @param type datatype of an item
         */
        void call(Object in, Object inOut, int count, Datatype type);
    }

    /** {@link Datatype#opBit} of derived types, which predefined operations do not know. */
    static final int NO_TYPE = 1 << 31;

    private static final int ARITHMETIC = mask(BYTE, CHAR, SHORT, INT, LONG, FLOAT, DOUBLE);
    private static final int COMPLEX = mask(FLOAT_COMPLEX, DOUBLE_COMPLEX);
    private static final int LOGICAL = mask(BYTE, CHAR, SHORT, INT, LONG, BOOLEAN);
    private static final int PAIRS =
        mask(SHORT2, INT2, LONG2, FLOAT2, DOUBLE2, SHORT_INT, LONG_INT, FLOAT_INT, DOUBLE_INT);

    private final String name;
    private final boolean predefined;
    private final int types;
    private Reduction reduction;

    /**
     * Makes an operation of a user's function (MPI 4.1, section 6.9.5). May be called before Init. Local.
     *
     * @param function the function
     * @param commute whether operands may be exchanged; if not, they are combined in the order of ranks
     * @throws MPIException {@link MPI#ERR_ARG} if {@code function} is null
     */
    public Op(final User_function function, final boolean commute) {
        this(commute, given(function), (in, inOffset, inout, inoutOffset, count, layout) -> function.Call(in, inOffset,
            inout, inoutOffset, count, (Datatype) layout.datatype()));
    }

    /**
     * Makes an operation of a user's function (MPI 4.1, section 6.9.5). May be called before Init. Local.
     *
     * @param function the function
     * @param commute whether operands may be exchanged; if not, they are combined in the order of ranks
     * @throws MPIException {@link MPI#ERR_ARG} if {@code function} is null
     */
    public Op(final UserFunction function, final boolean commute) {
        this(commute, given(function), combinationOf(function));
    }

    /**
     * Makes an operation of a user's function (MPI 4.1, section 6.9.5). May be called before Init. Local.
     *
     * @param function the function
     * @param commute whether operands may be exchanged; if not, they are combined in the order of ranks
     * @throws MPIException {@link MPI#ERR_ARG} if {@code function} is null
     */
    public Op(final Function function, final boolean commute) {
        this(commute, given(function), (in, inOffset, inout, inoutOffset, count, layout) -> Operands.callWithArrays(
            function, in, inOffset, inout, inoutOffset, count, (Datatype) layout.datatype()));
    }

    private Op(final boolean commute, final Object function, final Reduction.Function combination) {
        this.name = function.getClass().getName();
        this.predefined = false;
        this.types = -1;
        this.reduction = new Reduction(Reduction.Kind.USER, commute, combination);
    }

    /** Makes a predefined operation. */
    Op(final Reduction.Kind kind) {
        this.name = "MPI." + kind.name();
        this.predefined = true;
        this.types = switch (kind) {
            case MAX, MIN -> ARITHMETIC;
            case SUM, PROD -> ARITHMETIC | COMPLEX;
            case LAND, LOR, LXOR, BAND, BOR, BXOR -> LOGICAL;
            case MINLOC, MAXLOC -> PAIRS;
            case REPLACE, NO_OP, USER -> 0;
        };
        this.reduction = new Reduction(kind, true, null);
    }

    private static Object given(final Object function) {
        if (function == null) {
            throw Faults.fault(MPI.ERR_ARG, "op_create", "the function is null");
        }
        return function;
    }

    private static Reduction.Function combinationOf(final UserFunction function) {
        final boolean wantsBuffers = overridesBufferForm(function.getClass());
        return (in, inOffset, inout, inoutOffset, count, layout) -> {
            final Datatype type = (Datatype) layout.datatype();
            if (wantsBuffers && !type.isObject && type.basic != BOOLEAN) {
                Operands.callWithBuffers(function, in, inOffset, inout, inoutOffset, count, type);
            } else {
                Operands.callWithArrays(function::call, in, inOffset, inout, inoutOffset, count, type);
            }
        };
    }

    private static boolean overridesBufferForm(final Class<?> function) {
        try {
            return function
                .getMethod("call", ByteBuffer.class, ByteBuffer.class, int.class, Datatype.class)
                .getDeclaringClass() != UserFunction.class;
        } catch (final NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private static int mask(final BasicType... types) {
        int mask = 0;
        for (final BasicType type : types) {
            mask |= 1 << type.ordinal();
        }
        return mask;
    }

    static int bitOf(final BasicType basic) {
        return 1 << basic.ordinal();
    }

    /** What the engine applies; {@code null} once freed. */
    Reduction reduction() {
        return reduction;
    }

    /** Whether the operation is defined on elements. */
    boolean isDefinedOn(final BasicType basic) {
        return (types & bitOf(basic)) != 0;
    }

    /** Whether the operation is defined on a type. */
    boolean isDefinedOn(final Datatype type) {
        return (types & type.opBit) != 0;
    }

    /**
     * Whether operands may be exchanged (MPI 4.1, section 6.9.5). Local.
     *
     * @return true for all predefined operations
     * @throws MPIException {@link MPI#ERR_OP} if freed
     */
    public boolean isCommutative() {
        return usable("op_commutative").commutative();
    }

    /**
     * Whether the operation was freed. Local.
     *
     * @return whether it was freed
     */
    public boolean isNull() {
        return reduction == null;
    }

    /**
     * Gives the operation back (MPI 4.1, section 6.9.5). Local.
     *
     * @throws MPIException {@link MPI#ERR_OP} if predefined or freed already
     */
    @Override
    public void free() {
        usable("op_free");
        if (predefined) {
            throw Faults.fault(MPI.ERR_OP, "op_free", this + " is predefined and cannot be freed");
        }
        reduction = null;
    }

    private Reduction usable(final String operation) {
        if (reduction == null) {
            throw Faults.freedOp(operation);
        }
        return reduction;
    }

    @Override
    public String toString() {
        return name;
    }
}
