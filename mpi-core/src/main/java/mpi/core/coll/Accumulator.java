package mpi.core.coll;

import java.lang.reflect.Array;
import java.util.EnumMap;
import java.util.Map;
import mpi.core.op.AddressKernel;
import mpi.core.op.AddressKernels;
import mpi.core.op.Operations;
import mpi.core.transport.Memory;
import mpi.spi.BasicType;
import mpi.spi.Layout;
import mpi.spi.Reduction;

/**
 * What a rank has of a reduction so far, and where the next operand goes. Messages go to and from {@link #base()} and
 * {@link #incoming()}; the two change places as operands are combined, which keeps the order of ranks without moving
 * data, but for operands combined in place, whose operations commute. Begins as a view of the user's contribution,
 * which a rank that only passes it on never copies.
 *
 * <p>Arrays are of the type's class; of {@code MPI.BOOLEAN} messages are bytes, see {@link Work}. Reused from one
 * operation to the next; those of a type that is not used any more stay only if they are short.
 */
final class Accumulator {
    /** Longest contribution whose arrays stay when another type is used. */
    private static final int SHORT_BYTES = 1 << 13;

    /** Shorter operands gain nothing by it, and their first reduction would wait until the kernel is made (ADR 24). */
    private static final int MIN_IN_PLACE_BYTES = 1 << 12;

