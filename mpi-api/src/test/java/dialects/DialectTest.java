package dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import mpi.Comm;
import mpi.Datatype;
import mpi.Freeable;
import mpi.Group;
import mpi.Intracomm;
import mpi.MPI;
import mpi.MPIException;
import mpi.Op;
import mpi.Request;
import mpi.Status;
import mpi.User_function;
import org.junit.jupiter.api.Test;

/**
 * What a program outside of package {@code mpi} may write: the capitalised methods stand in package-private classes,
 * and must be callable, also by reflection and through method references, as if they stood in the public ones.
 */
class DialectTest {
    private static final List<Class<?>> WITH_DIALECT =
        List.of(Comm.class, Intracomm.class, Datatype.class, Group.class, Request.class);

    @Test
    void shouldBridgeEveryCapitalisedMethodIntoThePublicClass() {
        final List<String> hidden = new ArrayList<>();
        for (final Class<?> type : WITH_DIALECT) {
            for (final Method method : type.getMethods()) {
                if (!Modifier.isPublic(method.getDeclaringClass().getModifiers())) {
                    hidden.add(method.toString());
                }
            }
        }
        assertEquals(List.of(), hidden);
    }

    @Test
    void shouldCallByReflection() throws ReflectiveOperationException {
        assertEquals(2, Datatype.class.getMethod("Extent").invoke(MPI.INT2));
        assertEquals(0, Group.class.getMethod("Size").invoke(MPI.GROUP_EMPTY));
        assertSame(MPI.EMPTY_STATUS, Request.class.getMethod("Wait").invoke(MPI.REQUEST_NULL));
        assertEquals(true, Comm.class.getMethod("Is_null").invoke(MPI.COMM_NULL));
        assertNotNull(Intracomm.class.getMethod("Barrier"));
    }

    @Test
    void shouldCallFromAnotherPackage() {
        assertTrue(MPI.REQUEST_NULL.Is_null());
        final java.util.function.IntSupplier size = MPI.GROUP_EMPTY::Size;
        assertEquals(0, size.getAsInt());
        final Comm comm = MPI.COMM_NULL;
        assertThrows(MPIException.class, comm::Rank);
        final Freeable status = new Status();
        status.free();
    }

    @Test
    void shouldDeriveFromTheAbstractClassesOfBothDialects() {
        final Op op = new Op(new User_function() {
            @Override
            public void Call(
                final Object in,
                final int inOffset,
                final Object inout,
                final int inoutOffset,
                final int count,
                final Datatype type) {}
        }, true);
        op.free();
        assertTrue(op.isNull());
    }

    @Test
    void shouldHaveTheConstantsThatProgramsInline() {
        assertEquals("0 1 2 3", MPI.IDENT + " " + MPI.SIMILAR + " " + MPI.UNEQUAL + " " + MPI.CONGRUENT);
        assertEquals("-2 -2 -1 -1 -4",
            MPI.ANY_SOURCE + " " + MPI.ANY_TAG + " " + MPI.PROC_NULL + " " + MPI.UNDEFINED + " " + MPI.ROOT);
        assertEquals("1 53 39 74 75 92", MPI.ERR_BUFFER + " " + MPI.ERR_WIN + " " + MPI.ERR_NO_MEM + " "
            + MPI.ERR_PROC_ABORTED + " " + MPI.ERR_PROC_FAILED + " " + MPI.ERR_LASTCODE);
    }
}
