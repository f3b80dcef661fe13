package mpi.core.boot;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.function.Predicate;

/**
 * Loads the own copies that a rank which shares its JVM has of the classes that hold statics, and takes all others from
 * its parent. The copies are made from the parent's class files, so that both see the same class path.
 */
public final class RankLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private static final String JAR = "jar:";
    private static final String IN_JAR = "!/";

    private final Predicate<String> isolated;

    /**
     * Makes a loader.
     *
     * @param name shown in stack traces
     * @param parent where class files come from
     * @param isolated tells by its name whether a rank has its own copy of a class
     */
    public RankLoader(final String name, final ClassLoader parent, final Predicate<String> isolated) {
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
        final String path = name.replace('.', '/') + ".class";
        final URL place = getParent().getResource(path);
        if (place == null) {
            throw new ClassNotFoundException(name);
        }
        try (InputStream file = place.openStream()) {
            final byte[] code = file.readAllBytes();
            return defineClass(name, code, 0, code.length, domain(place, path));
        } catch (final IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** Where a class comes from, as programs ask for it: the jar or the directory. */
    private ProtectionDomain domain(final URL place, final String path) throws IOException {
        final String root = place.toString().substring(0, place.toString().length() - path.length());
        final String entry = root.startsWith(JAR) && root.endsWith(IN_JAR)
            ? root.substring(JAR.length(), root.length() - IN_JAR.length())
            : root;
        try {
            final URL origin = URI.create(entry).toURL();
            return new ProtectionDomain(new CodeSource(origin, (Certificate[]) null), null, this, null);
        } catch (final IllegalArgumentException e) {
            throw new IOException("class of an odd place: " + place, e);
        }
    }
}
