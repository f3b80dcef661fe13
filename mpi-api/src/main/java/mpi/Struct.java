package mpi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import mpi.spi.Faults;

/**
 * A structure in a byte buffer, as C would write it down: a subclass adds the fields in its constructor, keeps their
 * offsets, and hands out a {@link Data} that reads and writes them. Offsets and lengths are in bytes. There is no
 * padding between fields but what {@link #setOffset} leaves; the extent is rounded up to the alignment of the widest
 * field (MPI 4.1, section 5.1.7).
 *
 * <pre>{@code
 * class Particle extends Struct {
 *     private final int charge = addInt();
 *     private final int position = addDouble(3);
 *
 *     @Override
 *     protected Data newData() {
 *         return new Data();
 *     }
 *
 *     class Data extends Struct.Data {
 *         double getX() {
 *             return getDouble(position, 0);
 *         }
 *     }
 * }
 * }</pre>
 */
public abstract class Struct {
    private record Field(Datatype type, int offset, int length) {}

    private final List<Field> fields = new ArrayList<>();
    private int end;
    /** {@code null} until it is first asked for; then no field can be added. */
    private Datatype type;

    /** Makes a structure without fields. */
    protected Struct() {}

    /** The structure of a pair type: value, then index. */
    Struct(final Datatype pair) {
        type = pair;
    }

    /**
     * The distance from one structure to the next in an array of them.
     *
     * @return the extent in bytes
     * @throws MPIException {@link MPI#ERR_TYPE} if a field's type was freed before
     */
    public final int getExtent() {
        return getType().getExtent();
    }

    /**
     * The datatype of the structure, committed. From now on no field can be added.
     *
     * @return the same type at every call
     * @throws MPIException {@link MPI#ERR_TYPE} if a field's type was freed before
     */
    public final Datatype getType() {
        if (type == null) {
            final int[] lengths = fields.stream().mapToInt(Field::length).toArray();
            final int[] offsets = fields.stream().mapToInt(Field::offset).toArray();
            type = Datatype.createStruct(lengths, offsets,
                fields.stream().map(Field::type).toArray(Datatype[]::new));
            type.commit();
        }
        return type;
    }

    /**
     * Makes the object that reads and writes one structure.
     *
     * @return a new object
     */
    protected abstract Data newData();

    /**
     * Reads and writes the structure at the start of a buffer.
     *
     * @param <T> class of the object
     * @param buffer the buffer
     * @return what {@link #newData} makes
     * @throws MPIException {@link MPI#ERR_TYPE} if a field's type was freed before
     */
    public final <T extends Data> T getData(final ByteBuffer buffer) {
        return getData(buffer, 0);
    }

    /**
     * Reads and writes a structure of an array of them in a buffer.
     *
     * @param <T> class of the object
     * @param buffer the buffer
     * @param index index of the structure
     * @return what {@link #newData} makes
     * @throws MPIException {@link MPI#ERR_TYPE} if a field's type was freed before
     */
    public final <T extends Data> T getData(final ByteBuffer buffer, final int index) {
        return dataAt(buffer, index * getExtent());
    }

    /**
     * Reads and writes the structure at the start of an array.
     *
     * @param <T> class of the object
     * @param array the array
     * @return what {@link #newData} makes
     * @throws MPIException {@link MPI#ERR_TYPE} if a field's type was freed before
     */
    public final <T extends Data> T getData(final byte[] array) {
        return getData(array, 0);
    }

    /**
     * Reads and writes a structure of an array of them.
     *
     * @param <T> class of the object
     * @param array the array
     * @param index index of the structure
     * @return what {@link #newData} makes
     * @throws MPIException {@link MPI#ERR_TYPE} if a field's type was freed before
     */
    public final <T extends Data> T getData(final byte[] array, final int index) {
        return getData(ByteBuffer.wrap(array).order(ByteOrder.nativeOrder()), index);
    }

    @SuppressWarnings("unchecked") // the caller knows what its newData makes
    private <T extends Data> T dataAt(final ByteBuffer buffer, final int offset) {
        final Data data = newData();
        data.buffer = buffer;
        data.offset = offset;
        return (T) data;
    }

