package mpi.local;

import java.io.IOException;
import java.io.ObjectOutputStream;

/** Throws what cannot be told without trouble, for the code of users runs when it is. */
final class UnspeakableMain {
    private UnspeakableMain() {}

    public static void main(final String[] args) {
        throw switch (args[0]) {
            case "toString" -> new NoText();
            case "getMessage" -> new NoMessage();
            case "cause's getMessage" -> new IllegalStateException("because", new NoMessage());
            case "writeObject" -> new Unwritable();
            case "getCause" -> new NoCause();
            case "getStackTrace" -> new NoTrace();
            case "causes in a circle" -> circle();
            case "causes without end" -> new Endless();
            default -> new IllegalArgumentException(args[0]);
        };
    }

    private static RuntimeException circle() {
        final Uncopied first = new Uncopied("first");
        final Uncopied second = new Uncopied("second");
        first.initCause(second);
        second.initCause(first);
        return first;
    }

    /** Cannot be serialised. */
    static class Uncopied extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings({"unused", "serial"}) // is there to be in the way
        private final Object thing = new Object();

        Uncopied(final String message) {
            super(message);
        }
    }

    /** Fails in its text, as an object made of this class elsewhere does. */
    static final class NoText extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }

    /** Fails in its message with an error. */
    static final class NoMessage extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new StackOverflowError("no message");
        }
    }

    /** Fails in its serialisation with an error. */
    static final class Unwritable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private void writeObject(final ObjectOutputStream out) throws IOException {
            throw new OutOfMemoryError("no memory for " + out.getClass());
        }
    }

    /** Fails when asked for its cause. */
    static final class NoCause extends Uncopied {
        private static final long serialVersionUID = 1L;

        NoCause() {
            super("no cause");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("no cause");
        }
    }

    /** Has no stack trace. */
    static final class NoTrace extends Uncopied {
        private static final long serialVersionUID = 1L;

        NoTrace() {
            super("no trace");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            return null; // the contract forbids it, nothing prevents it
        }
    }

    /** Has one more cause whenever it is asked. */
    static final class Endless extends Uncopied {
        private static final long serialVersionUID = 1L;

        Endless() {
            super("endless");
        }

        @Override
        public synchronized Throwable getCause() {
            return new Endless();
        }
    }
}
