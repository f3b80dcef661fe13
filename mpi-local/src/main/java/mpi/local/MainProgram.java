package mpi.local;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;

/**
 * A class with a main method, found as the java command finds it: static or not, with or without arguments.
 */
final class MainProgram implements RankProgram {
    @Override
    public void run(final Place place) throws Throwable {
        final String[] words = place.get(Place.MAIN);
        final Class<?> main = Class.forName(words[0], true, Thread.currentThread().getContextClassLoader());
        final Method method = find(main, String[].class).or(() -> find(main))
            .orElseThrow(() -> new NoSuchMethodException(words[0] + " has no method main(String[]) and no main()"));
        method.setAccessible(true); // the class need not be public
        final Object[] arguments = method.getParameterCount() == 0 ? new Object[0]
            : new Object[] {Arrays.copyOfRange(words, 1, words.length)};
        method.invoke(Modifier.isStatic(method.getModifiers()) ? null : instance(main), arguments);
    }

    private static Optional<Method> find(final Class<?> main, final Class<?>... parameters) {
        for (Class<?> type = main; type != null; type = type.getSuperclass()) {
            for (final Method method : type.getDeclaredMethods()) {
                if ("main".equals(method.getName()) && Arrays.equals(method.getParameterTypes(), parameters)
                    && !Modifier.isPrivate(method.getModifiers())) {
                    return Optional.of(method);
                }
            }
        }
        return Optional.empty();
    }

    private static Object instance(final Class<?> main) throws ReflectiveOperationException {
        final Constructor<?> constructor = main.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }
}
