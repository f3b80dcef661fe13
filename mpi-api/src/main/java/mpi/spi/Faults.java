package mpi.spi;

import mpi.MPI;
import mpi.MPIException;

/**
 * The catalogue of error texts: every {@link MPIException} of the library is made here, so that all read alike:
 * {@code recv on COMM_WORLD, rank 2 of 8, from 3, tag 7: message of 104 bytes is longer than the buffer of 96 bytes
 * (MPI.ERR_TRUNCATE)}.
 */
public final class Faults {
    private Faults() {}

    /**
     * Makes an exception in the catalogue's form.
     *
     * @param errorClass one of {@code MPI.ERR_*}
     * @param where the operation with communicator, rank, peer and tag, as far as they apply
     * @param what what was expected, what was found, what to do
     * @return the exception, not thrown
     */
    public static MPIException fault(final int errorClass, final String where, final String what) {
        return new MPIException(errorClass, errorClass, where + ": " + what + " (MPI." + className(errorClass) + ")");
    }

    /**
     * A message longer than its buffer.
     *
     * @param where the operation
     * @param messageBytes length of the message in bytes
     * @param bufferBytes length of the buffer in bytes
     * @return the exception, not thrown
     */
    public static MPIException truncated(final String where, final long messageBytes, final long bufferBytes) {
        return fault(MPI.ERR_TRUNCATE, where,
            "message of " + messageBytes + " bytes is longer than the buffer of " + bufferBytes + " bytes");
    }

    /**
     * An operation on a communicator, the start of most texts.
     *
     * @param operation the operation in the standard's words, for example {@code recv}
     * @param name name of the communicator
     * @param rank this rank
     * @param size number of ranks
     * @return {@code recv on COMM_WORLD, rank 2 of 8}
     */
    public static String on(final String operation, final String name, final int rank, final int size) {
        return operation + " on " + name + ", rank " + rank + " of " + size;
    }

    /**
     * Where a message goes.
     *
     * @param dest rank of the receiver
     * @param tag tag
     * @return {@code , to 3, tag 7}
     */
    public static String to(final int dest, final int tag) {
        return ", to " + (dest == MPI.PROC_NULL ? "MPI.PROC_NULL" : dest) + ", tag " + tag;
    }

    /**
     * Where a message comes from.
     *
     * @param source rank of the sender
     * @param tag tag
     * @return {@code , from 3, tag 7} or {@code , from any source, any tag}
     */
    public static String from(final int source, final int tag) {
        final String sender = switch (source) {
            case MPI.ANY_SOURCE -> "any source";
            case MPI.PROC_NULL -> "MPI.PROC_NULL";
            default -> Integer.toString(source);
        };
        return ", from " + sender + (tag == MPI.ANY_TAG ? ", any tag" : ", tag " + tag);
    }

    /**
     * The root of a collective operation.
     *
     * @param root rank of the root
     * @return {@code , root 0}
     */
    public static String root(final int root) {
        return ", root " + root;
    }

    /**
     * Use before Init.
     *
     * @param where the operation
     * @return the exception, not thrown
     */
    public static MPIException notInitialized(final String where) {
        return fault(MPI.ERR_OTHER, where, "MPI is not initialized, call MPI.Init first");
    }

    /**
     * Use after Finalize.
     *
     * @param where the operation
     * @return the exception, not thrown
     */
    public static MPIException isFinalized(final String where) {
        return fault(MPI.ERR_OTHER, where, "MPI is finalized");
    }

    /**
     * Use of a communicator that may not be used.
     *
     * @param operation the operation
     * @param what what the communicator is, for example {@code the communicator is MPI.COMM_NULL}
     * @return the exception, not thrown
     */
    public static MPIException badComm(final String operation, final String what) {
        return fault(MPI.ERR_COMM, operation, what);
    }

    /**
     * A datatype that is null or freed.
     *
     * @param where the operation
     * @return the exception, not thrown
     */
    public static MPIException nullType(final String where) {
        return fault(MPI.ERR_TYPE, where, "the datatype is null, pass one such as MPI.INT");
    }

    /**
     * A negative count.
     *
     * @param where the operation
     * @param count the count
     * @return the exception, not thrown
     */
    public static MPIException negativeCount(final String where, final long count) {
        return fault(MPI.ERR_COUNT, where, "the count is " + count + ", it must be 0 or more");
    }

    /**
     * A datatype that is not ready for messages.
     *
     * @param where the operation
     * @param type the datatype
     * @return the exception, not thrown
     */
    public static MPIException uncommitted(final String where, final Object type) {
        return fault(MPI.ERR_TYPE, where, type + " is not committed, call its commit()");
    }

