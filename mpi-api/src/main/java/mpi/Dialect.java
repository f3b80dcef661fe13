package mpi;

/**
 * The dialect an operation was called in. The two differ in who hears of an error, in the unit of offsets, and in
 * whether the class of an array must agree with the datatype.
 */
enum Dialect {
    /** Open MPI's spelling: buffers are raw memory, errors go to the communicator's handler. */
    LOWER_CASE,
    /** mpiJava's spelling: an array must be of the datatype's class, errors are thrown at the caller. */
    CAPITALISED
}