    /**
     * Sets where the next field begins.
     *
     * @param offset its offset, not before the end of the fields added so far
     * @return this
     * @throws MPIException {@link MPI#ERR_ARG} if the offset is before the end, {@link MPI#ERR_TYPE} if the datatype
     *     has been asked for
     */
    public final Struct setOffset(final int offset) {
        requireOpen();
        if (offset < end) {
            throw Faults.fault(MPI.ERR_ARG, "Struct.setOffset",
                "the offset is " + offset + ", it must be at least " + end + ", the end of the fields so far");
        }
        end = offset;
        return this;
    }

    /**
     * Adds a {@code byte}.
     *
     * @return offset of the field
     * @throws MPIException {@link MPI#ERR_TYPE} if the datatype has been asked for
     */
    public final int addByte() {
        return add(MPI.BYTE, 1, 1);
    }

    /**
     * Adds an array of {@code byte}.
     *
     * @param length its length
     * @return offset of the field
     * @throws MPIException {@link MPI#ERR_TYPE} if the datatype has been asked for, {@link MPI#ERR_ARG} if the length
     *     is negative
     */
    public final int addByte(final int length) {
        return add(MPI.BYTE, 1, length);
    }

    /**
     * Adds a {@code char}.
     *
     * @return offset of the field
     * @throws MPIException {@link MPI#ERR_TYPE} if the datatype has been asked for
     */
    public final int addChar() {
        return add(MPI.CHAR, 2, 1);
    }

    /**
     * Adds an array of {@code char}.
     *
     * @param length its length
     * @return offset of the field
     * @throws MPIException {@link MPI#ERR_TYPE} if the datatype has been asked for, {@link MPI#ERR_ARG} if the length
     *     is negative
     */
    public final int addChar(final int length) {
        return add(MPI.CHAR, 2, length);
    }

    /**
     * Adds a {@code short}.
     *
     * @return offset of the field
     * @throws MPIException {@link MPI#ERR_TYPE} if the datatype has been asked for
     */
    public final int addShort() {
        return add(MPI.SHORT, 2, 1);
    }

    /**
     * Adds an array of {@code short}.
     *
     * @param length its length
     * @return offset of the field
     * @throws MPIException {@link MPI#ERR_TYPE} if the datatype has been asked for, {@link MPI#ERR_ARG} if the length
     *     is negative
     */
    public final int addShort(final int length) {
        return add(MPI.SHORT, 2, length);
    }

    /**
     * Adds an {@code int}.
     *
     * @return offset of the field
     * @throws MPIException {@link MPI#ERR_TYPE} if the datatype has been asked for
     */
    public final int addInt() {
        return add(MPI.INT, 4, 1);
    }

    /**
     * Adds an array of {@code int}.
     *
     * @param length its length
     * @return offset of the field
     * @throws MPIException {@link MPI#ERR_TYPE} if the datatype has been asked for, {@link MPI#ERR_ARG} if the length
     *     is negative
     */
    public final int addInt(final int length) {
        return add(MPI.INT, 4, length);
    }

    /**
     * Adds a {@code long}.
     *
     * @return offset of the field
     * @throws MPIException {@link MPI#ERR_TYPE} if the datatype has been asked for
     */
    public final int addLong() {
        return add(MPI.LONG, 8, 1);
    }

    /**
     * Adds an array of {@code long}.
     *
     * @param length its length
     * @return offset of the field
     * @throws MPIException {@link MPI#ERR_TYPE} if the datatype has been asked for, {@link MPI#ERR_ARG} if the length
     *     is negative
     */
    public final int addLong(final int length) {
        return add(MPI.LONG, 8, length);
    }

    /**
     * Adds a {@code float}.
     *
     * @return offset of the field
     * @throws MPIException {@link MPI#ERR_TYPE} if the datatype has been asked for
     */
    public final int addFloat() {
        return add(MPI.FLOAT, 4, 1);
    }

