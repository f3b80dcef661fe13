package mpi;

import java.util.function.ObjLongConsumer;
import mpi.spi.BasicType;
import mpi.spi.Runs;

/**
 * A type map (MPI 4.1, section 5.1): what a datatype consists of, as a tree whose leaves are basic types. Knows bounds
 * and sizes, and lists the runs of bytes for {@link mpi.spi.Layout}. Lengths are in bytes, of objects in array slots.
 * Immutable; outlives the datatypes it was made from.
 *
 * <p>A bound that was set, by {@code MPI.LB}, {@code MPI.UB} or {@link Datatype#createResized}, holds for every type
 * made from it: where there are such bounds, the bounds of data do not count (section 5.1.7).
 */
final class Typemap {
    /** {@code blocks} blocks at equal distances, each of {@code blockLength} items one extent apart. */
    record Part(Typemap type, long displacement, long blocks, long blockLength, long stride) {
        long items() {
            return blocks * blockLength;
        }

        /** Where the lowest item of the part is. */
        long lowest() {
            return Math.addExact(displacement, Math.addExact(Math.min(0, toLastBlock()), Math.min(0, toLastItem())));
        }

        /** Where the highest item of the part is. */
        long highest() {
            return Math.addExact(displacement, Math.addExact(Math.max(0, toLastBlock()), Math.max(0, toLastItem())));
        }

        private long toLastBlock() {
            return Math.multiplyExact(blocks - 1, stride);
        }

        private long toLastItem() {
            return Math.multiplyExact(blockLength - 1, type.extent());
        }
    }

    private static final Part[] NONE = {};

    /** Basic type of a leaf, {@code null} inside the tree. */
    private final BasicType leaf;
    private final Part[] parts;
    /** Basic type of all leaves, or {@code null} if there are several or none. */
    final BasicType basic;
    final long size;
    final long lb;
    final long ub;
    final long trueLb;
    final long trueUb;
    final boolean isLbSet;
    final boolean isUbSet;
    private final long extent;
    private final int alignment;
    /** Number of basic elements of an item as MPI_GET_ELEMENTS counts them. */
    final long elements;
    /** How much of {@link #size} is no data: the gaps within pairs. */
    final long gapBytes;
    /** Whether items are one run of bytes each, and lie one behind the other. */
    final boolean isSolid;

    private Typemap(final BasicType leaf, final Part[] parts, final Bounds bounds) {
        this.leaf = leaf;
        this.parts = parts;
        this.basic = bounds.basic;
        this.size = bounds.size;
        this.lb = bounds.lb;
        this.ub = bounds.ub;
        this.trueLb = bounds.trueLb;
        this.trueUb = bounds.trueUb;
        this.isLbSet = bounds.isLbSet;
        this.isUbSet = bounds.isUbSet;
        this.alignment = bounds.alignment;
        this.elements = bounds.elements;
        this.gapBytes = bounds.gapBytes;
        this.extent = Math.subtractExact(ub, lb);
        this.isSolid = leaf != null || parts.length == 1 && parts[0].type.isSolid && size == extent()
            && (parts[0].blocks == 1 || parts[0].stride == parts[0].blockLength * parts[0].type.size);
    }

    /** A basic type; of objects, one slot. */
    static Typemap of(final BasicType basic) {
        final Bounds bounds = new Bounds();
        bounds.basic = basic;
        bounds.size = basic == BasicType.OBJECT ? 1 : basic.sizeBytes();
        bounds.ub = bounds.size;
        bounds.trueUb = bounds.size;
        bounds.alignment =
            basic == BasicType.SHORT_INT ? Integer.BYTES : (int) Math.min(bounds.size, valueBytes(basic));
        bounds.elements = isPair(basic) ? 2 : 1;
        bounds.gapBytes = gapBytes(basic);
        return new Typemap(basic, NONE, bounds);
    }

    /** A bound that takes no space: {@code MPI.LB} or {@code MPI.UB}. */
    static Typemap marker(final boolean lower) {
        final Bounds bounds = new Bounds();
        bounds.isLbSet = lower;
        bounds.isUbSet = !lower;
        return new Typemap(null, NONE, bounds);
    }

    /**
     * Blocks of other types.
     *
     * @throws ArithmeticException if it would be longer than memory can be
     */
    static Typemap of(final Part... parts) {
        final Bounds bounds = new Bounds();
        for (final Part part : parts) {
            if (part.items() > 0) {
                bounds.add(part);
            }
        }
        bounds.close();
        return new Typemap(null, parts, bounds);
    }

    /**
     * The same data with other bounds.
     *
     * @throws ArithmeticException if the upper bound would be beyond what memory can be
     */
    static Typemap resized(final Typemap type, final long lb, final long extent) {
        final Bounds bounds = new Bounds();
        bounds.add(new Part(type, 0, 1, 1, 0));
        bounds.lb = lb;
        bounds.ub = Math.addExact(lb, extent);
        bounds.isLbSet = true;
        bounds.isUbSet = true;
        return new Typemap(null, new Part[] {new Part(type, 0, 1, 1, 0)}, bounds);
    }

    long extent() {
        return extent;
    }

    /** The runs of an item. */
    Runs runs() {
        final Runs.Builder builder = new Runs.Builder();
        list(0, builder);
        return builder.build();
    }

    private void list(final long origin, final Runs.Builder to) {
        if (leaf != null) {
            to.add(origin, size);
            return;
        }
        for (final Part part : parts) {
            for (long block = 0; block < part.blocks && part.blockLength > 0; block++) {
                listBlock(part, origin + part.displacement + block * part.stride, to);
            }
        }
    }

