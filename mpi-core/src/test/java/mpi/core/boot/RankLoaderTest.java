package mpi.core.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.InputStream;
import org.junit.jupiter.api.Test;

class RankLoaderTest {
    private static final ClassLoader PARENT = RankLoaderTest.class.getClassLoader();
    private static final String OWN = Own.class.getName();

    /** What a rank has a copy of. */
    static final class Own {
        private Own() {}
    }

    private static RankLoader loader(final ClassLoader parent) {
        return new RankLoader("rank 0", parent, name -> name.startsWith(OWN));
    }

    @Test
    void shouldCopyIsolatedClassesAndNoOthers() throws ClassNotFoundException {
        final RankLoader loader = loader(PARENT);
        final Class<?> copy = loader.loadClass(OWN);

        assertNotSame(Own.class, copy);
        assertSame(copy, loader.loadClass(OWN));
        assertSame(loader, copy.getClassLoader());
        assertSame(RankLoaderTest.class, loader.loadClass(RankLoaderTest.class.getName()));
        assertEquals(Own.class.getProtectionDomain().getCodeSource().getLocation(),
            copy.getProtectionDomain().getCodeSource().getLocation());
        assertThrows(ClassNotFoundException.class, () -> loader.loadClass(OWN + "s"));
    }

    /** A loader need not open what it finds: streams are for users, and may be hidden from them. */
    @Test
    void shouldReadAClassFromWhereItIsFound() throws ClassNotFoundException {
        final ClassLoader shy = new ClassLoader(PARENT) {
            @Override
            public InputStream getResourceAsStream(final String name) {
                return null;
            }
        };
        assertNotSame(Own.class, loader(shy).loadClass(OWN));
    }
}
