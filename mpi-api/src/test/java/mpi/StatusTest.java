package mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import mpi.spi.Completion;
import org.junit.jupiter.api.Test;

/**
 * What a status tells: counts, elements, and what the program sets.
 */
class StatusTest {
    private static Status status(final long lengthBytes, final Datatype type) {
        final Completion completion = new Completion();
        completion.source = 3;
        completion.tag = 7;
        completion.lengthBytes = lengthBytes;
        return new Status(completion, type);
    }

    @Test
    void shouldBeEmptyAtFirst() {
        final Status status = new Status();
        assertEquals(MPI.ANY_SOURCE, status.getSource());
        assertEquals(MPI.ANY_TAG, status.tag);
        assertEquals(MPI.UNDEFINED, status.getIndex());
        assertEquals(0, status.getCount(MPI.INT));
        assertEquals(MPI.SUCCESS, status.getError());
        assertFalse(status.isCancelled());
    }

    @Test
    void shouldCountWholeItems() {
        final Status status = status(24, MPI.INT);
        assertEquals(6, status.count);
        assertEquals(6, status.numEls);
        assertEquals(6, status.getCount(MPI.INT));
        assertEquals(3, status.Get_count(MPI.DOUBLE));
        assertEquals(3, status.getCount(MPI.INT2));
        assertEquals(6, status.getElements(MPI.INT2));
        assertEquals(MPI.UNDEFINED, status.getCount(MPI.DOUBLE_COMPLEX));
        assertEquals(3, status.Get_elements(MPI.DOUBLE_COMPLEX));
        assertEquals(MPI.UNDEFINED, status(25, MPI.BYTE).getElements(MPI.DOUBLE_COMPLEX));
        assertEquals("Status[source 3, tag 7, 24 bytes]", status.toString());
    }

    @Test
    void shouldCountPairsInTheFields() {
        final Status status = status(24, MPI.INT2);
        assertEquals(3, status.count);
        assertEquals(6, status.numEls);
    }

    @Test
    void shouldNotOverflow() {
        final Status status = status(1L << 33, MPI.BYTE);
        assertEquals(MPI.UNDEFINED, status.getCount(MPI.BYTE));
        assertEquals(1 << 30, status.getCount(MPI.DOUBLE));
        assertEquals(1L << 33, status.getElementsX(MPI.BYTE).getCount());
    }

    @Test
    void shouldCountObjectsInSlots() {
        final Completion completion = new Completion();
        completion.lengthBytes = 1234;
        completion.objectCount = 5;
        final Status status = new Status(completion, MPI.OBJECT);
        assertEquals(5, status.count);
        assertEquals(5, status.getCount(MPI.OBJECT));
        assertEquals(5, status.getElements(MPI.OBJECT));
    }

    @Test
    void shouldTakeWhatTheProgramSets() {
        final Status status = new Status();
        status.setElements(MPI.INT, 5);
        assertEquals(5, status.getCount(MPI.INT));
        assertEquals(MPI.UNDEFINED, status.getCount(MPI.LONG));
        status.setElements(MPI.INT2, 5);
        assertEquals(MPI.UNDEFINED, status.getCount(MPI.INT2));
        assertEquals(5, status.getElements(MPI.INT2));
        status.setElements(MPI.SHORT_INT, 3);
        assertEquals(3, status.getElements(MPI.SHORT_INT));
        status.setElementsX(MPI.BYTE, new Count(1L << 40));
        assertEquals(new Count(1L << 40), status.getElementsX(MPI.BYTE));
        status.setElements(MPI.OBJECT, 4);
        assertEquals(4, status.getCount(MPI.OBJECT));
        status.setCancelled(true);
        assertTrue(status.Test_cancelled());
        Expect.fault(MPI.ERR_COUNT, "status_set_elements: the count is -1, it must be 0 or more (MPI.ERR_COUNT)",
            () -> status.setElements(MPI.INT, -1));
        Expect.fault(MPI.ERR_TYPE, "get_count: the datatype is null, pass one such as MPI.INT (MPI.ERR_TYPE)",
            () -> status.getCount(MPI.DATATYPE_NULL));
    }

    @Test
    void shouldCarryTheErrorClass() {
        final Completion completion = new Completion();
        completion.error = new MPIException(MPI.ERR_TRUNCATE, MPI.ERR_TRUNCATE, "too long");
        assertEquals(MPI.ERR_TRUNCATE, new Status(completion, MPI.INT).getError());
    }
}
