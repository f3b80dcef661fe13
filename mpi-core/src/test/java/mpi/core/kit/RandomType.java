package mpi.core.kit;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import mpi.Datatype;
import mpi.MPI;

/**
 * A datatype made at random, and beside it where each byte of its message lies, computed the slow way.
 */
final class RandomType {
    private static final int LONGEST_BYTES = 1500;
    private static final Leaf[] LEAVES = {new Leaf(MPI.BYTE, 1, 1), new Leaf(MPI.CHAR, 2, 2),
        new Leaf(MPI.SHORT, 2, 2), new Leaf(MPI.BOOLEAN, 1, 1), new Leaf(MPI.INT, 4, 4), new Leaf(MPI.LONG, 8, 8),
        new Leaf(MPI.FLOAT, 4, 4), new Leaf(MPI.DOUBLE, 8, 8), new Leaf(MPI.SHORT2, 4, 2), new Leaf(MPI.INT2, 8, 4),
        new Leaf(MPI.LONG2, 16, 8), new Leaf(MPI.FLOAT2, 8, 4), new Leaf(MPI.DOUBLE2, 16, 8),
        new Leaf(MPI.FLOAT_COMPLEX, 8, 4), new Leaf(MPI.DOUBLE_COMPLEX, 16, 8), new Leaf(MPI.PACKED, 1, 1),
        new Leaf(MPI.SHORT_INT, 8, 4, bigEndian(0, 2, 4, 4)), new Leaf(MPI.LONG_INT, 16, 8, bigEndian(0, 8, 8, 4)),
        new Leaf(MPI.FLOAT_INT, 8, 4), new Leaf(MPI.DOUBLE_INT, 16, 8, bigEndian(0, 8, 8, 4))};

    /** Where the bytes of a basic type are that external32 has, in its order. */
    private record Leaf(Datatype type, int bytes, int alignment, int... external) {
        /** Elements of one length, which is the alignment. */
        Leaf(final Datatype type, final int bytes, final int alignment) {
            this(type, bytes, alignment, bigEndian(IntStream.range(0, bytes / alignment)
                .flatMap(i -> IntStream.of(i * alignment, alignment))
                .toArray()));
        }
    }

    /** A copy of another type in this one. */
    private record Place(RandomType type, int displacement) {}

    final Datatype type;
    /** Where each byte of the message lies, from the item's address. */
    final int[] bytes;
    /** Where each byte of the item in external32 lies. */
    private final int[] external;
    final int lb;
    final int ub;
    private final boolean isLbSet;
    private final boolean isUbSet;
    private final int alignment;
    private final String text;

    private RandomType(final Leaf leaf) {
        type = leaf.type;
        bytes = IntStream.range(0, leaf.bytes).toArray();
        external = leaf.external;
        lb = 0;
        ub = leaf.bytes;
        isLbSet = false;
        isUbSet = false;
        alignment = leaf.alignment;
        text = leaf.type.toString();
    }

    private RandomType(final Datatype type, final String text, final Place... places) {
        this.type = type;
        this.text = text + Arrays.toString(Arrays.stream(places).map(p -> p.type.text).distinct().toArray());
        bytes = Arrays.stream(places)
            .flatMapToInt(p -> Arrays.stream(p.type.bytes).map(b -> b + p.displacement))
            .toArray();
        external = Arrays.stream(places)
            .flatMapToInt(p -> Arrays.stream(p.type.external).map(b -> b + p.displacement))
            .toArray();
        isLbSet = Arrays.stream(places).anyMatch(p -> p.type.isLbSet);
        isUbSet = Arrays.stream(places).anyMatch(p -> p.type.isUbSet);
        lb = Arrays.stream(places)
            .filter(p -> isLbSet ? p.type.isLbSet : p.type.bytes.length > 0)
            .mapToInt(p -> p.displacement + p.type.lb)
            .min()
            .orElse(0);
        final int end = Arrays.stream(places)
            .filter(p -> isUbSet ? p.type.isUbSet : p.type.bytes.length > 0)
            .mapToInt(p -> p.displacement + p.type.ub)
            .max()
            .orElse(0);
        alignment = Arrays.stream(places).mapToInt(p -> p.type.alignment).max().orElse(1);
        ub = isUbSet ? end : end + Math.floorMod(lb - end, alignment);
    }

