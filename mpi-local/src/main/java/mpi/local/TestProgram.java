package mpi.local;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import mpi.MPI;

/**
 * A method of a test class, on an instance of the rank's own.
 */
final class TestProgram implements RankProgram {
    @Override
    public void run(final Place place) throws Throwable {
        final List<String> words = List.of(place.<String[]>get(Place.TEST));
        final Class<?> test = Class.forName(words.get(0), true, Thread.currentThread().getContextClassLoader());
        final Method method = find(test, words.get(1), words.subList(2, words.size()));
        method.setAccessible(true);
        if (place.<Boolean>get(Place.INIT)) {
            MPI.Init(new String[0]);
            method.invoke(instance(test), arguments(method));
            MPI.Finalize();
        } else {
            method.invoke(instance(test));
        }
    }

    private static Method find(final Class<?> test, final String name, final List<String> parameters)
        throws NoSuchMethodException {
        for (Class<?> type = test; type != null; type = type.getSuperclass()) {
            for (final Method method : type.getDeclaredMethods()) {
                if (method.getName().equals(name)
                    && Arrays.stream(method.getParameterTypes()).map(Class::getName).toList().equals(parameters)) {
                    return method;
                }
            }
        }
        throw new NoSuchMethodException(test.getName() + "." + name);
    }

    private static Object instance(final Class<?> test) throws ReflectiveOperationException {
        final Constructor<?> constructor = test.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private static Object[] arguments(final Method method) {
        return method.getParameterCount() == 0 ? new Object[0] : new Object[] {MPI.COMM_WORLD};
    }
}