    /**
     * Adds an array of {@code float}.
     *
     * @param length its length
     * @return offset of the field
     * @throws MPIException {@link MPI#ERR_TYPE} if the datatype has been asked for, {@link MPI#ERR_ARG} if the length
     *     is negative
     */
    public final int addFloat(final int length) {
        return add(MPI.FLOAT, 4, length);
    }

    /**
     * Adds a {@code double}.
     *
     * @return offset of the field
     * @throws MPIException {@link MPI#ERR_TYPE} if the datatype has been asked for
     */
    public final int addDouble() {
        return add(MPI.DOUBLE, 8, 1);
    }

    /**
     * Adds an array of {@code double}.
     *
     * @param length its length
     * @return offset of the field
     * @throws MPIException {@link MPI#ERR_TYPE} if the datatype has been asked for, {@link MPI#ERR_ARG} if the length
     *     is negative
     */
    public final int addDouble(final int length) {
        return add(MPI.DOUBLE, 8, length);
    }

    /**
     * Adds a structure.
     *
     * @param struct the structure, which is complete by this
     * @return offset of the field
     * @throws MPIException {@link MPI#ERR_TYPE} if the datatype has been asked for
     */
    public final int addStruct(final Struct struct) {
        return addStruct(struct, 1);
    }

    /**
     * Adds an array of structures.
     *
     * @param struct the structure, which is complete by this
     * @param length length of the array
     * @return offset of the field
     * @throws MPIException {@link MPI#ERR_TYPE} if the datatype has been asked for, {@link MPI#ERR_ARG} if the length
     *     is negative or the structure is null
     */
    public final int addStruct(final Struct struct, final int length) {
        if (struct == null) {
            throw Faults.fault(MPI.ERR_ARG, "Struct.addStruct", "the structure is null");
        }
        return add(struct.getType(), struct.getExtent(), length);
    }

    /**
     * Adds a field of any datatype but objects.
     *
     * @param type the datatype
     * @return offset of the field
     * @throws MPIException {@link MPI#ERR_TYPE} if the type is null, or the datatype has been asked for
     */
    public final int addData(final Datatype type) {
        return addData(type, 1);
    }

    /**
     * Adds an array of any datatype but objects.
     *
     * @param type the datatype
     * @param length length of the array
     * @return offset of the field
     * @throws MPIException {@link MPI#ERR_TYPE} if the type is null, or the datatype has been asked for,
     *     {@link MPI#ERR_ARG} if the length is negative
     */
    public final int addData(final Datatype type, final int length) {
        if (type == null || type.isNull() || type.isObject) {
            throw Faults.fault(MPI.ERR_TYPE, "Struct.addData", type + " has no place in a byte buffer");
        }
        return add(type, type.extentBytes, length);
    }

    private int add(final Datatype fieldType, final long extentBytes, final int length) {
        requireOpen();
        if (length < 0) {
            throw Faults.negativeBlockLength("Struct.add", fields.size(), length);
        }
        final int offset = end;
        try {
            end = Math.toIntExact(Math.addExact(offset, Math.multiplyExact(extentBytes, length)));
        } catch (final ArithmeticException e) {
            throw DerivedTypes.tooLong("Struct.add", e);
        }
        fields.add(new Field(fieldType, offset, length));
        return offset;
    }

    private void requireOpen() {
        if (type != null) {
            throw Faults.fault(MPI.ERR_TYPE, "Struct", "the datatype is made, no field can be added to it");
        }
    }

    /**
     * Reads and writes one structure in a byte buffer, at the offsets that the fields got when they were added. The
     * buffer's byte order counts: that of buffers from {@link MPI#newByteBuffer} is the native one.
     */
    public abstract class Data {
        private ByteBuffer buffer;
        private int offset;

        /** Made by {@link Struct#newData}. */
        public Data() {}

        /**
         * The memory from this structure on, to be sent or received into.
         *
         * @return the buffer itself, or a slice of it
         */
        public final ByteBuffer getBuffer() {
            return offset == 0 ? buffer : MPI.slice(buffer, offset);
        }

