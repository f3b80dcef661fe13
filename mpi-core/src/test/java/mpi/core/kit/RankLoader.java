package mpi.core.kit;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Predicate;

/**
 * Loads a rank's own copies of the classes that hold statics, and takes all others from its parent. The copies are made
 * from the parent's class files, so that both see the same class path.
 */
final class RankLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final Predicate<String> isolated;

    /**
     * Makes a loader.
     *
     * @param name shown in stack traces
     * @param parent where class files come from
     * @param isolated tells by its name whether a rank has its own copy of a class
     */
    RankLoader(final String name, final ClassLoader parent, final Predicate<String> isolated) {
        super(name, parent);
        this.isolated = isolated;
    }

    @Override
    protected Class<?> loadClass(final String name, final boolean resolve) throws ClassNotFoundException {
        if (!isolated.test(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            final Class<?> loaded = findLoadedClass(name);
            final Class<?> own = loaded != null ? loaded : define(name);
            if (resolve) {
                resolveClass(own);
            }
            return own;
        }
    }

    private Class<?> define(final String name) throws ClassNotFoundException {
        try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            final byte[] code = file.readAllBytes();
            return defineClass(name, code, 0, code.length);
        } catch (final IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