    /**
     * A datatype whose items put several bytes of a message into one place.
     *
     * @param where the operation
     * @param type the datatype
     * @param count number of items
     * @return the exception, not thrown
     */
    public static MPIException overlapping(final String where, final Object type, final long count) {
        return fault(MPI.ERR_TYPE, where, count + (count == 1 ? " item of " : " items of ") + type
            + " overlap in memory, which is not allowed where a message is received");
    }

    /**
     * Two blocks of a collective operation that are received into one place.
     *
     * @param where the operation
     * @param one the first block
     * @param other the second block
     * @return the exception, not thrown
     */
    public static MPIException overlappingBlocks(final String where, final int one, final int other) {
        return fault(MPI.ERR_BUFFER, where, "the blocks of ranks " + one + " and " + other
            + " overlap in memory, which is not allowed where they are received; check counts and displacements");
    }

    /**
     * A block of negative length in a derived datatype.
     *
     * @param where the operation
     * @param block which block
     * @param length its length
     * @return the exception, not thrown
     */
    public static MPIException negativeBlockLength(final String where, final int block, final int length) {
        return fault(MPI.ERR_ARG, where, "the length of block " + block + " is " + length + ", it must be 0 or more");
    }

    /**
     * A packed message that does not lie within its array.
     *
     * @param where the operation
     * @param position where the message begins
     * @param lengthBytes its length
     * @param roomBytes length of the array
     * @return the exception, not thrown
     */
    public static MPIException packedOutside(
        final String where, final int position, final long lengthBytes, final int roomBytes) {
        return fault(MPI.ERR_TRUNCATE, where, "packed message of " + lengthBytes + " bytes from position " + position
            + " on does not lie within the array of " + roomBytes + " bytes");
    }

    /**
     * A rank that does not exist.
     *
     * @param where the operation
     * @param role what the rank is for, for example {@code destination}
     * @param rank the rank
     * @param size number of ranks
     * @param others what else may be passed, for example {@code  or MPI.PROC_NULL}
     * @return the exception, not thrown
     */
    public static MPIException badRank(
        final String where, final String role, final int rank, final int size, final String others) {
        return fault(MPI.ERR_RANK, where,
            "the " + role + " is rank " + rank + ", it must be 0 to " + (size - 1) + others);
    }

    /**
     * A root that does not exist.
     *
     * @param where the operation
     * @param root the root
     * @param size number of ranks
     * @return the exception, not thrown
     */
    public static MPIException badRoot(final String where, final int root, final int size) {
        return fault(MPI.ERR_ROOT, where, "the root is rank " + root + ", it must be 0 to " + (size - 1));
    }

    /**
     * A tag that may not be used.
     *
     * @param where the operation
     * @param tag the tag
     * @param others what else may be passed, for example {@code  or MPI.ANY_TAG}
     * @return the exception, not thrown
     */
    public static MPIException badTag(final String where, final int tag, final String others) {
        return fault(MPI.ERR_TAG, where,
            "the tag is " + tag + ", it must be 0 to " + Integer.MAX_VALUE + others);
    }

    /**
     * A null buffer that should hold something.
     *
     * @param where the operation
     * @param count the count
     * @return the exception, not thrown
     */
    public static MPIException nullBuffer(final String where, final long count) {
        return fault(MPI.ERR_BUFFER, where, "the buffer is null but the count is " + count);
    }

    /**
     * A form with one buffer for two groups.
     *
     * @param where the operation
     * @return the exception, not thrown
     */
    public static MPIException inPlace(final String where) {
        return fault(MPI.ERR_BUFFER, where,
            "one buffer is for sending and receiving in place, which an intercommunicator does not allow; pass two");
    }

    /**
     * An object that is no buffer.
     *
     * @param where the operation
     * @param what what was passed
     * @return the exception, not thrown
     */
    public static MPIException notABuffer(final String where, final String what) {
        return fault(MPI.ERR_BUFFER, where,
            what + " is no buffer, pass an array, a java.nio.Buffer or a MemorySegment");
    }

    /**
     * A buffer that cannot hold the datatype.
     *
     * @param where the operation
     * @param type the datatype
     * @param needed what the datatype needs, for example {@code double[]}
     * @param found what was passed
     * @return the exception, not thrown
     */
    public static MPIException wrongBuffer(
        final String where, final Object type, final String needed, final String found) {
        return fault(MPI.ERR_TYPE, where, type + " needs " + needed + ", the buffer is " + found);
    }