    private RandomType(final Datatype type, final String text, final RandomType old, final int lb, final int extent) {
        this.type = type;
        this.text = text + "[" + old.text + "]";
        bytes = old.bytes;
        external = old.external;
        isLbSet = true;
        isUbSet = true;
        alignment = old.alignment;
        this.lb = lb;
        this.ub = lb + extent;
    }

    /** A committed type. */
    static RandomType draw(final Random random) {
        RandomType drawn;
        do {
            drawn = draw(random, 1 + random.nextInt(3));
        } while (drawn.bytes.length > LONGEST_BYTES);
        drawn.type.commit();
        return drawn;
    }

    private static RandomType draw(final Random random, final int depth) {
        if (depth == 0) {
            return new RandomType(LEAVES[random.nextInt(LEAVES.length)]);
        }
        final RandomType old = draw(random, depth - 1);
        return switch (random.nextInt(10)) {
            case 0 -> contiguous(old, random.nextInt(5));
            case 1 -> vector(old, random.nextInt(5), random.nextInt(4), random.nextInt(9) - 3, random.nextBoolean());
            case 2 -> hvector(old, random.nextInt(5), random.nextInt(4), random.nextInt(60) - 20);
            case 3 -> indexed(old, random.ints(4, 0, 4).toArray(), random.ints(4, -4, 9).toArray());
            case 4 -> hindexed(old, random.ints(3, 0, 4).toArray(), random.ints(3, -30, 60).toArray());
            case 5 -> block(old, random.nextInt(4), random.ints(4, -4, 9).toArray());
            case 6 -> struct(old, draw(random, depth - 1), random.ints(3, 0, 3).toArray(),
                random.ints(3, -30, 90).toArray());
            case 7 -> new RandomType(old.type.dup(), "dup", new Place(old, 0));
            case 8 -> resized(old, random.nextInt(20) - 10, random.nextInt(80) - 10);
            default -> subarray(old, random.ints(2, 1, 4).toArray(), random);
        };
    }

    private static RandomType contiguous(final RandomType old, final int count) {
        return new RandomType(Datatype.createContiguous(count, old.type), "contiguous " + count,
            old.copies(0, count, 1, 0));
    }

    private static RandomType vector(final RandomType old, final int count, final int length, final int stride,
        final boolean isCapitalised) {
        return new RandomType(
            isCapitalised ? Datatype.Vector(count, length, stride, old.type)
                : Datatype.createVector(count, length, stride, old.type),
            "vector " + count + " x " + length + " stride " + stride,
            old.copies(0, length, count, stride * old.extent()));
    }

    private static RandomType hvector(final RandomType old, final int count, final int length, final int stride) {
        return new RandomType(Datatype.createHVector(count, length, stride, old.type),
            "hvector " + count + " x " + length + " stride " + stride, old.copies(0, length, count, stride));
    }

    private static RandomType indexed(final RandomType old, final int[] lengths, final int[] displacements) {
        return new RandomType(Datatype.createIndexed(lengths, displacements, old.type),
            "indexed " + Arrays.toString(lengths) + " at " + Arrays.toString(displacements),
            old.blocks(lengths, displacements, old.extent()));
    }

    private static RandomType hindexed(final RandomType old, final int[] lengths, final int[] displacements) {
        return new RandomType(Datatype.createHIndexed(lengths, displacements, old.type),
            "hindexed " + Arrays.toString(lengths) + " at " + Arrays.toString(displacements),
            old.blocks(lengths, displacements, 1));
    }

    private static RandomType block(final RandomType old, final int length, final int[] displacements) {
        final int[] lengths = new int[displacements.length];
        Arrays.fill(lengths, length);
        return new RandomType(Datatype.createIndexedBlock(length, displacements, old.type),
            "blocks of " + length + " at " + Arrays.toString(displacements),
            old.blocks(lengths, displacements, old.extent()));
    }

