package mpi.core.op;

import java.util.concurrent.atomic.AtomicReferenceArray;
import mpi.spi.BasicType;
import mpi.spi.Reduction;

/**
 * The kernels that work on memory with addresses, without a copy to arrays: those of elements of four and eight bytes.
 * Shorter ones would need longer groups than the JIT (of JDK 25) makes vectors of (ADR 24). They give what the kernels
 * of {@link Operations#kernel} give, and their operations commute.
 */
public final class AddressKernels {
    private static final int TYPES = BasicType.values().length;
    /** Of the process, as what is compiled is. Made when first asked for: of two threads at once, either's may stay. */
    private static final AtomicReferenceArray<AddressKernel> MADE =
        new AtomicReferenceArray<>(Reduction.Kind.values().length * TYPES);

    private AddressKernels() {}

    /**
     * The kernel of an operation. Asks for memory with addresses, see {@link mpi.core.transport.Memory#hasAddresses}.
     *
     * @param kind a predefined operation that is defined for the type
     * @param type type of the elements
     * @return the kernel, or {@code null} where {@link Operations#kernel} has to do
     */
    public static AddressKernel of(final Reduction.Kind kind, final BasicType type) {
        final int index = kind.ordinal() * TYPES + type.ordinal();
        final AddressKernel known = MADE.get(index);
        if (known != null) {
            return known;
        }
        final AddressKernel made = make(kind, type);
        if (made != null) {
            MADE.set(index, made);
        }
        return made;
    }

    private static AddressKernel make(final Reduction.Kind kind, final BasicType type) {
        return switch (type) {
            case INT -> IntGroups.of(kind);
            case LONG -> LongGroups.of(kind);
            case FLOAT -> FloatGroups.of(kind);
            case DOUBLE -> DoubleGroups.of(kind);
            case FLOAT_COMPLEX -> kind == Reduction.Kind.SUM ? FloatGroups.of(kind) : null;
            case DOUBLE_COMPLEX -> kind == Reduction.Kind.SUM ? DoubleGroups.of(kind) : null;
            default -> null;
        };
    }
}
