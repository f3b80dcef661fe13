package mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is declared and not there says so, whatever it is given. */
class UnsupportedTest {
    static final Set<String> PROCESSES = Set.of("accept", "connect", "closePort", "openPort", "publishName",
        "unpublishName", "lookupName", "spawn", "spawnMultiple");

    @Test
    void shouldRefuseFiles() throws ReflectiveOperationException {
        for (final Constructor<?> constructor : File.class.getConstructors()) {
            refuses(constructor, () -> constructor.newInstance(arguments(constructor)));
        }
        final Object object = unmade(File.class);
        for (final Method method : File.class.getDeclaredMethods()) {
            if (!method.isSynthetic() && Modifier.isPublic(method.getModifiers())) {
                refuses(method, () -> method.invoke(object, arguments(method)));
            }
        }
    }

    @Test
    void shouldRefuseDynamicProcesses() {
        int found = 0;
        for (final Method method : Intracomm.class.getDeclaredMethods()) {
            if (PROCESSES.contains(method.getName())) {
                refuses(method, () -> method.invoke(MPI.COMM_WORLD, arguments(method)));
                found++;
            }
        }
        assertEquals(15, found);
        assertTrue(Intercomm.getParent().isNull());
    }

    @Test
    void shouldHoldAView() {
        final FileView view = new FileView(3, MPI.INT, MPI.BYTE, "native");
        assertEquals(3, view.getDisp());
        assertEquals(MPI.INT, view.getEType());
        assertEquals(MPI.BYTE, view.getFileType());
        assertEquals("native", view.getDataRep());
    }

    private static void refuses(final Executable member, final org.junit.jupiter.api.function.Executable call) {
        final Throwable thrown = assertThrows(InvocationTargetException.class, call, member.toString()).getCause();
        assertInstanceOf(UnsupportedOperationException.class, thrown, member.toString());
        final String name = member instanceof Constructor ? "constructor" : member.getName();
        assertTrue(thrown.getMessage().matches("\\w+[. ]" + name + ": [^:]+"), thrown.getMessage());
    }

    private static Object[] arguments(final Executable member) {
        return Arrays.stream(member.getParameterTypes())
            .map(type -> type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null)
            .toArray();
    }

    /** An object of a class whose constructors all throw, made as deserialisation makes them. */
    private static Object unmade(final Class<?> owner) throws ReflectiveOperationException {
        final Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
        final Object maker = factory.getMethod("getReflectionFactory").invoke(null);
        final Constructor<?> constructor = (Constructor<?>) factory
            .getMethod("newConstructorForSerialization", Class.class, Constructor.class)
            .invoke(maker, owner, Object.class.getConstructor());
        return constructor.newInstance();
    }
}
