package mpi.spi;

/**
 * An operation that reductions apply (MPI 4.1, section 6.9).
 *
 * @param kind a predefined operation, or {@link Kind#USER}
 * @param commutative whether operands may be exchanged
 * @param function the user's function; {@code null} unless {@code kind} is {@link Kind#USER}
 */
public record Reduction(Kind kind, boolean commutative, Function function) {
    /** What is known of it without the user's function; not to be applied if it has one. */
    Reduction withoutFunction() {
        return function == null ? this : new Reduction(kind, commutative, null);
    }

    /** The predefined operations. */
    public enum Kind {
        /** Maximum. */
        MAX,
        /** Minimum. */
        MIN,
        /** Sum. */
        SUM,
        /** Product. */
        PROD,
        /** Logical and. */
        LAND,
        /** Bitwise and. */
        BAND,
        /** Logical or. */
        LOR,
        /** Bitwise or. */
        BOR,
        /** Logical exclusive or. */
        LXOR,
        /** Bitwise exclusive or. */
        BXOR,
        /** Minimum and its index. */
        MINLOC,
        /** Maximum and its index. */
        MAXLOC,
        /** Takes the incoming value. */
        REPLACE,
        /** Keeps the present value. */
        NO_OP,
        /** A function of the user. */
        USER
    }

    /** A user's function: {@code inout[i] = in[i] op inout[i]}. */
    @FunctionalInterface
    public interface Function {
        /**
         * Combines {@code count} items. Both operands are arrays of the type's {@link BasicType#arrayClass()}.
         *
         * @param in the left operand
         * @param inOffset its first array element
         * @param inout the right operand, overwritten by the result
         * @param inoutOffset its first array element
         * @param count number of items
         * @param type layout of an item
         */
        void combine(Object in, int inOffset, Object inout, int inoutOffset, int count, Layout type);
    }
}
