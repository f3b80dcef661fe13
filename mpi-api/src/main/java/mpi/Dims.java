package mpi;

import java.util.Arrays;
import java.util.TreeSet;
import mpi.spi.Faults;

/**
 * Choosing the dimensions of a grid (MPI 4.1, section 8.5.2).
 */
final class Dims {
    private Dims() {}

    /**
     * Fills the entries that are 0, so that the product is {@code nodes}: in falling order, the largest as small as it
     * can be, then the next.
     */
    static void create(final int nodes, final int[] dims) {
        if (nodes < 1) {
            throw Faults.fault(MPI.ERR_ARG, "dims_create", "there are " + nodes + " ranks, it must be 1 or more");
        }
        if (dims == null) {
            throw Faults.fault(MPI.ERR_ARG, "dims_create", "the dimensions are null");
        }
        int open = 0;
        long rest = nodes;
        for (final int dim : dims) {
            if (dim < 0 || dim > 0 && rest % dim != 0) {
                throw unfit(nodes, dims);
            }
            open += dim == 0 ? 1 : 0;
            rest /= Math.max(1, dim);
        }
        if (open == 0 && rest != 1) {
            throw unfit(nodes, dims);
        }
        final int[] factors = new int[open];
        split(divisors((int) rest), (int) rest, (int) rest, factors, 0);
        for (int i = 0, next = 0; i < dims.length; i++) {
            dims[i] = dims[i] == 0 ? factors[next++] : dims[i];
        }
    }

    /** Finds the first falling sequence of factors that are at most {@code max}, smallest head first. */
    private static boolean split(
        final int[] divisors, final int product, final int max, final int[] factors, final int from) {
        if (from == factors.length) {
            return product == 1;
        }
        for (final int head : divisors) {
            if (head <= max && product % head == 0 && isReachable(product, head, factors.length - from)) {
                factors[from] = head;
                if (split(divisors, product / head, head, factors, from + 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int[] divisors(final int number) {
        final TreeSet<Integer> divisors = new TreeSet<>();
        for (int low = 1; (long) low * low <= number; low++) {
            if (number % low == 0) {
                divisors.add(low);
                divisors.add(number / low);
            }
        }
        return divisors.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean isReachable(final int product, final int max, final int count) {
        long reach = 1;
        for (int i = 0; i < count && reach < product; i++) {
            reach *= max;
        }
        return reach >= product;
    }

    private static MPIException unfit(final int nodes, final int[] dims) {
        return Faults.fault(MPI.ERR_DIMS, "dims_create", "the dimensions that are given, " + Arrays.toString(dims)
            + ", do not divide " + nodes + " ranks");
    }
}