        /**
         * The memory of a field of another datatype.
         *
         * @param type datatype of the field
         * @param field offset of the field
         * @return a slice of the buffer
         */
        protected final ByteBuffer getBuffer(final Datatype type, final int field) {
            return getBuffer(type, field, 0);
        }

        /**
         * The memory of an element of an array of another datatype.
         *
         * @param type datatype of the elements
         * @param field offset of the array
         * @param index index of the element
         * @return a slice of the buffer
         * @throws MPIException {@link MPI#ERR_TYPE} for a null type
         */
        protected final ByteBuffer getBuffer(final Datatype type, final int field, final int index) {
            DerivedTypes.mapOf("Struct.getBuffer", type);
            return MPI.slice(buffer, Math.toIntExact(offset + field + index * type.extentBytes));
        }

        /**
         * A field that is a structure.
         *
         * @param <S> class of the structure
         * @param <D> class of its data
         * @param struct the structure
         * @param field offset of the field
         * @return what the structure's {@link Struct#newData} makes
         */
        protected final <S extends Struct, D extends Data> D getData(final S struct, final int field) {
            return getData(struct, field, 0);
        }

        /**
         * An element of an array of structures.
         *
         * @param <S> class of the structure
         * @param <D> class of its data
         * @param struct the structure
         * @param field offset of the array
         * @param index index of the element
         * @return what the structure's {@link Struct#newData} makes
         */
        protected final <S extends Struct, D extends Data> D getData(
            final S struct, final int field, final int index) {
            final Struct of = struct;
            return of.dataAt(buffer, offset + field + index * struct.getExtent());
        }

        /**
         * Reads a {@code byte}.
         *
         * @param field offset of the field
         * @return its value
         */
        protected final byte getByte(final int field) {
            return buffer.get(offset + field);
        }

        /**
         * Reads an element of an array of {@code byte}.
         *
         * @param field offset of the array
         * @param index index of the element
         * @return its value
         */
        protected final byte getByte(final int field, final int index) {
            return buffer.get(offset + field + index);
        }

        /**
         * Writes a {@code byte}.
         *
         * @param field offset of the field
         * @param v the value
         */
        protected final void putByte(final int field, final byte v) {
            buffer.put(offset + field, v);
        }

        /**
         * Writes an element of an array of {@code byte}.
         *
         * @param field offset of the array
         * @param index index of the element
         * @param v the value
         */
        protected final void putByte(final int field, final int index, final byte v) {
            buffer.put(offset + field + index, v);
        }

        /**
         * Reads a {@code char}.
         *
         * @param field offset of the field
         * @return its value
         */
        protected final char getChar(final int field) {
            return buffer.getChar(offset + field);
        }

        /**
         * Reads an element of an array of {@code char}.
         *
         * @param field offset of the array
         * @param index index of the element
         * @return its value
         */
        protected final char getChar(final int field, final int index) {
            return buffer.getChar(offset + field + index * 2);
        }

        /**
         * Writes a {@code char}.
         *
         * @param field offset of the field
         * @param v the value
         */
        protected final void putChar(final int field, final char v) {
            buffer.putChar(offset + field, v);
        }

        /**
         * Writes an element of an array of {@code char}.
         *
         * @param field offset of the array
         * @param index index of the element
         * @param v the value
         */
        protected final void putChar(final int field, final int index, final char v) {
            buffer.putChar(offset + field + index * 2, v);
        }

        /**
         * Reads a {@code short}.
         *
         * @param field offset of the field
         * @return its value
         */
        protected final short getShort(final int field) {
            return buffer.getShort(offset + field);
        }

        /**
         * Reads an element of an array of {@code short}.
         *
         * @param field offset of the array
         * @param index index of the element
         * @return its value
         */
        protected final short getShort(final int field, final int index) {
            return buffer.getShort(offset + field + index * 2);
        }

        /**
         * Writes a {@code short}.
         *
         * @param field offset of the field
         * @param v the value
         */
        protected final void putShort(final int field, final short v) {
            buffer.putShort(offset + field, v);
        }