    private static void listBlock(final Part part, final long origin, final Runs.Builder to) {
        final Typemap type = part.type;
        if (type.isSolid) {
            to.add(origin + type.trueLb, part.blockLength * type.size);
            return;
        }
        for (long item = 0; item < part.blockLength; item++) {
            type.list(origin + item * type.extent(), to);
        }
    }

    /** Tells the basic types of some items in the order of the message, and how many of each. Not for objects. */
    void forEachBasic(final long items, final ObjLongConsumer<BasicType> visitor) {
        if (basic != null) {
            visitor.accept(basic, items * (size / basic.sizeBytes()));
            return;
        }
        for (long item = 0; item < items && size > 0; item++) {
            for (final Part part : parts) {
                part.type.forEachBasic(part.items(), visitor);
            }
        }
    }

    /** How many basic elements the first bytes of an item hold; negative if one of them is cut. */
    long elementsIn(final long bytes) {
        if (bytes == 0 || bytes == size) {
            return bytes == 0 ? 0 : elements;
        }
        if (leaf != null) {
            return elements == 2 && bytes == valueBytes(leaf) ? 1 : MPI.UNDEFINED;
        }
        long count = 0;
        long left = bytes;
        for (final Part part : parts) {
            final Typemap type = part.type;
            final long whole = type.size == 0 ? part.items() : Math.min(part.items(), left / type.size);
            count += whole * type.elements;
            left -= whole * type.size;
            if (whole < part.items()) {
                final long rest = type.elementsIn(left);
                return rest < 0 ? rest : count + rest;
            }
        }
        return count;
    }

    /** Length of the first basic elements of an item in bytes. */
    long bytesOf(final long firstElements) {
        if (firstElements == 0 || firstElements == elements) {
            return firstElements == 0 ? 0 : size;
        }
        if (leaf != null) {
            return valueBytes(leaf);
        }
        long bytes = 0;
        long left = firstElements;
        for (final Part part : parts) {
            final Typemap type = part.type;
            final long whole = type.elements == 0 ? part.items() : Math.min(part.items(), left / type.elements);
            bytes += whole * type.size;
            left -= whole * type.elements;
            if (whole < part.items()) {
                return bytes + type.bytesOf(left);
            }
        }
        return bytes;
    }

    private static boolean isPair(final BasicType basic) {
        return switch (basic) {
            case FLOAT_COMPLEX, DOUBLE_COMPLEX, SHORT2, INT2, LONG2, FLOAT2, DOUBLE2, SHORT_INT, LONG_INT, FLOAT_INT,
                DOUBLE_INT -> true;
            default -> false;
        };
    }

    /** Bytes of the first of the two elements of a pair; of others, of the longest there is. */
    private static int valueBytes(final BasicType basic) {
        return switch (basic) {
            case SHORT2, SHORT_INT -> 2;
            case INT2, FLOAT2, FLOAT_COMPLEX, FLOAT_INT -> 4;
            default -> 8;
        };
    }

    /** Bytes of a pair, as a C compiler lays it out, that hold neither value nor index. */
    static int gapBytes(final BasicType basic) {
        return switch (basic) {
            case SHORT_INT -> 2;
            case LONG_INT, DOUBLE_INT -> 4;
            default -> 0;
        };
    }

    /** What is known of a type from its parts. */
    private static final class Bounds {
        BasicType basic;
        boolean isMixed;
        long size;
        long elements;
        long gapBytes;
        long lb;
        long ub;
        long trueLb;
        long trueUb;
        boolean isLbSet;
        boolean isUbSet;
        int alignment = 1;
        private boolean hasLb;
        private boolean hasUb;

        void add(final Part part) {
            final Typemap type = part.type;
            final long low = part.lowest();
            final long high = part.highest();
            addLb(type, Math.addExact(low, type.lb));
            addUb(type, Math.addExact(high, type.ub));
            if (type.size > 0) {
                final long first = Math.addExact(low, type.trueLb);
                final long end = Math.addExact(high, type.trueUb);
                trueLb = size == 0 ? first : Math.min(trueLb, first);
                trueUb = size == 0 ? end : Math.max(trueUb, end);
                isMixed |= type.basic == null || basic != null && type.basic != basic;
                basic = isMixed ? null : type.basic;
            }
            alignment = Math.max(alignment, type.alignment);
            size = Math.addExact(size, Math.multiplyExact(part.items(), type.size));
            elements = Math.addExact(elements, Math.multiplyExact(part.items(), type.elements));
            gapBytes += part.items() * type.gapBytes; // less than the size
        }

        private void addLb(final Typemap type, final long bound) {
            if (type.size == 0 && !type.isLbSet) {
                return;
            }
            if (!hasLb || type.isLbSet && !isLbSet) {
                lb = bound;
            } else if (type.isLbSet == isLbSet) {
                lb = Math.min(lb, bound);
            }
            hasLb = true;
            isLbSet |= type.isLbSet;
        }

        private void addUb(final Typemap type, final long bound) {
            if (type.size == 0 && !type.isUbSet) {
                return;
            }
            if (!hasUb || type.isUbSet && !isUbSet) {
                ub = bound;
            } else if (type.isUbSet == isUbSet) {
                ub = Math.max(ub, bound);
            }
            hasUb = true;
            isUbSet |= type.isUbSet;
        }

        /** Rounds the extent up to what the elements have to be aligned to (section 5.1.7). */
        void close() {
            if (!isUbSet) {
                ub = Math.addExact(ub, Math.floorMod(lb - ub, (long) alignment));
            }
        }
    }
}
