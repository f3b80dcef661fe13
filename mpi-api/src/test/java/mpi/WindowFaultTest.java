package mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import mpi.spi.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The table of operation × fault for windows: every operation is called with every argument in turn that it must not
 * have, and with everything else right. Each call must be refused by an error of the standard's class before the engine
 * hears of it. Parameters are known by their names; an operation with an unknown one fails here.
 */
class WindowFaultTest {
    /** Operations that no window refuses, or any. */
    private static final Set<String> LEFT_OUT = Set.of("isNull", "Is_null");
    /** Parameters of which only the engine knows what is wrong, or of which nothing is. */
    private static final Set<String> ANYTHING = Set.of("targetDisp", "errorcode");

    @RegisterExtension
    final RunningMpi mpi = new RunningMpi();

    /** A wrong argument, and the class of the error. */
    private record Bad(Object value, int errorClass) {}

    private final LongBuffer room = ByteBuffer.allocateDirect(64).asLongBuffer();
    private final Map<String, Object> good = new HashMap<>();
    private final Map<String, List<Bad>> bad = new HashMap<>();

    private void fill() {
        final Bad noBuffer = new Bad(null, MPI.ERR_BUFFER);
        final Bad noRoom = new Bad(LongBuffer.allocate(0), MPI.ERR_BUFFER);
        final Bad notLongs = new Bad(new int[8], MPI.ERR_TYPE);
        final Bad noRoomInArray = new Bad(new long[0], MPI.ERR_BUFFER);
        know(room, List.of(noBuffer, noRoom, notLongs, noRoomInArray), "origin", "compare");
        know(room, List.of(noBuffer, noRoom, notLongs, noRoomInArray,
            new Bad(LongBuffer.allocate(8).asReadOnlyBuffer(), MPI.ERR_BUFFER)), "result");
        know(0, List.of(new Bad(-1, MPI.ERR_BUFFER), new Bad(8, MPI.ERR_BUFFER)), "originOffset", "compareOffset",
            "resultOffset");
        know(1, List.of(new Bad(-1, MPI.ERR_COUNT)), "originCount", "resultCount", "targetCount");
        know(MPI.LONG, List.of(new Bad(null, MPI.ERR_TYPE), new Bad(MPI.DATATYPE_NULL, MPI.ERR_TYPE),
            new Bad(MPI.OBJECT, MPI.ERR_TYPE), new Bad(Datatype.createContiguous(2, MPI.LONG), MPI.ERR_TYPE)),
            "originType", "resultType", "targetType", "datatype");
        know(1, List.of(new Bad(4, MPI.ERR_RANK), new Bad(MPI.ANY_SOURCE, MPI.ERR_RANK)), "targetRank");
        know(MPI.SUM, List.of(new Bad(null, MPI.ERR_OP), new Bad(MPI.MAXLOC, MPI.ERR_OP),
            new Bad(new Op((_, _, _, _) -> {}, true), MPI.ERR_OP)), "op");
        know(0, List.of(new Bad(1 << 10, MPI.ERR_ASSERT)), "assertion");
        know(MPI.COMM_WORLD.getGroup(), List.of(new Bad(null, MPI.ERR_GROUP), new Bad(MPI.GROUP_NULL, MPI.ERR_GROUP)),
            "group");
        know(MPI.LOCK_SHARED, List.of(new Bad(0, MPI.ERR_LOCKTYPE)), "lockType");
        know(Win.createKeyval(), List.of(new Bad(MPI.KEYVAL_INVALID, MPI.ERR_KEYVAL)), "keyval");
        know("value", List.of(new Bad(null, MPI.ERR_ARG)), "value", "name");
        know(MPI.INFO_NULL, List.of(new Bad(null, MPI.ERR_INFO)), "info");
        know(MPI.ERRORS_RETURN, List.of(new Bad(null, MPI.ERR_ARG)), "errhandler");
        know(room, List.of(new Bad(null, MPI.ERR_BASE)), "base");
        know(1, List.of(new Bad(-1, MPI.ERR_SIZE), new Bad(9, MPI.ERR_SIZE)), "size");
        know(0, List.of(), ANYTHING.toArray(String[]::new));
    }

    private void know(final Object value, final List<Bad> faults, final String... names) {
        for (final String name : names) {
            good.put(name, value);
            bad.put(name, faults);
        }
    }

    private static Stream<Method> operations() {
        return Stream.of(Win.class, WinDialect.class)
            .flatMap(owner -> Arrays.stream(owner.getDeclaredMethods()))
            .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
            .filter(method -> !method.isSynthetic() && !LEFT_OUT.contains(method.getName()));
    }

    private Win window() {
        final Win win = new Win(room, 8, 1, MPI.INFO_NULL, MPI.COMM_WORLD);
        win.setErrhandler(MPI.ERRORS_RETURN);
        return win;
    }

    /** What a call throws, or {@code null}. */
    private static Throwable call(final Method method, final Win win, final Object[] arguments) {
        try {
            method.invoke(win, arguments);
            return null;
        } catch (final InvocationTargetException e) {
            return e.getCause();
        } catch (final IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private Object[] good(final Method method) {
        final List<String> unknown = Arrays.stream(method.getParameters())
            .map(Parameter::getName)
            .filter(name -> !good.containsKey(name))
            .toList();
        assertEquals(Collections.emptyList(), unknown, method.toString());
        return Arrays.stream(method.getParameters()).map(parameter -> good.get(parameter.getName())).toArray();
    }

    /** Arrays only where they can be buffers. */
    private static boolean mayBePassed(final Object value, final Class<?> parameter) {
        return value == null || parameter.isPrimitive() || parameter.isInstance(value);
    }

    @Test
    void shouldRefuseEachWrongArgument() {
        fill();
        final FakeWindow fake = mpi.engine.window;
        final int[] faults = {0};
        operations().forEach(method -> {
            final Throwable refusal = call(method, window(), good(method));
            assertEquals(null, refusal, method.toString());
            for (int index = 0; index < method.getParameterCount(); index++) {
                final String name = method.getParameters()[index].getName();
                for (final Bad wrong : bad.get(name)) {
                    if (!mayBePassed(wrong.value, method.getParameterTypes()[index])) {
                        continue;
                    }
                    final Object[] arguments = good(method);
                    arguments[index] = wrong.value;
                    fake.calls.clear();
                    final Throwable thrown = call(method, window(), arguments);
                    final String what = method.getName() + ", " + name + " = " + wrong.value + ": " + thrown;
                    assertInstanceOf(MPIException.class, thrown, what);
                    assertEquals(Faults.className(wrong.errorClass),
                        Faults.className(((MPIException) thrown).getErrorClass()), what);
                    assertTrue(fake.calls.isEmpty(), what + ": the engine was asked");
                    faults[0]++;
                }
            }
        });
        assertTrue(faults[0] > 350, faults[0] + " faults");
    }

    @Test
    void shouldRefuseAFreedWindow() {
        fill();
        operations().forEach(method -> {
            final Win win = window();
            win.free();
            final Throwable thrown = call(method, win, good(method));
            assertInstanceOf(MPIException.class, thrown, method.toString());
            assertEquals(MPI.ERR_WIN, ((MPIException) thrown).getErrorClass(), thrown.toString());
        });
    }
}
