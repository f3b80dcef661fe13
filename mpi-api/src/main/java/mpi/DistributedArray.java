package mpi;

import mpi.Typemap.Part;
import mpi.spi.Faults;

/**
 * The part of a distributed array that one process has (MPI 4.1, section 5.1.4): each dimension is dealt out to the
 * processes of a grid, which are numbered in row-major order, in blocks, in turn (cyclic), or not at all.
 */
final class DistributedArray {
    private final int[] globalSizes;
    private final int[] blockSizes;
    private final int[] processes;
    private final int[] coordinates;

    DistributedArray(final String operation, final int size, final int rank, final int[] gsizes, final int[] distribs,
        final int[] dargs, final int[] psizes) {
        final int dims = DerivedTypes.lengthOf(operation, "global sizes", gsizes);
        if (dims == 0 || DerivedTypes.lengthOf(operation, "distributions", distribs) != dims
            || DerivedTypes.lengthOf(operation, "distribution arguments", dargs) != dims
            || DerivedTypes.lengthOf(operation, "process counts", psizes) != dims) {
            throw Faults.fault(MPI.ERR_ARG, operation, "there are " + dims + " global sizes, " + distribs.length
                + " distributions, " + dargs.length + " arguments and " + psizes.length + " process counts");
        }
        globalSizes = gsizes.clone();
        processes = psizes.clone();
        blockSizes = new int[dims];
        coordinates = new int[dims];
        long grid = 1;
        for (int dim = 0; dim < dims; dim++) {
            blockSizes[dim] = blockSize(operation, dim, distribs[dim], dargs[dim]);
            grid *= processes[dim];
        }
        if (grid != size || rank < 0 || rank >= size) {
            throw Faults.fault(MPI.ERR_ARG, operation,
                "rank " + rank + " of " + size + " in a grid of " + grid + " processes");
        }
        for (int dim = dims - 1, rest = rank; dim >= 0; dim--) {
            coordinates[dim] = rest % processes[dim];
            rest /= processes[dim];
        }
    }

    private int blockSize(final String operation, final int dim, final int distribution, final int argument) {
        final int size = globalSizes[dim];
        final int count = processes[dim];
        final boolean isDefault = argument == MPI.DISTRIBUTE_DFLT_DARG;
        if (size < 1 || count < 1 || !isDefault && argument < 1 && distribution != MPI.DISTRIBUTE_NONE) {
            throw Faults.fault(MPI.ERR_ARG, operation, "dimension " + dim + ": " + size + " elements for " + count
                + " processes with argument " + argument);
        }
        final int even = (size + count - 1) / count;
        switch (distribution) {
            case MPI.DISTRIBUTE_NONE -> {
                if (count == 1) {
                    return size;
                }
            }
            case MPI.DISTRIBUTE_BLOCK -> {
                if (isDefault || argument >= even) {
                    return isDefault ? even : argument;
                }
            }
            case MPI.DISTRIBUTE_CYCLIC -> {
                return isDefault ? 1 : argument;
            }
            default -> {
                // told below
            }
        }
        throw Faults.fault(MPI.ERR_ARG, operation, "dimension " + dim + " of " + size + " elements cannot be dealt out"
            + " to " + count + " processes by distribution " + distribution + " with argument " + argument);
    }

    /** The elements of this process; the extent is that of the whole array. */
    Typemap map(final Typemap element, final boolean isFirstFastest) {
        Typemap map = element;
        long extent = element.extent();
        for (int i = 0; i < globalSizes.length; i++) {
            final int dim = isFirstFastest ? i : globalSizes.length - 1 - i;
            map = dimension(map, dim, extent);
            extent = Math.multiplyExact(extent, globalSizes[dim]);
        }
        return Typemap.resized(map, 0, extent);
    }

    /** What of a dimension belongs to this process, where one index is {@code extent} from the next. */
    private Typemap dimension(final Typemap map, final int dim, final long extent) {
        final long size = globalSizes[dim];
        final long block = blockSizes[dim];
        final long first = coordinates[dim] * block;
        final long round = block * processes[dim];
        final Typemap index = Typemap.resized(map, 0, extent);
        final long whole = first + block > size ? 0 : (size - first - block) / round + 1;
        final long cut = Math.max(0, Math.min(block, size - first - whole * round));
        return Typemap.of(
            new Part(index, first * extent, whole, block, round * extent),
            new Part(index, (first + whole * round) * extent, 1, cut, 0));
    }
}
