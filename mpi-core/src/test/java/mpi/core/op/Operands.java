package mpi.core.op;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import mpi.spi.BasicType;
import mpi.spi.Layout;

/** An array of a basic type whose items can be looked at whatever the type is. */
public final class Operands {
    /** An array of the type's class. */
    public final Object array;
    private final BasicType type;
    private final int perItem;

    private Operands(final BasicType type, final Object array) {
        this.type = type;
        this.array = array;
        this.perItem = Operations.elementsPerItem(new Layout(type, type.sizeBytes(), type.sizeBytes(), null));
    }

    /** One item: its value, and its imaginary part or index where it has one. */
    record Item(Object value, Object second) {
        String text() {
            return value + " " + second;
        }
    }

    /** Few distinct values, so that ties occur, and the awkward ones. */
    static Operands random(final BasicType type, final int items, final Random random) {
        return random(type, items, random, true);
    }

    /**
     * Few distinct values, which reductions of any order combine exactly.
     *
     * @param type type of the items
     * @param items how many
     * @param random where from
     * @return the operands
     */
    public static Operands small(final BasicType type, final int items, final Random random) {
        return random(type, items, random, false);
    }

    private static Operands random(final BasicType type, final int items, final Random random,
        final boolean mayBeWide) {
        final int perItem = Operations.elementsPerItem(new Layout(type, type.sizeBytes(), type.sizeBytes(), null));
        final Object array = Array.newInstance(type.arrayClass().componentType(), items * perItem);
        final Operands operands = new Operands(type, array);
        for (int i = 0; i < items; i++) {
            operands.fill(i, random, mayBeWide);
        }
        return operands;
    }

    Operands copy() {
        final int length = Array.getLength(array);
        final Object copy = Array.newInstance(array.getClass().componentType(), length);
        System.arraycopy(array, 0, copy, 0, length);
        return new Operands(type, copy);
    }

    Item item(final int i) {
        return switch (type) {
            case SHORT_INT -> new Item(bytes().getShort(8 * i), bytes().getInt(8 * i + 4));
            case FLOAT_INT -> new Item(bytes().getFloat(8 * i), bytes().getInt(8 * i + 4));
            case LONG_INT -> new Item(bytes().getLong(16 * i), bytes().getInt(16 * i + 8));
            case DOUBLE_INT -> new Item(bytes().getDouble(16 * i), bytes().getInt(16 * i + 8));
            default -> new Item(Array.get(array, perItem * i), perItem == 2 ? Array.get(array, 2 * i + 1) : null);
        };
    }

    private ByteBuffer bytes() {
        return ByteBuffer.wrap((byte[]) array).order(ByteOrder.nativeOrder());
    }

    private void fill(final int i, final Random random, final boolean mayBeWide) {
        switch (type) {
            case SHORT_INT -> bytes().putShort(8 * i, (short) small(random)).putInt(8 * i + 4, small(random));
            case FLOAT_INT -> bytes().putFloat(8 * i, small(random)).putInt(8 * i + 4, small(random));
            case LONG_INT -> bytes().putLong(16 * i, small(random) * (1L << 40)).putInt(16 * i + 8, small(random));
            case DOUBLE_INT -> bytes().putDouble(16 * i, small(random) / 8.0).putInt(16 * i + 8, small(random));
            default -> {
                for (int k = 0; k < perItem; k++) {
                    fillElement(perItem * i + k, random, mayBeWide && perItem == 1 && random.nextBoolean());
                }
            }
        }
    }

    private void fillElement(final int index, final Random random, final boolean wide) {
        switch (array) {
            case boolean[] a -> a[index] = random.nextBoolean();
            case byte[] a -> a[index] = (byte) (wide ? random.nextInt() : small(random));
            case char[] a -> a[index] = (char) (wide ? random.nextInt() : small(random));
            case short[] a -> a[index] = (short) (wide ? random.nextInt() : small(random));
            case int[] a -> a[index] = wide ? random.nextInt() : small(random);
            case long[] a -> a[index] = wide ? random.nextLong() : small(random);
            case float[] a -> a[index] = wide ? awkward(random) : small(random);
            case double[] a -> a[index] = wide ? random.nextGaussian() * 1e300 : small(random);
            default -> throw new AssertionError(array.getClass());
        }
    }

    private static int small(final Random random) {
        return random.nextInt(-2, 3);
    }

    private static float awkward(final Random random) {
        final float[] values = {Float.NaN, -0f, 0f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE};
        final int choice = random.nextInt(2 * values.length);
        return choice < values.length ? values[choice] : random.nextFloat();
    }
}
