package mpi;

import java.util.Arrays;
import mpi.Typemap.Part;
import mpi.spi.BasicType;
import mpi.spi.Faults;

/**
 * The constructors of derived datatypes of both dialects (MPI 4.1, section 5.1.2): check the arguments and make the
 * type map. Displacements come in units of {@code unit} bytes; where that is 0, of the old type's extent.
 */
final class DerivedTypes {
    /** Displacements count extents of the old type. */
    static final long EXTENTS = 0;
    /** Displacements count bytes; of objects, array slots. */
    static final long BYTES = 1;

    private DerivedTypes() {}

    static Typemap vector(final String operation, final int count, final int blockLength, final int stride,
        final long unit, final Datatype old) {
        final Typemap map = mapOf(operation, old);
        requireCount(operation, count);
        if (blockLength < 0) {
            throw Faults.negativeBlockLength(operation, 0, blockLength);
        }
        return made(operation, () -> Typemap.of(
            new Part(map, 0, count, blockLength, Math.multiplyExact(stride, unit == EXTENTS ? map.extent() : unit))));
    }

    static Typemap contiguous(final String operation, final int count, final Datatype old) {
        final Typemap map = mapOf(operation, old);
        requireCount(operation, count);
        return made(operation, () -> Typemap.of(new Part(map, 0, 1, count, 0)));
    }

    static Typemap indexed(final String operation, final int[] blockLengths, final int[] displacements,
        final long unit, final Datatype old) {
        final Datatype[] types = new Datatype[lengthOf(operation, "block lengths", blockLengths)];
        Arrays.fill(types, old);
        final Typemap map = mapOf(operation, old);
        return blocks(operation, blockLengths, displacements, unit == EXTENTS ? map.extent() : unit, types);
    }

    static Typemap indexedBlock(final String operation, final int blockLength, final int[] displacements,
        final long unit, final Datatype old) {
        final int[] blockLengths = new int[lengthOf(operation, "displacements", displacements)];
        Arrays.fill(blockLengths, blockLength);
        return indexed(operation, blockLengths, displacements, unit, old);
    }

    /** Blocks of several types, which are all objects, or none of them. */
    static Typemap struct(final String operation, final int[] blockLengths, final int[] displacements,
        final long unit, final Datatype[] types) {
        if (types == null) {
            throw Faults.fault(MPI.ERR_ARG, operation, "the types are null");
        }
        Datatype first = null;
        for (final Datatype type : types) {
            mapOf(operation, type);
            if (!type.isMarker() && first == null) {
                first = type;
            }
            if (!type.isMarker() && type.isObject != first.isObject) {
                throw Faults.fault(MPI.ERR_TYPE, operation, first + " and " + type
                    + " cannot stand in one type: objects are serialised, the others are memory");
            }
        }
        return blocks(operation, blockLengths, displacements, unit, types);
    }

    private static Typemap blocks(final String operation, final int[] blockLengths, final int[] displacements,
        final long unit, final Datatype[] types) {
        final int blocks = lengthOf(operation, "block lengths", blockLengths);
        if (lengthOf(operation, "displacements", displacements) != blocks || types.length != blocks) {
            throw Faults.fault(MPI.ERR_ARG, operation, "there are " + blocks + " block lengths, " + displacements.length
                + " displacements and " + types.length + " types");
        }
        for (int block = 0; block < blocks; block++) {
            if (blockLengths[block] < 0) {
                throw Faults.negativeBlockLength(operation, block, blockLengths[block]);
            }
        }
        return made(operation, () -> {
            final Part[] parts = new Part[blocks];
            Arrays.setAll(parts, block -> new Part(types[block].map, Math.multiplyExact(displacements[block], unit), 1,
                blockLengths[block], 0));
            return Typemap.of(parts);
        });
    }

    static Typemap resized(final String operation, final Datatype old, final int lb, final int extent) {
        final Typemap map = mapOf(operation, old);
        return made(operation, () -> Typemap.resized(map, lb, extent));
    }

