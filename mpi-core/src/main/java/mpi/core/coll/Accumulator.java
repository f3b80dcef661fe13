package mpi.core.coll;

import java.lang.reflect.Array;
import java.util.EnumMap;
import java.util.Map;
import mpi.core.op.Operations;
import mpi.spi.BasicType;
import mpi.spi.Layout;
import mpi.spi.Reduction;

/**
 * What a rank has of a reduction so far, and where the next operand goes. Messages go to and from {@link #base()} and
 * {@link #incoming()}; the two change places as operands are combined, which keeps the order of ranks without moving
 * data. Begins as a view of the user's contribution, which a rank that only passes it on never copies.
 *
 * <p>Arrays are of the type's class; of {@code MPI.BOOLEAN} messages are bytes, see {@link Work}. Reused from one
 * operation to the next.
 */
final class Accumulator {
    private final Map<BasicType, Scratch[]> scratches = new EnumMap<>(BasicType.class);
    private final Work work;
    private final int keptBytes;
    private Reduction op;
    private Layout type;
    private int elements;
    private long lengthBytes;
    private Object base;
    private long offset;
    private boolean isOwn;
    private Object incoming;
    private Scratch spare;

    /** Combines and copies by means of {@code work}; keeps arrays up to {@code keptBytes} for its next use. */
    Accumulator(final Work work, final int keptBytes) {
        this.work = work;
        this.keptBytes = keptBytes;
    }

    /** Begins with a contribution of {@code count} items in user memory, which is only read. */
    void open(final Reduction operation, final Layout itemType, final long count, final Object userBase,
        final long userOffset) {
        op = operation;
        type = itemType;
        lengthBytes = count * itemType.sizeBytes();
        elements = (int) count * Operations.elementsPerItem(itemType);
        base = userBase;
        offset = userOffset;
        isOwn = false;
        final Scratch[] pair = scratches(representative(itemType.basic()));
        incoming = pair[0].atLeast(elements);
        spare = pair[1];
    }

    /** Base of the partial result, see {@link PeerLink}. */
    Object base() {
        return base;
    }

    /** Offset of the partial result. */
    long offset() {
        return offset;
    }

    /** Length of a partial result in bytes. */
    long lengthBytes() {
        return lengthBytes;
    }

    /** Where the next operand is received, from offset 0. */
    Object incoming() {
        return incoming;
    }

    /** The operand received comes from higher ranks: partial = partial op incoming. */
    void combineRight() {
        if (!isOwn && !isReadable()) {
            takeOver();
        }
        combine(base, incoming);
        final Object result = incoming;
        incoming = isOwn ? base : spare.atLeast(elements);
        base = result;
        offset = 0;
        isOwn = true;
    }

    /** The operand received comes from lower ranks: partial = incoming op partial. */
    void combineLeft() {
        if (!isOwn) {
            takeOver();
        }
        combine(incoming, base);
    }

    /** The operand that another has received comes from lower ranks: partial = its incoming op partial. */
    void combineLeft(final Accumulator receiver) {
        if (!isOwn) {
            takeOver();
        }
        combine(receiver.incoming, base);
    }

    /** What another has received is the partial result. */
    void replace(final Accumulator receiver) {
        work.copy(receiver.incoming, 0, incoming, 0, lengthBytes);
        replace();
    }

    /** Another's partial result comes from higher ranks: partial = partial op that. The other is of no use any more. */
    void append(final Accumulator higher) {
        if (!isOwn && !isReadable()) {
            takeOver();
        }
        combine(base, higher.base);
        base = higher.base;
        offset = 0;
        isOwn = true;
    }

    /** What was received is the partial result. */
    void replace() {
        final Object received = incoming;
        incoming = isOwn ? base : spare.atLeast(elements);
        base = received;
        offset = 0;
        isOwn = true;
    }

    /** Puts the result into user memory. */
    void result(final Object userBase, final long userOffset) {
        work.copy(base, offset, userBase, userOffset, lengthBytes);
    }

    /** Lets go of the user's memory. */
    void close() {
        base = null;
        incoming = null;
        op = null;
    }

    /** Whether a kernel can read the user's contribution where it lies: both operands have one index. */
    private boolean isReadable() {
        return op.kind() != Reduction.Kind.USER && offset == 0 && base != null
            && base.getClass() == type.basic().arrayClass();
    }

    private void takeOver() {
        final Object own = spare.atLeast(elements);
        work.copy(base, offset, own, 0, lengthBytes);
        base = own;
        offset = 0;
        isOwn = true;
    }

    private void combine(final Object in, final Object inout) {
        work.combine(op, type, in, inout, elements);
    }

    /** An array for one operand of so many items. */
    static Object newOperand(final Layout type, final int items) {
        final BasicType basic = representative(type.basic());
        return Array.newInstance(basic.arrayClass().componentType(), items * Operations.elementsPerItem(type));
    }

    /** Types whose messages lie in the same class of array share arrays. */
    private static BasicType representative(final BasicType type) {
        return switch (type) {
            case BYTE, BOOLEAN, PACKED, SHORT_INT, LONG_INT, FLOAT_INT, DOUBLE_INT -> BasicType.BYTE;
            case CHAR -> BasicType.CHAR;
            case SHORT, SHORT2 -> BasicType.SHORT;
            case INT, INT2 -> BasicType.INT;
            case LONG, LONG2 -> BasicType.LONG;
            case FLOAT, FLOAT_COMPLEX, FLOAT2 -> BasicType.FLOAT;
            case DOUBLE, DOUBLE_COMPLEX, DOUBLE2 -> BasicType.DOUBLE;
            case OBJECT -> throw new IllegalArgumentException("objects are combined by ObjectCollectives");
        };
    }

    private Scratch[] scratches(final BasicType type) {
        Scratch[] pair = scratches.get(type);
        if (pair == null) {
            final Class<?> elementClass = type.arrayClass().componentType();
            final int elementBytes = Operations.elementBytes(type);
            pair = new Scratch[] {
                new Scratch(elementClass, elementBytes, keptBytes), new Scratch(elementClass, elementBytes, keptBytes)};
            scratches.put(type, pair);
        }
        return pair;
    }
}
