package mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a program attaches to datatypes. */
class DatatypeAttributesTest {
    private final Datatype type = Datatype.createContiguous(2, MPI.INT);

    @Test
    void shouldHoldValuesAndHandThemToDuplicates() {
        final int key = Datatype.createKeyval();
        assertNull(type.getAttr(key));
        type.setAttr(key, "value");
        assertEquals("value", type.getAttr(key));
        final Datatype duplicate = type.dup();
        assertEquals("value", duplicate.getAttr(key));
        duplicate.deleteAttr(key);
        duplicate.deleteAttr(key);
        assertNull(duplicate.getAttr(key));
        assertEquals("value", type.getAttr(key));
    }

    @Test
    void shouldCallTheFunctionsOfTheKey() {
        final List<Object> deleted = new ArrayList<>();
        final int key = Datatype.createKeyval((_, _, value) -> value.equals("kept") ? "copied" : null,
            (_, _, value) -> deleted.add(value));
        type.setAttr(key, "dropped");
        assertNull(type.dup().getAttr(key));
        type.setAttr(key, "kept");
        final Datatype duplicate = type.clone();
        Datatype.freeKeyval(key);
        duplicate.free();
        type.free();
        assertEquals(List.of("dropped", "copied", "kept"), deleted);
    }

    @Test
    void shouldRefuseWhatIsNoKeyNoValueOrNoType() {
        final int key = Datatype.createKeyval();
        final int ofCommunicators = Comm.createKeyval();
        assertFails(MPI.ERR_KEYVAL, () -> type.getAttr(ofCommunicators));
        assertFails(MPI.ERR_KEYVAL, () -> type.setAttr(MPI.TAG_UB, 1));
        assertFails(MPI.ERR_KEYVAL, () -> type.deleteAttr(MPI.KEYVAL_INVALID));
        assertFails(MPI.ERR_KEYVAL, () -> Datatype.freeKeyval(ofCommunicators));
        assertFails(MPI.ERR_ARG, () -> type.setAttr(key, null));
        assertFails(MPI.ERR_ARG, () -> Datatype.createKeyval(null, (_, _, _) -> {}));
        assertFails(MPI.ERR_TYPE, () -> MPI.DATATYPE_NULL.getAttr(key));
        type.free();
        assertFails(MPI.ERR_TYPE, () -> type.setAttr(key, 1));
        assertFails(MPI.ERR_TYPE, () -> type.deleteAttr(key));
        Datatype.freeKeyval(key);
        assertFails(MPI.ERR_KEYVAL, () -> Datatype.freeKeyval(key));
    }

    private static void assertFails(final int errorClass, final Runnable call) {
        assertEquals(errorClass, assertThrows(MPIException.class, call::run).getErrorClass());
    }
}