    /**
     * A message that does not hold whole items of the type it is received as.
     *
     * @param where the operation
     * @param messageBytes length of the message in bytes
     * @param type the basic type
     * @param itemBytes length of an item of it
     * @return the exception, not thrown
     */
    public static MPIException notWhole(
        final String where, final long messageBytes, final Object type, final int itemBytes) {
        return fault(MPI.ERR_TYPE, where, "message of " + messageBytes + " bytes is no whole number of " + type
            + ", which has " + itemBytes + " bytes: it was sent as another datatype");
    }

    /**
     * A message to the sender itself that nobody will receive.
     *
     * @param where the operation
     * @return the exception, not thrown
     */
    public static MPIException sendToItself(final String where) {
        return fault(MPI.ERR_OTHER, where, "deadlock: this rank sends to itself and waits for a receive that no thread"
            + " is there to post; use sendRecv, post the receive before by iRecv, or use iSend");
    }

    /**
     * Items that do not lie within the buffer.
     *
     * @param where the operation
     * @param items the items, for example {@code 4 items of MPI.INT from offset 8 on}
     * @param range what they take, for example {@code bytes 32 to 47}
     * @param buffer the buffer, for example {@code int[10], which has 40 bytes}
     * @return the exception, not thrown
     */
    public static MPIException outside(
        final String where, final String items, final String range, final String buffer) {
        return fault(MPI.ERR_BUFFER, where, items + " take " + range + " of " + buffer);
    }

    /**
     * A receive into a read-only buffer.
     *
     * @param where the operation
     * @return the exception, not thrown
     */
    public static MPIException readOnlyBuffer(final String where) {
        return fault(MPI.ERR_BUFFER, where, "the receive buffer is read-only");
    }

    /**
     * A memory segment that is gone.
     *
     * @param where the operation
     * @return the exception, not thrown
     */
    public static MPIException closedBuffer(final String where) {
        return fault(MPI.ERR_BUFFER, where, "the arena of the MemorySegment is closed");
    }

    /**
     * A memory segment of another thread.
     *
     * @param where the operation
     * @return the exception, not thrown
     */
    public static MPIException confinedBuffer(final String where) {
        return fault(MPI.ERR_BUFFER, where,
            "the MemorySegment is confined to another thread, allocate it from Arena.ofShared() or Arena.ofAuto()");
    }

    /**
     * An operation that is null or freed.
     *
     * @param where the operation
     * @return the exception, not thrown
     */
    public static MPIException freedOp(final String where) {
        return fault(MPI.ERR_OP, where, "the reduction operation is null or was freed");
    }

    /**
     * A reduction operation that is not defined on a type.
     *
     * @param where the operation
     * @param op the reduction operation
     * @param type the datatype
     * @return the exception, not thrown
     */
    public static MPIException undefinedOp(final String where, final Object op, final Object type) {
        return fault(MPI.ERR_OP, where, op + " is not defined on " + type + ", use another one or an Op of your own");
    }

    /**
     * A null request where an active one is needed.
     *
     * @param where the operation
     * @return the exception, not thrown
     */
    public static MPIException nullRequest(final String where) {
        return fault(MPI.ERR_REQUEST, where, "the request is null, completed or freed");
    }

    /**
     * A persistent request that is started while it is active.
     *
     * @param where the operation
     * @return the exception, not thrown
     */
    public static MPIException activeRequest(final String where) {
        return fault(MPI.ERR_REQUEST, where, "the request is active, wait for it first");
    }

    /**
     * No engine on the class path.
     *
     * @param groupId Maven group of the library
     * @param version version of the library
     * @return the exception, not thrown
     */
    public static MPIException noEngine(final String groupId, final String version) {
        return fault(MPI.ERR_OTHER, "init", """
            there is no MPI engine on the class path. Start the program with mpjrun, or add to its pom.xml

                <dependency>
                    <groupId>%s</groupId>
                    <artifactId>mpjrun</artifactId>
                    <version>%s</version>
                    <scope>runtime</scope>
                </dependency>

            """.formatted(groupId, version).stripTrailing() + "\n");
    }

    /**
     * A failure of one of several requests; has that failure as its cause.
     *
     * @param operation the operation, for example {@code waitall}
     * @param index index of the request that failed
     * @param length number of requests
     * @param failure what it failed with
     * @return the exception, not thrown
     */
    public static MPIException inStatus(
        final String operation, final int index, final int length, final MPIException failure) {
        final MPIException fault = fault(MPI.ERR_IN_STATUS, operation,
            "request " + index + " of " + length + " failed: " + failure.getMessage());
        fault.initCause(failure);
        return fault;
    }