        /**
         * Writes an element of an array of {@code short}.
         *
         * @param field offset of the array
         * @param index index of the element
         * @param v the value
         */
        protected final void putShort(final int field, final int index, final short v) {
            buffer.putShort(offset + field + index * 2, v);
        }

        /**
         * Reads an {@code int}.
         *
         * @param field offset of the field
         * @return its value
         */
        protected final int getInt(final int field) {
            return buffer.getInt(offset + field);
        }

        /**
         * Reads an element of an array of {@code int}.
         *
         * @param field offset of the array
         * @param index index of the element
         * @return its value
         */
        protected final int getInt(final int field, final int index) {
            return buffer.getInt(offset + field + index * 4);
        }

        /**
         * Writes an {@code int}.
         *
         * @param field offset of the field
         * @param v the value
         */
        protected final void putInt(final int field, final int v) {
            buffer.putInt(offset + field, v);
        }

        /**
         * Writes an element of an array of {@code int}.
         *
         * @param field offset of the array
         * @param index index of the element
         * @param v the value
         */
        protected final void putInt(final int field, final int index, final int v) {
            buffer.putInt(offset + field + index * 4, v);
        }

        /**
         * Reads a {@code long}.
         *
         * @param field offset of the field
         * @return its value
         */
        protected final long getLong(final int field) {
            return buffer.getLong(offset + field);
        }

        /**
         * Reads an element of an array of {@code long}.
         *
         * @param field offset of the array
         * @param index index of the element
         * @return its value
         */
        protected final long getLong(final int field, final int index) {
            return buffer.getLong(offset + field + index * 8);
        }

        /**
         * Writes a {@code long}.
         *
         * @param field offset of the field
         * @param v the value
         */
        protected final void putLong(final int field, final long v) {
            buffer.putLong(offset + field, v);
        }

        /**
         * Writes an element of an array of {@code long}.
         *
         * @param field offset of the array
         * @param index index of the element
         * @param v the value
         */
        protected final void putLong(final int field, final int index, final long v) {
            buffer.putLong(offset + field + index * 8, v);
        }

        /**
         * Reads a {@code float}.
         *
         * @param field offset of the field
         * @return its value
         */
        protected final float getFloat(final int field) {
            return buffer.getFloat(offset + field);
        }

        /**
         * Reads an element of an array of {@code float}.
         *
         * @param field offset of the array
         * @param index index of the element
         * @return its value
         */
        protected final float getFloat(final int field, final int index) {
            return buffer.getFloat(offset + field + index * 4);
        }

        /**
         * Writes a {@code float}.
         *
         * @param field offset of the field
         * @param v the value
         */
        protected final void putFloat(final int field, final float v) {
            buffer.putFloat(offset + field, v);
        }

        /**
         * Writes an element of an array of {@code float}.
         *
         * @param field offset of the array
         * @param index index of the element
         * @param v the value
         */
        protected final void putFloat(final int field, final int index, final float v) {
            buffer.putFloat(offset + field + index * 4, v);
        }

        /**
         * Reads a {@code double}.
         *
         * @param field offset of the field
         * @return its value
         */
        protected final double getDouble(final int field) {
            return buffer.getDouble(offset + field);
        }

        /**
         * Reads an element of an array of {@code double}.
         *
         * @param field offset of the array
         * @param index index of the element
         * @return its value
         */
        protected final double getDouble(final int field, final int index) {
            return buffer.getDouble(offset + field + index * 8);
        }

        /**
         * Writes a {@code double}.
         *
         * @param field offset of the field
         * @param v the value
         */
        protected final void putDouble(final int field, final double v) {
            buffer.putDouble(offset + field, v);
        }

        /**
         * Writes an element of an array of {@code double}.
         *
         * @param field offset of the array
         * @param index index of the element
         * @param v the value
         */
        protected final void putDouble(final int field, final int index, final double v) {
            buffer.putDouble(offset + field + index * 8, v);
        }
    }
}
