package mpi.local;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Takes objects from the classes of one loader to those of another, as bytes.
 */
final class Copies {
    private Copies() {}

    static byte[] toBytes(final Object object) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
            stream.writeObject(object);
        }
        return bytes.toByteArray();
    }

    static Object fromBytes(final byte[] bytes, final ClassLoader loader) throws IOException, ClassNotFoundException {
        try (ObjectInputStream stream = new LoaderInput(new ByteArrayInputStream(bytes), loader)) {
            return stream.readObject();
        }
    }

    /**
     * A copy of what a rank has thrown that holds on to none of the rank's classes, as the original does even where its
     * own class is the JDK's. Never fails, whatever the methods of the original and its copy do, which are the user's.
     */
    static Throwable of(final Throwable thrown, final ClassLoader loader) {
        try {
            final Throwable copy = (Throwable) fromBytes(toBytes(thrown), loader);
            copy.printStackTrace(new PrintWriter(Writer.nullWriter())); // as whoever gets it will do
            return copy;
        } catch (final IOException | ClassNotFoundException | RuntimeException | Error e) {
            return UncopiedThrowable.of(thrown); // the text that the user needs is that of the original
        }
    }

    /** Finds classes by name in a given loader. */
    private static final class LoaderInput extends ObjectInputStream {
        private final ClassLoader loader;

        LoaderInput(final InputStream in, final ClassLoader loader) throws IOException {
            super(in);
            this.loader = loader;
        }

        @Override
        protected Class<?> resolveClass(final ObjectStreamClass description)
            throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, loader);
            } catch (final ClassNotFoundException e) {
                return super.resolveClass(description); // primitive types
            }
        }
    }
}