    private static RandomType struct(final RandomType first, final RandomType second, final int[] lengths,
        final int[] displacements) {
        final RandomType[] types = {first, second, first};
        final Datatype[] datatypes = {first.type, second.type, first.type};
        final Place[] places = IntStream.range(0, 3)
            .boxed()
            .flatMap(i -> Arrays.stream(types[i].copies(displacements[i], lengths[i], 1, 0)))
            .toArray(Place[]::new);
        return new RandomType(Datatype.createStruct(lengths, displacements, datatypes),
            "struct " + Arrays.toString(lengths) + " at " + Arrays.toString(displacements), places);
    }

    private static RandomType resized(final RandomType old, final int lb, final int extent) {
        return new RandomType(Datatype.createResized(old.type, lb, extent), "resized " + lb + " " + extent, old, lb,
            extent);
    }

    private static RandomType subarray(final RandomType old, final int[] subsizes, final Random random) {
        final int[] starts = random.ints(2, 0, 3).toArray();
        final int[] sizes = {starts[0] + subsizes[0] + random.nextInt(2), starts[1] + subsizes[1] + random.nextInt(2)};
        final boolean isFortran = random.nextBoolean();
        final int fast = isFortran ? 0 : 1;
        final int slow = 1 - fast;
        final int extent = old.extent();
        final Place[] places = IntStream.range(0, subsizes[slow])
            .boxed()
            .flatMap(s -> IntStream.range(0, subsizes[fast])
                .mapToObj(f -> new Place(old,
                    ((starts[slow] + s) * sizes[fast] + starts[fast] + f) * extent)))
            .toArray(Place[]::new);
        final String what = "subarray " + Arrays.toString(subsizes) + " at " + Arrays.toString(starts) + " of "
            + Arrays.toString(sizes) + (isFortran ? " Fortran" : "");
        final Datatype type = Datatype.createSubarray(sizes, subsizes, starts,
            isFortran ? MPI.ORDER_FORTRAN : MPI.ORDER_C, old.type);
        return new RandomType(type, what, new RandomType(type, "data", places), 0, sizes[0] * sizes[1] * extent);
    }

    private Place[] copies(final int displacement, final int length, final int count, final int stride) {
        return IntStream.range(0, count)
            .boxed()
            .flatMap(i -> IntStream.range(0, length)
                .mapToObj(j -> new Place(this, displacement + i * stride + j * extent())))
            .toArray(Place[]::new);
    }

    private Place[] blocks(final int[] lengths, final int[] displacements, final int unit) {
        return IntStream.range(0, lengths.length)
            .boxed()
            .flatMap(i -> Arrays.stream(copies(displacements[i] * unit, lengths[i], 1, 0)))
            .toArray(Place[]::new);
    }

    int extent() {
        return ub - lb;
    }

    int trueLb() {
        return Arrays.stream(bytes).min().orElse(0);
    }

    int trueUb() {
        return bytes.length == 0 ? 0 : Arrays.stream(bytes).max().getAsInt() + 1;
    }

    /** Where the bytes of a message of so many items lie. */
    int[] places(final int count) {
        return places(count, bytes);
    }

    /** Where the bytes of so many items in external32 lie. */
    int[] externalPlaces(final int count) {
        return places(count, external);
    }

    private int[] places(final int count, final int[] ofItem) {
        final int[] places = new int[count * ofItem.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = ofItem[i % ofItem.length] + i / ofItem.length * extent();
        }
        return places;
    }

    /** Where the bytes of numbers are from the most significant one on; of each number, where it is and its length. */
    private static int[] bigEndian(final int... numbers) {
        return IntStream.range(0, numbers.length / 2)
            .flatMap(i -> IntStream.range(0, numbers[2 * i + 1])
                .map(b -> ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? b : numbers[2 * i + 1] - 1 - b)
                .map(b -> numbers[2 * i] + b))
            .toArray();
    }

    @Override
    public String toString() {
        return text;
    }
}
