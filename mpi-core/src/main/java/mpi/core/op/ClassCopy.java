package mpi.core.op;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Defines a class once more, with a constant of its own. The JIT compiles a loop once for all that run it, so that a
 * loop which is handed its operation calls it for each element; a copy of the loop's class, whose operation is a
 * constant, is compiled with the operation inside.
 */
final class ClassCopy {
    private ClassCopy() {}

    /**
     * Makes an instance of a copy of a class.
     *
     * @param lookup of the class, which has a constructor without parameters
     * @param constant what {@link #constant} gives within the copy
     * @param type what the class implements
     * @return the instance
     */
    static <T> T instance(final MethodHandles.Lookup lookup, final Object constant, final Class<T> type) {
        final Class<?> original = lookup.lookupClass();
        try (InputStream file = original.getResourceAsStream(original.getSimpleName() + ".class")) {
            final MethodHandles.Lookup copy =
                lookup.defineHiddenClassWithClassData(file.readAllBytes(), constant, true);
            return type.cast(copy.findConstructor(copy.lookupClass(), MethodType.methodType(void.class)).invoke());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final Error | RuntimeException e) {
            throw e;
        } catch (final Throwable e) {
            throw new IllegalStateException(original.getName(), e);
        }
    }

    /**
     * The constant of a copy.
     *
     * @param lookup of the class that asks
     * @param type class of the constant
     * @return the constant; {@code null} in the class that is copied
     */
    static <T> T constant(final MethodHandles.Lookup lookup, final Class<T> type) {
        try {
            return MethodHandles.classData(lookup, "_", type);
        } catch (final IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
