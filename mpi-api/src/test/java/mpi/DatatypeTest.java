package mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sizes and extents of the basic types, in the units of each dialect.
 */
class DatatypeTest {
    private static Datatype type(final String name) throws ReflectiveOperationException {
        return (Datatype) MPI.class.getField(name).get(null);
    }

    @ParameterizedTest
    @CsvSource({
        "BYTE, 1, 1, 1, 1", "CHAR, 1, 1, 2, 2", "SHORT, 1, 1, 2, 3", "BOOLEAN, 1, 1, 1, 4", "INT, 1, 1, 4, 5",
        "LONG, 1, 1, 8, 6", "FLOAT, 1, 1, 4, 7", "DOUBLE, 1, 1, 8, 8", "PACKED, 1, 1, 1, 9", "OBJECT, 1, 1, 0, 12",
        "FLOAT_COMPLEX, 2, 2, 8, 7", "DOUBLE_COMPLEX, 2, 2, 16, 8", "SHORT2, 4, 2, 4, 3", "INT2, 8, 2, 8, 5",
        "LONG2, 16, 2, 16, 6", "FLOAT2, 8, 2, 8, 7", "DOUBLE2, 16, 2, 16, 8", "SHORT_INT, 8, 8, 8, 1",
        "LONG_INT, 16, 16, 16, 1", "FLOAT_INT, 8, 8, 8, 1", "DOUBLE_INT, 16, 16, 16, 1"})
    void shouldTellItsSizes(
        final String name, final int lower, final int capitalised, final int bytes, final int code)
        throws ReflectiveOperationException {
        final Datatype type = type(name);
        assertEquals(lower, type.getExtent());
        assertEquals(lower, type.getSize());
        assertEquals(lower, type.getTrueExtent());
        assertEquals(0, type.getLb() + type.getTrueLb() + type.Lb());
        assertEquals(capitalised, type.Extent());
        assertEquals(capitalised, type.Size());
        assertEquals(capitalised, type.Ub());
        assertEquals(bytes, type.getByteSize());
        assertEquals(code, type.getType());
        assertEquals("MPI_" + name, type.getName());
        assertEquals("MPI." + name, type.toString());
        assertFalse(type.isNull());
        type.commit();
        type.Commit();
    }

    @Test
    void shouldNotFreeABasicType() {
        Expect.fault(MPI.ERR_TYPE, "type_free: MPI.INT is predefined and cannot be freed (MPI.ERR_TYPE)",
            MPI.INT::free);
        assertTrue(MPI.DATATYPE_NULL.isNull());
        Expect.fault(MPI.ERR_TYPE, "type_get_extent: the datatype is MPI.DATATYPE_NULL (MPI.ERR_TYPE)",
            MPI.NULL::Extent);
    }
}
