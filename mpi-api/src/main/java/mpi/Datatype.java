package mpi;

import mpi.spi.BasicType;
import mpi.spi.Faults;
import mpi.spi.Layout;
import mpi.spi.Runs;

/**
 * What an item of a message looks like (MPI 4.1, chapter 5). The basic types stand in {@link MPI}; others are derived
 * from them and have to be committed before messages may use them. A derived type remembers what it was made from: that
 * may be freed at once. All methods are local.
 *
 * <p>In the lowerCamelCase dialect sizes and extents are in base elements: {@code MPI.INT.getExtent()} is 1. Pair types
 * such as {@link MPI#INT2} and structures have bytes as base: their extent is that of a C structure. In the capitalised
 * dialect they are in elements of the Java array that holds the type, displacements too; the types that its factories
 * make need no {@code Commit}, as in MPJ Express.
 *
 * <p>Types of objects ({@link MPI#OBJECT}) count array slots where others count bytes.
 */
public non-sealed class Datatype extends DatatypeDialect implements Freeable, Cloneable {
    /** So long that an offset and a count, both of an {@code int}, cannot add up to more than a {@code long}. */
    private static final long LONGEST_EVEN_BYTES = 1L << 30;

    /** Basic type of the elements, bytes if they differ; {@code null} for {@link MPI#DATATYPE_NULL}. */
    final BasicType basic;
    /** What the engine knows of the type; {@code null} while it is not committed, and once it is freed. */
    Layout layout;
    /** What it consists of; {@code null} for {@link MPI#DATATYPE_NULL} and once it is freed. */
    Typemap map;
    /** Class of Java array that holds the type. */
    final Class<?> arrayClass;
    /** Bytes of an element of {@link #arrayClass}; 1 slot for objects. */
    final int elementBytes;
    /** Bytes from one item to the next; slots for objects. */
    final long extentBytes;
    /**
     * Whether it takes a closer look to say that a buffer holds the items: objects, items with gaps, and items so long
     * that the length of some might be beyond a {@code long}.
     */
    final boolean isUneven;
    /** Bytes of an item in a message, at least 1; slots for objects. */
    final long itemBytes;
    final boolean isObject;
    /** What {@link Op} knows the type by; derived types, which only functions of users take, share a bit. */
    int opBit;

    private final boolean isPredefined;
    private final int code;
    private final int baseBytes;
    private final String description;
    private String name;
    /** What the program has attached; {@code null} until it does. */
    private volatile Attributes<Datatype> attributes;
    /** The smallest number of items that overlap in memory; 0 until asked for. */
    private long overlappingCount;

    /** Makes the null type. */
    Datatype() {
        this.code = 0;
        this.basic = null;
        this.arrayClass = null;
        this.elementBytes = 1;
        this.extentBytes = 0;
        this.isUneven = false;
        this.itemBytes = 1;
        this.isObject = false;
        this.opBit = Op.NO_TYPE;
        this.isPredefined = true;
        this.baseBytes = 1;
        this.description = "MPI.DATATYPE_NULL";
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
        this(Typemap.of(basic), basic, bytesOf(basic), baseBytes, code, Op.bitOf(basic), true, "MPI." + basic.name());
        this.name = "MPI_" + basic.name();
        this.layout = new Layout(basic, basic.sizeBytes(), extentBytes, this);
    }

    /** Makes one of mpiJava's pseudo types that set a bound. */
    Datatype(final boolean lower) {
        this(Typemap.marker(lower), BasicType.BYTE, 1, 1, 0, Op.NO_TYPE, true, lower ? "MPI.LB" : "MPI.UB");
        this.name = lower ? "MPI_LB" : "MPI_UB";
    }

    private Datatype(final Typemap map, final BasicType basic, final int elementBytes, final int baseBytes,
        final int code, final int opBit, final boolean isPredefined, final String description) {
        this.map = map;
        this.basic = basic;
        this.isObject = basic == BasicType.OBJECT;
        this.arrayClass = basic.arrayClass();
        this.elementBytes = elementBytes;
        this.extentBytes = map.extent();
        this.itemBytes = Math.max(1, map.size);
        this.isUneven = isObject || !map.isSolid || map.trueLb != 0 || extentBytes > LONGEST_EVEN_BYTES;
        this.baseBytes = baseBytes;
        this.code = code;
        this.opBit = opBit;
        this.isPredefined = isPredefined;
        this.description = description;
        this.name = "";
    }

    /** A type derived from types of one base, which is that of {@code base}, or bytes. */
    private static Datatype derived(final String description, final Typemap map, final Datatype base) {
        // An extent that is no whole number of elements leaves bytes as the only unit.
        final boolean fits =
            map.basic != null && map.extent() % base.elementBytes == 0 && map.lb % base.elementBytes == 0;
        final BasicType basic = fits || base.isObject ? base.basic : BasicType.BYTE;
        return new Datatype(map, basic, fits || base.isObject ? base.elementBytes : 1, base.baseBytes, base.code,
            Op.NO_TYPE, false, description + " of " + base.description);
    }

    /** A type of the capitalised dialect, where commit does nothing. */
    private static Datatype ready(final Datatype type) {
        type.commit();
        return type;
    }

    private static int bytesOf(final BasicType basic) {
        final Class<?> element = basic.arrayClass().componentType();
        if (element == double.class || element == long.class) {
            return 8;
        }
        if (element == int.class || element == float.class) {
            return 4;
        }
        return element == char.class || element == short.class ? 2 : 1;
    }

    // Constructors (MPI 4.1, sections 5.1.2 to 5.1.4)

    /**
     * Items one behind the other (MPI 4.1, section 5.1.2).
     *
     * @param count how many
     * @param oldType type of the items
     * @return the new type
     * @throws MPIException {@link MPI#ERR_TYPE} for a null type, {@link MPI#ERR_COUNT} for a negative count
     */
    public static Datatype createContiguous(final int count, final Datatype oldType) {
        return derived("contiguous", DerivedTypes.contiguous("type_contiguous", count, oldType), oldType);
    }

    /**
     * Equal blocks at equal distances (MPI 4.1, section 5.1.2): a column of a matrix.
     *
     * @param count number of blocks
     * @param blockLength items of a block
     * @param stride distance of blocks in extents of the old type
     * @param oldType type of the items
     * @return the new type
     * @throws MPIException {@link MPI#ERR_TYPE} for a null type, {@link MPI#ERR_COUNT} for a negative count,
     *     {@link MPI#ERR_ARG} for a negative block length
     */
    public static Datatype createVector(
        final int count, final int blockLength, final int stride, final Datatype oldType) {
        return derived("vector",
            DerivedTypes.vector("type_vector", count, blockLength, stride, DerivedTypes.EXTENTS, oldType), oldType);
    }

    /**
     * Equal blocks at equal distances in bytes (MPI 4.1, section 5.1.2).
     *
     * @param count number of blocks
     * @param blockLength items of a block
     * @param stride distance of blocks in bytes; of objects in array slots
     * @param oldType type of the items
     * @return the new type
     * @throws MPIException as {@link #createVector}
     */
    public static Datatype createHVector(
        final int count, final int blockLength, final int stride, final Datatype oldType) {
        return derived("hvector",
            DerivedTypes.vector("type_create_hvector", count, blockLength, stride, DerivedTypes.BYTES, oldType),
            oldType);
    }

    /**
     * Blocks anywhere (MPI 4.1, section 5.1.2).
     *
     * @param blockLengths items of each block
     * @param displacements where each block lies, in extents of the old type
     * @param oldType type of the items
     * @return the new type
     * @throws MPIException {@link MPI#ERR_TYPE} for a null type, {@link MPI#ERR_ARG} for a negative block length, for
     *     null arrays and for arrays of different length
     */
    public static Datatype createIndexed(
        final int[] blockLengths, final int[] displacements, final Datatype oldType) {
        return derived("indexed", DerivedTypes.indexed("type_indexed", blockLengths, displacements,
            DerivedTypes.EXTENTS, oldType), oldType);
    }

    /**
     * Blocks anywhere, in bytes (MPI 4.1, section 5.1.2).
     *
     * @param blockLengths items of each block
     * @param displacements where each block lies, in bytes; of objects in array slots
     * @param oldType type of the items
     * @return the new type
     * @throws MPIException as {@link #createIndexed}
     */
    public static Datatype createHIndexed(
        final int[] blockLengths, final int[] displacements, final Datatype oldType) {
        return derived("hindexed", DerivedTypes.indexed("type_create_hindexed", blockLengths, displacements,
            DerivedTypes.BYTES, oldType), oldType);
    }

    /**
     * Equal blocks anywhere (MPI 4.1, section 5.1.2).
     *
     * @param blockLength items of each block
     * @param displacements where each block lies, in extents of the old type
     * @param oldType type of the items
     * @return the new type
     * @throws MPIException as {@link #createIndexed}
     */
    public static Datatype createIndexedBlock(
        final int blockLength, final int[] displacements, final Datatype oldType) {
        return derived("indexed block", DerivedTypes.indexedBlock("type_create_indexed_block", blockLength,
            displacements, DerivedTypes.EXTENTS, oldType), oldType);
    }

    /**
     * Equal blocks anywhere, in bytes (MPI 4.1, section 5.1.2).
     *
     * @param blockLength items of each block
     * @param displacements where each block lies, in bytes; of objects in array slots
     * @param oldType type of the items
     * @return the new type
     * @throws MPIException as {@link #createIndexed}
     */
    public static Datatype createHIndexedBlock(
        final int blockLength, final int[] displacements, final Datatype oldType) {
        return derived("hindexed block", DerivedTypes.indexedBlock("type_create_hindexed_block", blockLength,
            displacements, DerivedTypes.BYTES, oldType), oldType);
    }

    /**
     * Blocks of several types (MPI 4.1, section 5.1.2). Its base elements are bytes.
     *
     * @param blockLengths items of each block
     * @param displacements where each block lies, in bytes; of objects in array slots
     * @param types type of the items of each block; objects and others cannot be mixed
     * @return the new type
     * @throws MPIException {@link MPI#ERR_TYPE} for a null type and for a mixture of objects and others,
     *     {@link MPI#ERR_ARG} as {@link #createIndexed}
     */
    public static Datatype createStruct(
        final int[] blockLengths, final int[] displacements, final Datatype[] types) {
        final Typemap map =
            DerivedTypes.struct("type_create_struct", blockLengths, displacements, DerivedTypes.BYTES, types);
        return derived("struct", map, map.basic == BasicType.OBJECT ? MPI.OBJECT : MPI.BYTE);
    }

    /**
     * The same data with other bounds (MPI 4.1, section 5.1.7), which hold for every type made from the new one.
     *
     * @param oldType the type
     * @param lb the new lower bound in bytes; of objects in array slots
     * @param extent the new extent in bytes; of objects in array slots
     * @return the new type
     * @throws MPIException {@link MPI#ERR_TYPE} for a null type
     */
    public static Datatype createResized(final Datatype oldType, final int lb, final int extent) {
        return derived("resized", DerivedTypes.resized("type_create_resized", oldType, lb, extent), oldType);
    }

    /**
     * A rectangular part of an array of any number of dimensions (MPI 4.1, section 5.1.3). The extent is that of the
     * whole array.
     *
     * @param sizes elements of the whole array in each dimension
     * @param subsizes elements of the part in each dimension
     * @param starts first element of the part in each dimension, from 0
     * @param order {@link MPI#ORDER_C} if the last index runs fastest, {@link MPI#ORDER_FORTRAN} if the first does
     * @param oldType type of the elements
     * @return the new type
     * @throws MPIException {@link MPI#ERR_TYPE} for a null type, {@link MPI#ERR_ARG} for a part that is not within the
     *     array
     */
    public static Datatype createSubarray(
        final int[] sizes, final int[] subsizes, final int[] starts, final int order, final Datatype oldType) {
        return derived("subarray",
            DerivedTypes.subarray("type_create_subarray", sizes, subsizes, starts, order, oldType), oldType);
    }

    /**
     * What one process has of an array that is dealt out to a grid of processes (MPI 4.1, section 5.1.4). The extent is
     * that of the whole array.
     *
     * @param size number of processes
     * @param rank which one
     * @param gsizes elements of the whole array in each dimension
     * @param distribs {@link MPI#DISTRIBUTE_BLOCK}, {@link MPI#DISTRIBUTE_CYCLIC} or {@link MPI#DISTRIBUTE_NONE} for
     *     each dimension
     * @param dargs length of a block in each dimension, or {@link MPI#DISTRIBUTE_DFLT_DARG}
     * @param psizes number of processes in each dimension of the grid
     * @param order {@link MPI#ORDER_C} or {@link MPI#ORDER_FORTRAN}
     * @param oldType type of the elements
     * @return the new type
     * @throws MPIException {@link MPI#ERR_TYPE} for a null type, {@link MPI#ERR_ARG} for anything else that is wrong
     */
    public static Datatype createDarray(
        final int size,
        final int rank,
        final int[] gsizes,
        final int[] distribs,
        final int[] dargs,
        final int[] psizes,
        final int order,
        final Datatype oldType) {
        return derived("darray",
            DerivedTypes.darray("type_create_darray", size, rank, gsizes, distribs, dargs, psizes, order, oldType),
            oldType);
    }

    /**
     * A type of its own that is like this one, also in being committed (MPI 4.1, section 5.1.10).
     *
     * @return the new type
     * @throws MPIException {@link MPI#ERR_TYPE} for the null type
     */
    public Datatype dup() {
        usable("type_dup");
        final Datatype copy =
            new Datatype(map, basic, elementBytes, baseBytes, code, opBit, false, "dup of " + description);
        if (layout != null) {
            copy.commit();
        }
        final Attributes<Datatype> present = attributes;
        copy.attributes = present == null ? null : present.copy(this);
        return copy;
    }

    /**
     * The same as {@link #dup()}.
     *
     * @return the new type
     * @throws MPIException {@link MPI#ERR_TYPE} for the null type
     */
    @Override
    public Datatype clone() {
        return dup();
    }

    /**
     * mpiJava spelling of {@link #createContiguous}.
     *
     * @param count how many
     * @param oldtype type of the items
     * @return the new type
     */
    public static Datatype Contiguous(final int count, final Datatype oldtype) {
        return ready(createContiguous(count, oldtype));
    }

    /**
     * mpiJava spelling of {@link #createVector}.
     *
     * @param count number of blocks
     * @param blocklength items of a block
     * @param stride distance of blocks in extents of the old type
     * @param oldtype type of the items
     * @return the new type
     */
    public static Datatype Vector(
        final int count, final int blocklength, final int stride, final Datatype oldtype) {
        return ready(createVector(count, blocklength, stride, oldtype));
    }

    /**
     * mpiJava spelling of {@link #createHVector}.
     *
     * @param count number of blocks
     * @param blocklength items of a block
     * @param stride distance of blocks in array elements
     * @param oldtype type of the items
     * @return the new type
     */
    public static Datatype Hvector(
        final int count, final int blocklength, final int stride, final Datatype oldtype) {
        final long unit = DerivedTypes.mapOf("type_hvector", oldtype) == null ? 0 : oldtype.elementBytes;
        return ready(derived("hvector",
            DerivedTypes.vector("type_hvector", count, blocklength, stride, unit, oldtype), oldtype));
    }

    /**
     * mpiJava spelling of {@link #createIndexed}.
     *
     * @param blocklengths items of each block
     * @param displacements where each block lies, in extents of the old type
     * @param oldtype type of the items
     * @return the new type
     */
    public static Datatype Indexed(
        final int[] blocklengths, final int[] displacements, final Datatype oldtype) {
        return ready(createIndexed(blocklengths, displacements, oldtype));
    }

    /**
     * mpiJava spelling of {@link #createHIndexed}.
     *
     * @param blocklengths items of each block
     * @param displacements where each block lies, in array elements
     * @param oldtype type of the items
     * @return the new type
     */
    public static Datatype Hindexed(
        final int[] blocklengths, final int[] displacements, final Datatype oldtype) {
        final long unit = DerivedTypes.mapOf("type_hindexed", oldtype) == null ? 0 : oldtype.elementBytes;
        return ready(derived("hindexed",
            DerivedTypes.indexed("type_hindexed", blocklengths, displacements, unit, oldtype), oldtype));
    }

    /**
     * mpiJava spelling of {@link #createStruct}: blocks of types with one base type, whose bounds {@link MPI#LB} and
     * {@link MPI#UB} may set.
     *
     * @param blocklengths items of each block
     * @param displacements where each block lies, in array elements
     * @param types type of the items of each block
     * @return the new type
     * @throws MPIException as {@link #createStruct}; {@link MPI#ERR_TYPE} if the types have different base types
     */
    public static Datatype Struct(
        final int[] blocklengths, final int[] displacements, final Datatype[] types) {
        final Datatype base = DerivedTypes.baseOf("type_struct", types);
        return ready(derived("struct",
            DerivedTypes.struct("type_struct", blocklengths, displacements, base.elementBytes, types), base));
    }

    // What a type is

    /**
     * Distance from one item to the next in memory (MPI 4.1, section 5.1.7). Local.
     *
     * @return the extent, in base elements
     * @throws MPIException {@link MPI#ERR_TYPE} for the null type
     */
    public int getExtent() {
        return inBase(usable("type_get_extent").extent());
    }

    /**
     * Length of an item in a message (MPI 4.1, section 5.1.5). Local.
     *
     * @return the size, in base elements
     * @throws MPIException {@link MPI#ERR_TYPE} for the null type
     */
    public int getSize() {
        return inBase(usable("type_size").size);
    }

    /**
     * Where an item begins relative to its address (MPI 4.1, section 5.1.7). Local.
     *
     * @return the lower bound, in base elements
     * @throws MPIException {@link MPI#ERR_TYPE} for the null type
     */
    public int getLb() {
        return inBase(usable("type_get_extent").lb);
    }

    /**
     * Where the data of an item begins (MPI 4.1, section 5.1.8). Local.
     *
     * @return the true lower bound, in base elements
     * @throws MPIException {@link MPI#ERR_TYPE} for the null type
     */
    public int getTrueLb() {
        return inBase(usable("type_get_true_extent").trueLb);
    }

    /**
     * Distance from the first to behind the last byte of an item's data (MPI 4.1, section 5.1.8). Local.
     *
     * @return the true extent, in base elements
     * @throws MPIException {@link MPI#ERR_TYPE} for the null type
     */
    public int getTrueExtent() {
        final Typemap present = usable("type_get_true_extent");
        return inBase(present.trueUb - present.trueLb);
    }

    /**
     * Bytes of an item in a message. Local.
     *
     * @return the size in bytes; 0 for {@link MPI#OBJECT}, whose size is known after serialising
     * @throws MPIException {@link MPI#ERR_TYPE} for the null type
     */
    public int getByteSize() {
        final long bytes = usable("type_size").size;
        return isObject ? 0 : asInt(bytes);
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
        if (name == null) {
            throw Faults.fault(MPI.ERR_ARG, "type_set_name", "the name is null");
        }
        this.name = name;
    }

    /**
     * Makes the type ready for use in messages (MPI 4.1, section 5.1.9). Basic types are ready already, and so is what
     * the capitalised factories make. Local.
     *
     * @throws MPIException {@link MPI#ERR_TYPE} for the null type
     */
    public void commit() {
        final Typemap present = usable("type_commit");
        if (layout == null) {
            layout = layoutOf(present);
        }
    }

    private Layout layoutOf(final Typemap present) {
        final Runs runs;
        try {
            runs = present.runs();
        } catch (final ArithmeticException e) {
            throw DerivedTypes.tooLong("type_commit", e);
        }
        if (opBit == Op.NO_TYPE && !isFitForFunctions(runs)) {
            opBit = 0;
        }
        final boolean isRaw = !isObject && runs.size() == extentBytes
            && (runs.count() == 0 || runs.count() == 1 && runs.offset(0) == 0);
        return new Layout(basic, isObject ? 0 : present.size, extentBytes, isRaw ? null : runs, this);
    }

    /** Whether a function of the user can be given the items of a reduction in an array, one extent apart. */
    private boolean isFitForFunctions(final Runs runs) {
        if (isObject) {
            return runs.size() == 1 && extentBytes == 1;
        }
        boolean isFit = runs.low() >= 0 && runs.high() <= extentBytes;
        for (int run = 0; run < runs.count() && isFit && elementBytes > 1; run++) {
            isFit = runs.offset(run) % elementBytes == 0 && runs.length(run) % elementBytes == 0;
        }
        return isFit;
    }

    /**
     * Whether this is the null type. Local.
     *
     * @return whether this is {@link MPI#DATATYPE_NULL} or freed
     */
    public boolean isNull() {
        return map == null;
    }

    /**
     * Gives the type back (MPI 4.1, section 5.1.9); it becomes a null type. Messages under way and types made from it
     * are not affected. Local.
     *
     * @throws MPIException {@link MPI#ERR_TYPE}: basic types and the null type cannot be freed
     */
    @Override
    public void free() {
        usable("type_free");
        if (isPredefined) {
            throw Faults.fault(MPI.ERR_TYPE, "type_free", this + " is predefined and cannot be freed");
        }
        if (attributes != null) {
            attributes.deleteAll(this);
        }
        layout = null;
        map = null;
    }

    // Attributes (MPI 4.1, section 7.7.4)

    /**
     * Makes a key for attributes of datatypes (MPI 4.1, section 7.7.4); duplicates get the same value. Local.
     *
     * @return the key
     */
    public static int createKeyval() {
        return createKeyval((_, _, value) -> value, (_, _, _) -> {});
    }

    /**
     * Makes a key for attributes of datatypes, with what is to become of their values (MPI 4.1, section 7.7.4). Local.
     *
     * @param copy called when a datatype is duplicated
     * @param delete called when a value is replaced or deleted, also with its datatype
     * @return the key
     * @throws MPIException {@link MPI#ERR_ARG} if a function is null
     */
    public static int createKeyval(final AttributeCopy<Datatype> copy, final AttributeDelete<Datatype> delete) {
        if (copy == null || delete == null) {
            throw Faults.fault(MPI.ERR_ARG, "type_create_keyval", "a function is null");
        }
        return DatatypeAttributes.KEYVALS.create(copy, delete);
    }

    /**
     * Frees a key (MPI 4.1, section 7.7.4); values that it has keep their rule. Local.
     *
     * @param keyval the key
     * @throws MPIException {@link MPI#ERR_KEYVAL} if there is no such key
     */
    public static void freeKeyval(final int keyval) {
        if (!DatatypeAttributes.KEYVALS.free(keyval)) {
            throw DatatypeAttributes.noKey("type_free_keyval", keyval);
        }
    }

    /**
     * Sets an attribute (MPI 4.1, section 7.7.4). Local.
     *
     * @param keyval the key, made by {@link #createKeyval()}
     * @param value the value
     * @throws MPIException {@link MPI#ERR_TYPE} for the null type, {@link MPI#ERR_KEYVAL} if there is no such key,
     *     {@link MPI#ERR_ARG} if the value is null
     */
    public void setAttr(final int keyval, final Object value) {
        usable("type_set_attr");
        final Keyvals.Rule<Datatype> rule = DatatypeAttributes.rule("type_set_attr", keyval);
        if (value == null) {
            throw Faults.fault(MPI.ERR_ARG, "type_set_attr", "the value is null, delete it instead");
        }
        synchronized (this) {
            if (attributes == null) {
                attributes = new Attributes<>();
            }
        }
        attributes.set(this, keyval, rule, value);
    }

    /**
     * An attribute (MPI 4.1, section 7.7.4). Local.
     *
     * @param keyval the key
     * @return its value, or {@code null} if there is none
     * @throws MPIException {@link MPI#ERR_TYPE} for the null type, {@link MPI#ERR_KEYVAL} if there is no such key
     */
    public Object getAttr(final int keyval) {
        usable("type_get_attr");
        DatatypeAttributes.rule("type_get_attr", keyval);
        return attributes == null ? null : attributes.get(keyval);
    }

    /**
     * Deletes an attribute (MPI 4.1, section 7.7.4), if there is one. Local.
     *
     * @param keyval the key, made by {@link #createKeyval()}
     * @throws MPIException {@link MPI#ERR_TYPE} for the null type, {@link MPI#ERR_KEYVAL} if there is no such key
     */
    public void deleteAttr(final int keyval) {
        usable("type_delete_attr");
        DatatypeAttributes.rule("type_delete_attr", keyval);
        if (attributes != null) {
            attributes.delete(this, keyval);
        }
    }

    /**
     * Type map of a type that may be asked for what it is.
     */
    Typemap usable(final String operation) {
        final Typemap present = map;
        if (present == null) {
            throw Faults.fault(MPI.ERR_TYPE, operation,
                basic == null ? "the datatype is MPI.DATATYPE_NULL" : this + " was freed");
        }
        return present;
    }

    /** Why a type that is null, one way or the other, cannot be used. */
    static MPIException nullFault(final String where, final Datatype type) {
        return type == null || type.basic == null ? Faults.nullType(where)
            : Faults.fault(MPI.ERR_TYPE, where, type + " was freed");
    }

    /** Whether this is {@code MPI.LB} or {@code MPI.UB}. */
    boolean isMarker() {
        return map.size == 0 && isPredefined;
    }

    /** Where the first byte (slot) of some items lies, from the address of the first; 0 if there are none. */
    long lowOf(final long count) {
        return count == 0 || map.size == 0
            ? 0
            : Saturating.add(Math.min(0, Saturating.multiply(count - 1, extentBytes)), map.trueLb);
    }

    /** Where the last byte (slot) of some items ends, from the address of the first; 0 if there are none. */
    long highOf(final long count) {
        return count == 0 || map.size == 0
            ? 0
            : Saturating.add(Math.max(0, Saturating.multiply(count - 1, extentBytes)), map.trueUb);
    }

    /** Whether so many items put several bytes of a message into one place. */
    boolean overlaps(final long count) {
        if (overlappingCount == 0) {
            // Two threads that find this out at once find the same.
            overlappingCount = Overlaps.smallestCount(layout);
        }
        return count >= overlappingCount;
    }

    private int inBase(final long bytes) {
        return asInt(bytes / baseBytes);
    }

    /** A length in array elements; {@link MPI#UNDEFINED} if an {@code int} cannot tell it. */
    int inElements(final long bytes) {
        return asInt(bytes / elementBytes);
    }

    private static int asInt(final long value) {
        return (int) value == value ? (int) value : MPI.UNDEFINED;
    }

    @Override
    public String toString() {
        return name.isEmpty() || isPredefined ? description : name + " (" + description + ")";
    }
}
