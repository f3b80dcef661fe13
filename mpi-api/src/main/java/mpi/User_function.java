package mpi;

/**
 * A user's reduction, mpiJava spelling (MPI 4.1, section 6.9.5). Subclasses say what {@code inout[i] = in[i] op
 * inout[i]} means; {@link Op#Op(User_function, boolean)} makes an operation of it.
 */
public abstract class User_function {
    /** For subclasses. */
    public User_function() {}

    /**
     * Combines {@code count} items: {@code inoutvec[inoutoffset + i] = invec[inoffset + i] op inoutvec[inoutoffset +
     * i]}. Both are arrays of the class that belongs to {@code type}; must not call MPI.
     *
     * @param invec the left operand
     * @param inoffset index of its first element
     * @param inoutvec the right operand, overwritten by the result
     * @param inoutoffset index of its first element
     * @param count number of items
     * @param type datatype of an item
     */
    public abstract void Call(Object invec, int inoffset, Object inoutvec, int inoutoffset, int count, Datatype type);
}