    /**
     * The name of an error class.
     *
     * @param errorClass one of {@code MPI.ERR_*}
     * @return for example {@code ERR_TRUNCATE}
     */
    public static String className(final int errorClass) {
        return switch (errorClass) {
            case MPI.ERR_BUFFER -> "ERR_BUFFER";
            case MPI.ERR_COUNT -> "ERR_COUNT";
            case MPI.ERR_TYPE -> "ERR_TYPE";
            case MPI.ERR_TAG -> "ERR_TAG";
            case MPI.ERR_COMM -> "ERR_COMM";
            case MPI.ERR_RANK -> "ERR_RANK";
            case MPI.ERR_REQUEST -> "ERR_REQUEST";
            case MPI.ERR_ROOT -> "ERR_ROOT";
            case MPI.ERR_GROUP -> "ERR_GROUP";
            case MPI.ERR_OP -> "ERR_OP";
            case MPI.ERR_TOPOLOGY -> "ERR_TOPOLOGY";
            case MPI.ERR_DIMS -> "ERR_DIMS";
            case MPI.ERR_ARG -> "ERR_ARG";
            case MPI.ERR_TRUNCATE -> "ERR_TRUNCATE";
            case MPI.ERR_OTHER -> "ERR_OTHER";
            case MPI.ERR_INTERN -> "ERR_INTERN";
            case MPI.ERR_IN_STATUS -> "ERR_IN_STATUS";
            case MPI.ERR_PENDING -> "ERR_PENDING";
            case MPI.ERR_ACCESS -> "ERR_ACCESS";
            case MPI.ERR_AMODE -> "ERR_AMODE";
            case MPI.ERR_ASSERT -> "ERR_ASSERT";
            case MPI.ERR_BAD_FILE -> "ERR_BAD_FILE";
            case MPI.ERR_BASE -> "ERR_BASE";
            case MPI.ERR_CONVERSION -> "ERR_CONVERSION";
            case MPI.ERR_DISP -> "ERR_DISP";
            case MPI.ERR_DUP_DATAREP -> "ERR_DUP_DATAREP";
            case MPI.ERR_FILE_EXISTS -> "ERR_FILE_EXISTS";
            case MPI.ERR_FILE_IN_USE -> "ERR_FILE_IN_USE";
            case MPI.ERR_FILE -> "ERR_FILE";
            case MPI.ERR_INFO_KEY -> "ERR_INFO_KEY";
            case MPI.ERR_INFO_NOKEY -> "ERR_INFO_NOKEY";
            case MPI.ERR_INFO_VALUE -> "ERR_INFO_VALUE";
            case MPI.ERR_INFO -> "ERR_INFO";
            case MPI.ERR_IO -> "ERR_IO";
            case MPI.ERR_KEYVAL -> "ERR_KEYVAL";
            case MPI.ERR_LOCKTYPE -> "ERR_LOCKTYPE";
            case MPI.ERR_NAME -> "ERR_NAME";
            case MPI.ERR_NO_MEM -> "ERR_NO_MEM";
            case MPI.ERR_NOT_SAME -> "ERR_NOT_SAME";
            case MPI.ERR_NO_SPACE -> "ERR_NO_SPACE";
            case MPI.ERR_NO_SUCH_FILE -> "ERR_NO_SUCH_FILE";
            case MPI.ERR_PORT -> "ERR_PORT";
            case MPI.ERR_QUOTA -> "ERR_QUOTA";
            case MPI.ERR_READ_ONLY -> "ERR_READ_ONLY";
            case MPI.ERR_RMA_ATTACH -> "ERR_RMA_ATTACH";
            case MPI.ERR_RMA_CONFLICT -> "ERR_RMA_CONFLICT";
            case MPI.ERR_RMA_FLAVOR -> "ERR_RMA_FLAVOR";
            case MPI.ERR_RMA_RANGE -> "ERR_RMA_RANGE";
            case MPI.ERR_RMA_SHARED -> "ERR_RMA_SHARED";
            case MPI.ERR_RMA_SYNC -> "ERR_RMA_SYNC";
            case MPI.ERR_SERVICE -> "ERR_SERVICE";
            case MPI.ERR_SIZE -> "ERR_SIZE";
            case MPI.ERR_SPAWN -> "ERR_SPAWN";
            case MPI.ERR_UNSUPPORTED_DATAREP -> "ERR_UNSUPPORTED_DATAREP";
            case MPI.ERR_UNSUPPORTED_OPERATION -> "ERR_UNSUPPORTED_OPERATION";
            case MPI.ERR_WIN -> "ERR_WIN";
            case MPI.ERR_PROC_ABORTED -> "ERR_PROC_ABORTED";
            case MPI.ERR_PROC_FAILED -> "ERR_PROC_FAILED";
            case MPI.ERR_SYSRESOURCE -> "ERR_SYSRESOURCE";
            default -> "ERR_UNKNOWN";
        };
    }
}
