package mpi.core.kit;

import java.lang.reflect.Array;
import java.util.Objects;
import mpi.MPIException;

/**
 * Assertions that need no test framework, so that the cases also run as a program.
 */
final class Expect {
    private Expect() {}

    /** Throws unless both are equal; arrays are compared element by element. */
    static void equal(final String what, final Object expected, final Object actual) {
        if (!Objects.deepEquals(expected, actual)) {
            throw new AssertionError(what + ": " + difference(expected, actual));
        }
    }

    static void that(final String what, final boolean condition) {
        if (!condition) {
            throw new AssertionError(what);
        }
    }

    /** Throws unless the call throws an exception of this error class. */
    static void failure(final String what, final int errorClass, final Runnable call) {
        try {
            call.run();
        } catch (final MPIException e) {
            equal(what + ": error class of \"" + e.getMessage() + "\"", errorClass, e.getErrorClass());
            return;
        }
        throw new AssertionError(what + ": nothing was thrown");
    }

    private static String difference(final Object expected, final Object actual) {
        if (expected == null || actual == null || !expected.getClass().isArray() || !actual.getClass().isArray()) {
            return "expected " + expected + ", found " + actual;
        }
        final int length = Array.getLength(expected);
        if (length != Array.getLength(actual)) {
            return "expected " + length + " elements, found " + Array.getLength(actual);
        }
        int index = 0;
        while (Objects.deepEquals(Array.get(expected, index), Array.get(actual, index))) {
            index++;
        }
        return "element " + index + " of " + length + ": expected " + Array.get(expected, index) + ", found "
            + Array.get(actual, index);
    }
}