    private final Map<BasicType, Scratch[]> scratches = new EnumMap<>(BasicType.class);
    private final Work work;
    private final int keptBytes;
    private Reduction op;
    private Layout type;
    private long items;
    private int elements;
    private int elementsPerItem;
    private long lengthBytes;
    /** Whose arrays are in use. */
    private BasicType kind;
    /** The longest contribution of that type since arrays were let go of. */
    private long longestBytes;
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
        items = count;
        lengthBytes = count * itemType.sizeBytes();
        useArraysOf(representative(itemType.basic()));
        longestBytes = Math.max(longestBytes, lengthBytes);
        elementsPerItem = Operations.elementsPerItem(itemType);
        elements = (int) count * elementsPerItem;
        base = userBase;
        offset = userOffset;
        isOwn = false;
        final Scratch[] pair = scratches(kind);
        incoming = pair[0].atLeast(elements);
        spare = pair[1];
    }

    private void useArraysOf(final BasicType next) {
        if (kind != next) {
            if (longestBytes > SHORT_BYTES) {
                scratches.remove(kind);
            }
            kind = next;
            longestBytes = 0;
        }
    }

    /** Base of the partial result, see {@link PeerLink}. */
    Object base() {
        return base;
    }

    /** Offset of the partial result. */
    long offset() {
        return offset;
    }

    /** Offset of an item of the partial result. */
    long offset(final long item) {
        return offset + lengthBytes(item);
    }

    /** Length of a partial result in bytes. */
    long lengthBytes() {
        return lengthBytes;
    }

    /** Length of some items in bytes; also where in {@link #incoming()} the item of that number goes. */
    long lengthBytes(final long someItems) {
        return someItems * type.sizeBytes();
    }

    /** Items of the contribution. */
    long items() {
        return items;
    }

    /** Where the next operand is received, from offset 0; of a part, each item in its own place. */
    Object incoming() {
        return incoming;
    }

    /** The operand received comes from higher ranks: partial = partial op incoming. */
    void combineRight() {
        combineRight(0, items);
    }

    /** As {@link #combineRight()} for some items: from now on the partial result is these alone. */
    void combineRight(final long first, final long count) {
        if (!isOwn && !isReadable()) {
            takeOver(first, count);
        }
        combine(base, incoming, first, count);
        final Object result = incoming;
        incoming = isOwn ? base : spare.atLeast(elements);
        base = result;
        offset = 0;
        isOwn = true;
    }

    /**
     * An operand that lies somewhere else comes from higher ranks: partial = partial op that. It is only read.
     *
     * @param operandBase see {@link Memory}
     * @param operandOffset see {@link Memory}
     */
    void combineRight(final Object operandBase, final long operandOffset) {
        final AddressKernel kernel = operandBase == null ? inPlace(op, type, lengthBytes) : null;
        if (kernel != null) {
            if (!isOwn) {
                takeOver(0, items);
            }
            kernel.combine(operandOffset, base, elements); // the operation commutes
            return;
        }
        if (operandBase == null) {
            Memory.copyIn(operandOffset, incoming, 0, lengthBytes);
        } else {
            work.copy(operandBase, operandOffset, incoming, 0, lengthBytes);
        }
        combineRight();
    }

    /**
     * What combines operands that have addresses where they lie, without a copy.
     *
     * @return {@code null} where they are copied first: what is short, elements that there is no such kernel for
     */
    static AddressKernel inPlace(final Reduction operation, final Layout itemType, final long lengthBytes) {
        return lengthBytes < MIN_IN_PLACE_BYTES || operation.kind() == Reduction.Kind.USER
            ? null
            : AddressKernels.of(operation.kind(), itemType.basic());
    }

    /** The operand received comes from lower ranks: partial = incoming op partial. */
    void combineLeft() {
        combineLeft(0, items);
    }

    /** As {@link #combineLeft()} for some items: from now on the partial result is these alone. */
    void combineLeft(final long first, final long count) {
        if (!isOwn) {
            takeOver(first, count);
        }
        combine(incoming, base, first, count);
    }

    /** Of some items: incoming = contribution op incoming; the contribution stays what it is. */
    void combineIncoming(final long first, final long count) {
        if (isReadable()) {
            combine(base, incoming, first, count);
            return;
        }
        final Object own = spare.atLeast(elements);
        work.copy(base, offset(first), own, lengthBytes(first), lengthBytes(count));
        combine(own, incoming, first, count);
    }

    /** The operand that another has received comes from lower ranks: partial = its incoming op partial. */
    void combineLeft(final Accumulator receiver) {
        if (!isOwn) {
            takeOver(0, items);
        }
        combine(receiver.incoming, base, 0, items);
    }

    /** What another has received is the partial result. */
    void replace(final Accumulator receiver) {
        work.copy(receiver.incoming, 0, incoming, 0, lengthBytes);
        replace();
    }

    /** Another's partial result comes from higher ranks: partial = partial op that. The other is of no use any more. */
    void append(final Accumulator higher) {
        if (!isOwn && !isReadable()) {
            takeOver(0, items);
        }
        combine(base, higher.base, 0, items);
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

    /** Puts some items of the result into memory for the whole result. */
    void result(final Object userBase, final long userOffset, final long first, final long count) {
        work.copy(base, offset(first), userBase, userOffset + lengthBytes(first), lengthBytes(count));
    }

    /** The same of what {@link #combineIncoming} has made. */
    void combined(final Object userBase, final long userOffset, final long first, final long count) {
        work.copy(incoming, lengthBytes(first), userBase, userOffset + lengthBytes(first), lengthBytes(count));
    }

    /** Lets go of the user's memory, and of arrays too long to be kept from one operation to the next. */
    void close() {
        if (longestBytes > Scratch.KEPT_BYTES) {
            scratches.clear();
            spare = null;
            longestBytes = 0;
        }
        base = null;
        incoming = null;
        op = null;
    }

    /** Whether a kernel can read the user's contribution where it lies: both operands have one index. */
    private boolean isReadable() {
        return op.kind() != Reduction.Kind.USER && Place.isStartOf(type.basic().arrayClass(), base, offset);
    }

    private void takeOver(final long first, final long count) {
        final Object own = spare.atLeast(elements);
        work.copy(base, offset(first), own, lengthBytes(first), lengthBytes(count));
        base = own;
        offset = 0;
        isOwn = true;
    }

    private void combine(final Object in, final Object inout, final long first, final long count) {
        work.combine(op, type, in, inout, (int) first * elementsPerItem, (int) count * elementsPerItem);
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
