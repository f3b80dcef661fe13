package mpi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** A number of {@link MPI#FLOAT_COMPLEX} in a buffer or an array: real part, then imaginary part. */
public final class FloatComplex {
    private final FloatBuffer buffer;
    private final int offset;

    private FloatComplex(final FloatBuffer buffer, final int index) {
        this.buffer = buffer;
        this.offset = 2 * index;
    }

    /**
     * The first number of a buffer.
     *
     * @param buffer the buffer
     * @return reads and writes the number
     */
    public static FloatComplex get(final FloatBuffer buffer) {
        return new FloatComplex(buffer, 0);
    }

    /**
     * A number of a buffer.
     *
     * @param buffer the buffer
     * @param index index of the number
     * @return reads and writes the number
     */
    public static FloatComplex get(final FloatBuffer buffer, final int index) {
        return new FloatComplex(buffer, index);
    }

    /**
     * The first number of a buffer, in native byte order.
     *
     * @param buffer the buffer
     * @return reads and writes the number
     */
    public static FloatComplex get(final ByteBuffer buffer) {
        return get(buffer, 0);
    }

    /**
     * A number of a buffer, in native byte order.
     *
     * @param buffer the buffer
     * @param index index of the number
     * @return reads and writes the number
     */
    public static FloatComplex get(final ByteBuffer buffer, final int index) {
        return new FloatComplex(buffer.duplicate().clear().order(ByteOrder.nativeOrder()).asFloatBuffer(), index);
    }

    /**
     * The first number of an array.
     *
     * @param array the array
     * @return reads and writes the number
     */
    public static FloatComplex get(final float[] array) {
        return get(array, 0);
    }

    /**
     * A number of an array.
     *
     * @param array the array
     * @param index index of the number
     * @return reads and writes the number
     */
    public static FloatComplex get(final float[] array, final int index) {
        return new FloatComplex(FloatBuffer.wrap(array), index);
    }

    /**
     * Reads the real part.
     *
     * @return the real part
     */
    public float getReal() {
        return buffer.get(offset);
    }

    /**
     * Reads the imaginary part.
     *
     * @return the imaginary part
     */
    public float getImag() {
        return buffer.get(offset + 1);
    }

    /**
     * Writes the real part.
     *
     * @param real the real part
     */
    public void putReal(final float real) {
        buffer.put(offset, real);
    }

    /**
     * Writes the imaginary part.
     *
     * @param imag the imaginary part
     */
    public void putImag(final float imag) {
        buffer.put(offset + 1, imag);
    }

    /**
     * The memory from this number on, to be sent or received into.
     *
     * @return the buffer itself, or a slice of it
     */
    public FloatBuffer getBuffer() {
        return offset == 0 ? buffer : MPI.slice(buffer, offset);
    }
}
