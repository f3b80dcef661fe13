package prk;

import java.util.Arrays;

/**
 * Particles, one after the other in an array of doubles, as they are sent: each has {@link #SIZE} of them. Grows.
 */
final class PicParticles {
    static final int X = 0;
    static final int Y = 1;
    static final int SPEED_X = 2;
    static final int SPEED_Y = 3;
    static final int CHARGE = 4;
    /** Where the particle was at the start. */
    static final int START_X = 5;
    static final int START_Y = 6;
    /** It moves 2k + 1 cells to the right each step. */
    static final int K = 7;
    /** It moves m cells up each step. */
    static final int M = 8;
    static final int ID = 9;

    static final int SIZE = 10;

    private double[] values = new double[SIZE];
    private int count;

    /** The array behind it, until the next call that may grow it. */
    double[] values() {
        return values;
    }

    int count() {
        return count;
    }

    void setCount(final int newCount) {
        reserve(newCount);
        count = newCount;
    }

    /** Adds a particle at the end; returns where its values start. */
    int add() {
        setCount(count + 1);
        return (count - 1) * SIZE;
    }

    void add(final double[] from, final int at) {
        final int to = add();
        System.arraycopy(from, at, values, to, SIZE);
    }

    void addAll(final PicParticles others) {
        final int to = count * SIZE;
        setCount(count + others.count);
        System.arraycopy(others.values, 0, values, to, others.count * SIZE);
    }

    /** Takes a particle out; the last one takes its place. */
    void remove(final int index) {
        count--;
        System.arraycopy(values, count * SIZE, values, index * SIZE, SIZE);
    }

    private void reserve(final int particles) {
        final int needed = Math.multiplyExact(particles, SIZE);
        if (needed > values.length) {
            final long twice = 2L * needed;
            values = Arrays.copyOf(values, (int) Math.min(twice, CommandLine.MAX_ARRAY_LENGTH));
        }
    }
}
