package mpi;

/**
 * Arithmetic on lengths that may be beyond what a {@code long} can tell: the result is then {@link Long#MAX_VALUE} or
 * {@link Long#MIN_VALUE}, which no buffer reaches, and stays there.
 */
final class Saturating {
    private Saturating() {}

    /** The sum; the first operand if that is out of range already. */
    static long add(final long left, final long right) {
        if (left == Long.MAX_VALUE || left == Long.MIN_VALUE) {
            return left;
        }
        final long sum = left + right;
        if (((left ^ sum) & (right ^ sum)) < 0) {
            return left < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return sum;
    }

    static long multiply(final long left, final long right) {
        final long product = left * right;
        if (Math.multiplyHigh(left, right) == product >> Long.SIZE - 1) {
            return product;
        }
        return (left ^ right) < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
}
