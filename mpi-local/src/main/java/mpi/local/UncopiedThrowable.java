package mpi.local;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Stands for something that a rank has thrown and that cannot be copied to the caller's classes: its text, its stack
 * trace and its causes. Whatever it asks of the original is code of the user, which may fail in turn: then it tells the
 * class and how far it came.
 */
final class UncopiedThrowable extends RuntimeException {
    /** Longest chain of causes that is told: one that is made anew whenever it is asked for has no end. */
    static final int MAX_CAUSES = 64;

    private static final long serialVersionUID = 1L;

    private final String text;

    private UncopiedThrowable(final String text, final Throwable cause) {
        super(text, cause);
        this.text = text;
    }

    static UncopiedThrowable of(final Throwable original) {
        UncopiedThrowable standIn = null;
        for (final Throwable one : causes(original).reversed()) {
            standIn = new UncopiedThrowable(text(one), standIn);
            copyTrace(one, standIn);
        }
        return standIn;
    }

    /** What a throwable says of itself. */
    static String text(final Throwable original) {
        try {
            return original.toString();
        } catch (final RuntimeException | Error e) {
            return original.getClass().getName() + " (its text is lost in " + e.getClass().getName() + ")";
        }
    }

    /** A throwable and its causes, each once. */
    private static List<Throwable> causes(final Throwable original) {
        final List<Throwable> chain = new ArrayList<>();
        final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Throwable next = original;
        while (next != null && chain.size() <= MAX_CAUSES && seen.add(next)) {
            chain.add(next);
            next = cause(next);
        }
        return chain;
    }

    private static Throwable cause(final Throwable original) {
        try {
            return original.getCause();
        } catch (final RuntimeException | Error e) {
            return e; // why no more is known
        }
    }

    private static void copyTrace(final Throwable original, final Throwable standIn) {
        try {
            standIn.setStackTrace(original.getStackTrace());
        } catch (final RuntimeException | Error e) {
            standIn.addSuppressed(new UncopiedThrowable("its stack trace is lost in " + e.getClass().getName(), null));
        }
    }

    /** A trace taken here would hold on to the classes of the rank. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    @Override
    public String toString() {
        return text;
    }
}