    static Typemap subarray(final String operation, final int[] sizes, final int[] subsizes, final int[] starts,
        final int order, final Datatype old) {
        final Typemap element = mapOf(operation, old);
        final int dims = lengthOf(operation, "sizes", sizes);
        if (dims == 0 || lengthOf(operation, "subsizes", subsizes) != dims
            || lengthOf(operation, "starts", starts) != dims) {
            throw Faults.fault(MPI.ERR_ARG, operation, "there are " + dims + " sizes, " + subsizes.length
                + " subsizes and " + starts.length + " starts");
        }
        for (int dim = 0; dim < dims; dim++) {
            if (sizes[dim] < 1 || subsizes[dim] < 1 || subsizes[dim] > sizes[dim] || starts[dim] < 0
                || starts[dim] > sizes[dim] - subsizes[dim]) {
                throw Faults.fault(MPI.ERR_ARG, operation, "dimension " + dim + ": " + subsizes[dim] + " elements from "
                    + starts[dim] + " on are not within " + sizes[dim]);
            }
        }
        requireOrder(operation, order);
        return made(operation, () -> {
            Typemap map = element;
            long extent = element.extent();
            long start = 0;
            for (int i = 0; i < dims; i++) {
                final int dim = order == MPI.ORDER_FORTRAN ? i : dims - 1 - i;
                map = Typemap.of(new Part(map, 0, subsizes[dim], 1, extent));
                start = Math.addExact(start, Math.multiplyExact(starts[dim], extent));
                extent = Math.multiplyExact(extent, sizes[dim]);
            }
            return Typemap.resized(Typemap.of(new Part(map, start, 1, 1, 0)), 0, extent);
        });
    }

    static Typemap darray(final String operation, final int size, final int rank, final int[] gsizes,
        final int[] distribs, final int[] dargs, final int[] psizes, final int order, final Datatype old) {
        final Typemap element = mapOf(operation, old);
        requireOrder(operation, order);
        final DistributedArray array = new DistributedArray(operation, size, rank, gsizes, distribs, dargs, psizes);
        return made(operation, () -> array.map(element, order == MPI.ORDER_FORTRAN));
    }

    /** The type map of an old type, committed or not. */
    static Typemap mapOf(final String operation, final Datatype old) {
        if (old == null || old.map == null) {
            throw Datatype.nullFault(operation, old);
        }
        return old.map;
    }

    /** The one base type of the capitalised dialect's structures; bounds have none. */
    static Datatype baseOf(final String operation, final Datatype[] types) {
        Datatype base = null;
        for (final Datatype type : types == null ? new Datatype[0] : types) {
            mapOf(operation, type);
            if (type.isMarker()) {
                continue;
            }
            if (base != null && type.arrayClass != base.arrayClass) {
                throw Faults.fault(MPI.ERR_TYPE, operation, base + " and " + type + " have different base types, the"
                    + " capitalised spelling wants one; see Datatype.createStruct");
            }
            base = type;
        }
        return base == null ? MPI.BYTE : base;
    }

    static int lengthOf(final String operation, final String what, final int[] array) {
        if (array == null) {
            throw Faults.fault(MPI.ERR_ARG, operation, "the " + what + " are null");
        }
        return array.length;
    }

    private static void requireCount(final String operation, final int count) {
        if (count < 0) {
            throw Faults.negativeCount(operation, count);
        }
    }

    private static void requireOrder(final String operation, final int order) {
        if (order != MPI.ORDER_C && order != MPI.ORDER_FORTRAN) {
            throw Faults.fault(MPI.ERR_ARG, operation,
                "the order is " + order + ", it must be MPI.ORDER_C or MPI.ORDER_FORTRAN");
        }
    }

    private static Typemap made(final String operation, final java.util.function.Supplier<Typemap> maker) {
        try {
            return maker.get();
        } catch (final ArithmeticException e) {
            throw tooLong(operation, e);
        }
    }

    static MPIException tooLong(final String operation, final ArithmeticException cause) {
        final MPIException fault = Faults.fault(MPI.ERR_ARG, operation,
            "the datatype would be longer than memory can be: " + cause.getMessage());
        fault.initCause(cause);
        return fault;
    }

    /** The basic type that stands for a type map in layouts: that of its elements, bytes if they differ. */
    static BasicType basicOf(final Typemap map) {
        return map.basic == null ? BasicType.BYTE : map.basic;
    }
}
