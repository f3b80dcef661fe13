package mpi;

import mpi.spi.BasicType;
import mpi.spi.Faults;
import mpi.spi.Layout;

/**
 * What an item of a message looks like (MPI 4.1, chapter 5). The basic types stand in {@link MPI}.
 *
 * <p>In the lowerCamelCase dialect sizes and extents are in base elements: {@code MPI.INT.getExtent()} is 1. Pair types
 * such as {@link MPI#INT2} have bytes as base: their extent is that of a C structure. In the capitalised dialect they
 * are in elements of the Java array that holds the type.
 */
public non-sealed class Datatype extends DatatypeDialect implements Freeable {
    /** {@code null} for {@link MPI#DATATYPE_NULL}. */
    final BasicType basic;
    /** {@code null} for {@link MPI#DATATYPE_NULL}; what the engine knows of the type. */
    final Layout layout;
    /** Class of Java array that holds the type. */
    final Class<?> arrayClass;
    /** Bytes of an element of {@link #arrayClass}; 1 slot for objects. */
    final int elementBytes;
    /** Bytes from one item to the next; 1 slot for objects. */
    final int extentBytes;
    final boolean isObject;

    private final int baseBytes;
    private final int code;
    private String name;

    /** Makes the null type. */
    Datatype() {
        this.basic = null;
        this.layout = null;
        this.arrayClass = null;
        this.elementBytes = 1;
        this.extentBytes = 0;
        this.isObject = false;
        this.baseBytes = 1;
        this.code = 0;
        this.name = "MPI_DATATYPE_NULL";
    }

    /**
     * Makes a basic type.
     *
     * @param basic what it is
     * @param baseBytes bytes of a base element of the lowerCamelCase dialect
     * @param code code of the base type
     */
    Datatype(final BasicType basic, final int baseBytes, final int code) {
        this.basic = basic;
        this.isObject = basic == BasicType.OBJECT;
        this.arrayClass = basic.arrayClass();
        this.extentBytes = isObject ? 1 : basic.sizeBytes();
        this.elementBytes = bytesOf(arrayClass.componentType());
        this.baseBytes = baseBytes;
        this.code = code;
        this.name = "MPI_" + basic.name();
        this.layout = new Layout(basic, basic.sizeBytes(), extentBytes, this);
    }

    private static int bytesOf(final Class<?> element) {
        if (element == double.class || element == long.class) {
            return 8;
        }
        if (element == int.class || element == float.class) {
            return 4;
        }
        return element == char.class || element == short.class ? 2 : 1;
    }

    /**
     * Distance from one item to the next in memory (MPI 4.1, section 5.1.7). Local.
     *
     * @return the extent, in base elements
     * @throws MPIException {@link MPI#ERR_TYPE} for the null type
     */
    public int getExtent() {
        return (int) (usable("type_get_extent").extentBytes() / baseBytes);
    }

    /**
     * Length of an item in a message (MPI 4.1, section 5.1.5). Local.
     *
     * @return the size, in base elements
     * @throws MPIException {@link MPI#ERR_TYPE} for the null type
     */
    public int getSize() {
        return getExtent();
    }

    /**
     * Where an item begins relative to its address (MPI 4.1, section 5.1.7). Local.
     *
     * @return the lower bound, in base elements
     * @throws MPIException {@link MPI#ERR_TYPE} for the null type
     */
    public int getLb() {
        usable("type_get_extent");
        return 0;
    }

    /**
     * Where the data of an item begins (MPI 4.1, section 5.1.8). Local.
     *
     * @return the true lower bound, in base elements
     * @throws MPIException {@link MPI#ERR_TYPE} for the null type
     */
    public int getTrueLb() {
        return getLb();
    }

    /**
     * Distance from the first to behind the last byte of an item's data (MPI 4.1, section 5.1.8). Local.
     *
     * @return the true extent, in base elements
     * @throws MPIException {@link MPI#ERR_TYPE} for the null type
     */
    public int getTrueExtent() {
        return getExtent();
    }

    /**
     * Bytes of an item in memory. Local.
     *
     * @return the size in bytes; 0 for {@link MPI#OBJECT}, whose size is known after serialising
     * @throws MPIException {@link MPI#ERR_TYPE} for the null type
     */
    public int getByteSize() {
        return (int) usable("type_size").sizeBytes();
    }

    /**
     * A code of the base type: BYTE 1, CHAR 2, SHORT 3, BOOLEAN 4, INT 5, LONG 6, FLOAT 7, DOUBLE 8, PACKED 9, OBJECT
     * 12; 0 for the null type. Local.
     *
     * @return the code
     */
    public int getType() {
        return code;
    }

    /**
     * The name of the type (MPI 4.1, section 7.8). Local.
     *
     * @return for example {@code MPI_INT}
     */
    public String getName() {
        return name;
    }

    /**
     * Sets the name of the type (MPI 4.1, section 7.8). Local.
     *
     * @param name the name
     * @throws MPIException {@link MPI#ERR_TYPE} for the null type
     */
    public void setName(final String name) {
        usable("type_set_name");
        this.name = name;
    }

    /**
     * Makes the type ready for use in messages (MPI 4.1, section 5.1.9). Basic types are ready already. Local.
     *
     * @throws MPIException {@link MPI#ERR_TYPE} for the null type
     */
    public void commit() {
        usable("type_commit");
    }

    /**
     * Whether this is the null type. Local.
     *
     * @return whether this is {@link MPI#DATATYPE_NULL} or freed
     */
    public boolean isNull() {
        return layout == null;
    }

    /**
     * Gives the type back (MPI 4.1, section 5.1.9). Local.
     *
     * @throws MPIException {@link MPI#ERR_TYPE}: basic types and the null type cannot be freed
     */
    @Override
    public void free() {
        usable("type_free");
        throw Faults.fault(MPI.ERR_TYPE, "type_free", this + " is predefined and cannot be freed");
    }

    /**
     * Layout of a type that may be used.
     */
    Layout usable(final String operation) {
        if (layout == null) {
            throw Faults.fault(MPI.ERR_TYPE, operation, "the datatype is MPI.DATATYPE_NULL");
        }
        return layout;
    }

    /**
     * Number of base elements in an item, as MPI_GET_ELEMENTS counts them: 2 for pairs and complex numbers.
     */
    int elementsPerItem() {
        return switch (basic) {
            case FLOAT_COMPLEX, DOUBLE_COMPLEX, SHORT2, INT2, LONG2, FLOAT2, DOUBLE2, SHORT_INT, LONG_INT, FLOAT_INT,
                DOUBLE_INT -> 2;
            default -> 1;
        };
    }

    @Override
    public String toString() {
        return basic == null ? name : "MPI." + basic.name();
    }
}
