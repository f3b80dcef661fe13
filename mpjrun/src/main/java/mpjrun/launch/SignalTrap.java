package mpjrun.launch;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import mpi.core.diag.ErrorLog;

/**
 * Takes the signals that ask the launcher to end, in place of the JVM, which would just end; a shutdown hook would not
 * know which signal came, nor see a second one. {@code sun.misc.Signal} of the exported module {@code jdk.unsupported}
 * is the JDK's only way to do that. It is reached by reflection, since javac warns of it in a way that no
 * {@code @SuppressWarnings} ends.
 *
 * <p>Where a signal cannot be taken ({@code -Xrs}), the JVM's own way stays: the shutdown hook of {@link Job} ends the
 * ranks. A signal that is ignored because the launcher was started so, as by {@code nohup}, stays ignored.
 */
final class SignalTrap implements AutoCloseable {
    private final ErrorLog errors;
    /** Put the old handlers back. */
    private final Deque<Runnable> undo = new ArrayDeque<>();

    /**
     * Takes the signals until closed.
     *
     * @param consumer told of each, on a thread of the JVM
     * @param errors takes what fails
     */
    SignalTrap(final Consumer<LauncherSignal> consumer, final ErrorLog errors) {
        this.errors = errors;
        for (final LauncherSignal signal : LauncherSignal.values()) {
            take(signal, consumer);
        }
    }

    private void take(final LauncherSignal signal, final Consumer<LauncherSignal> consumer) {
        try {
            final Class<?> signalClass = Class.forName("sun.misc.Signal");
            final Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
            final Object handler = Proxy.newProxyInstance(SignalTrap.class.getClassLoader(),
                new Class<?>[] {handlerClass}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "handle" -> {
                        consumer.accept(signal);
                        yield null;
                    }
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> signal.toString();
                });
            final Object name = signalClass.getConstructor(String.class).newInstance(signal.name());
            final Object before = handle(signalClass, handlerClass, name, handler);
            undo.push(() -> restore(signalClass, handlerClass, name, before));
        } catch (final ReflectiveOperationException e) {
            errors.record("taking signal " + signal, causeOf(e));
        }
    }

    private static Object handle(final Class<?> signalClass, final Class<?> handlerClass, final Object signal,
        final Object handler) throws ReflectiveOperationException {
        return signalClass.getMethod("handle", signalClass, handlerClass).invoke(null, signal, handler);
    }

    private void restore(final Class<?> signalClass, final Class<?> handlerClass, final Object signal,
        final Object handler) {
        try {
            handle(signalClass, handlerClass, signal, handler);
        } catch (final ReflectiveOperationException e) {
            errors.record("giving back signal " + signal, causeOf(e));
        }
    }

    private static Throwable causeOf(final ReflectiveOperationException e) {
        return e instanceof InvocationTargetException invocation ? invocation.getCause() : e;
    }

    @Override
    public void close() {
        while (!undo.isEmpty()) {
            undo.pop().run();
        }
    }
}
