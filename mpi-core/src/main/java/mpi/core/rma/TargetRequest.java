package mpi.core.rma;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import mpi.spi.BasicType;
import mpi.spi.Reduction;

/**
 * What an origin asks of a target whose memory it cannot map: a message, little-endian, with its operands behind it if
 * there is room, else with a second message of operands.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +---------------+---------------+---------------+---------------+
 *  |     kind      |   operation   |   basic type  |   type slot   |
 *  +---------------+---------------+---------------+---------------+
 *  |                           reserved                            |
 *  +---------------------------------------------------------------+
 *  |               where item 0 is in the target's memory          |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |               first byte of the items that is meant           |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |               how many bytes are meant                        |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |               length of the operands in bytes                 |
 *  |                                                               |
 *  +---------------------------------------------------------------+
 *  |               operands, if there is room                     ...
 * </pre>
 */
final class TargetRequest {
    /** The longest message of this kind. Most requests are short, and each target has room for one of each origin. */
    static final int MAX_BYTES = 2 * 1024;

    /** The tag of requests. */
    static final int TAG = 0;
    /** Of operands that come in a message of their own. */
    static final int OPERANDS_TAG = 1;
    /** Of answers that are data. */
    static final int DATA_TAG = 2;
    /** Of answers to a flush: 8 bytes, see {@link TargetMessages}. */
    static final int STATUS_TAG = 3;
    /** Of answers to requests for a lock: likewise. */
    static final int GRANT_TAG = 4;

    static final int HEADER_BYTES = 40;
    /** Operands up to this length are in the message itself. */
    static final int MAX_INLINE_BYTES = MAX_BYTES - HEADER_BYTES;

    /** Stands for a type without gaps. */
    static final int NO_SLOT = 0xff;

    private static final int KIND = 0;
    private static final int OPERATION = 1;
    private static final int TYPE = 2;
    private static final int SLOT = 3;
    private static final int OFFSET = 8;
    private static final int POSITION = 16;
    private static final int LENGTH = 24;
    private static final int OPERANDS = 32;

    private static final VarHandle LONG =
        MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final Kind[] KINDS = Kind.values();
    private static final BasicType[] TYPES = BasicType.values();
    private static final Reduction.Kind[] OPERATIONS = Reduction.Kind.values();

    /** What is asked. The ordinal is the value on the wire. */
    enum Kind {
        /** Knows from now on a type by the slot given: the operands tell its layout. */
        TYPE,
        /** Write the operands. */
        PUT,
        /** Answer what is there. */
        GET,
        /** Combine the operands with what is there. */
        ACCUMULATE,
        /** The same, and answer what was there before. */
        FETCH,
        /** Answer what is there, and replace it by the first operand if it is equal to the second. */
        SWAP,
        /** Answer once all before it is done. */
        FLUSH,
        /** Answer once the origin has the lock alone. */
        LOCK_ALONE,
        /** Answer once the origin shares the lock. */
        LOCK_TOGETHER,
        /** Let go of what the origin has alone. */
        UNLOCK_ALONE,
        /** Let go of what the origin shares. */
        UNLOCK_TOGETHER,
        /** The origin has posted. */
        POST,
        /** The origin has completed. */
        COMPLETE
    }

    private byte[] message;

    /** Looks at a message, or writes one. */
    TargetRequest wrap(final byte[] bytes) {
        message = bytes;
        return this;
    }

    /** Begins to write a request without items. */
    TargetRequest ask(final Kind kind) {
        message[KIND] = (byte) kind.ordinal();
        message[OPERATION] = 0;
        message[TYPE] = 0;
        message[SLOT] = (byte) NO_SLOT;
        LONG.set(message, 0, (long) LONG.get(message, 0) & 0xffff_ffffL);
        return items(0, 0, 0).operandBytes(0);
    }

    /** The type of the items. */
    TargetRequest type(final BasicType basic, final int slot) {
        message[TYPE] = (byte) basic.ordinal();
        message[SLOT] = (byte) slot;
        return this;
    }

    TargetRequest operation(final Reduction.Kind operation) {
        message[OPERATION] = (byte) operation.ordinal();
        return this;
    }

    /** Which bytes of which items. */
    TargetRequest items(final long offset, final long position, final long lengthBytes) {
        LONG.set(message, OFFSET, offset);
        LONG.set(message, POSITION, position);
        LONG.set(message, LENGTH, lengthBytes);
        return this;
    }

    TargetRequest operandBytes(final long lengthBytes) {
        LONG.set(message, OPERANDS, lengthBytes);
        return this;
    }

    Kind kind() {
        return KINDS[message[KIND]];
    }

    Reduction.Kind operation() {
        return OPERATIONS[message[OPERATION]];
    }

    BasicType basic() {
        return TYPES[message[TYPE]];
    }

    int slot() {
        return message[SLOT] & 0xff;
    }

    long offset() {
        return (long) LONG.get(message, OFFSET);
    }

    long position() {
        return (long) LONG.get(message, POSITION);
    }

    long lengthBytes() {
        return (long) LONG.get(message, LENGTH);
    }

    long operandBytes() {
        return (long) LONG.get(message, OPERANDS);
    }

    /** Whether the operands come in a message of their own. */
    boolean hasOperandsApart() {
        return operandBytes() > MAX_INLINE_BYTES;
    }

    /** Length of the message. */
    int lengthOnWire() {
        return HEADER_BYTES + (hasOperandsApart() ? 0 : (int) operandBytes());
    }
}
