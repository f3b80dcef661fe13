package mpi;

import java.nio.ByteBuffer;

/**
 * A user's reduction (MPI 4.1, section 6.9.5). Subclasses override one of the two methods to say what {@code inout[i] =
 * in[i] op inout[i]} means; {@link Op#Op(UserFunction, boolean)} makes an operation of it. Neither may call MPI.
 *
 * @see Op.Function
 */
public abstract class UserFunction {
    /** For subclasses. */
    public UserFunction() {}

    /**
     * Combines {@code count} items that lie in arrays.
     *
     * @param in the left operand, an array of {@code count * extent} elements of the class that belongs to the type
     * @param inOut the right operand, an array like {@code in}, overwritten by the result
     * @param count number of items
     * @param datatype datatype of an item
     */
    public void call(final Object in, final Object inOut, final int count, final Datatype datatype) {
        throw new UnsupportedOperationException(getClass().getName() + " overrides neither form of call");
    }

    /**
     * Combines {@code count} items that lie in direct buffers. This default copies them into arrays and calls the other
     * form. Not used for {@link MPI#OBJECT} and {@link MPI#BOOLEAN}, whose items only live in arrays.
     *
     * @param in the left operand, in native byte order
     * @param inOut the right operand, in native byte order, overwritten by the result
     * @param count number of items
     * @param datatype datatype of an item
     */
    public void call(final ByteBuffer in, final ByteBuffer inOut, final int count, final Datatype datatype) {
        final Object left = Operands.newArray(datatype, count);
        final Object right = Operands.newArray(datatype, count);
        Operands.read(in, left, 0, count, datatype);
        Operands.read(inOut, right, 0, count, datatype);
        call(left, right, count, datatype);
        Operands.write(right, 0, inOut, count, datatype);
    }
}
