package mpi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;

/** A number of {@link MPI#DOUBLE_COMPLEX} in a buffer or an array: real part, then imaginary part. */
public final class DoubleComplex {
    private final DoubleBuffer buffer;
    private final int offset;

    private DoubleComplex(final DoubleBuffer buffer, final int index) {
        this.buffer = buffer;
        this.offset = 2 * index;
    }

    /**
     * The first number of a buffer.
     *
     * @param buffer the buffer
     * @return reads and writes the number
     */
    public static DoubleComplex get(final DoubleBuffer buffer) {
        return new DoubleComplex(buffer, 0);
    }

    /**
     * A number of a buffer.
     *
     * @param buffer the buffer
     * @param index index of the number
     * @return reads and writes the number
     */
    public static DoubleComplex get(final DoubleBuffer buffer, final int index) {
        return new DoubleComplex(buffer, index);
    }

    /**
     * The first number of a buffer, in native byte order.
     *
     * @param buffer the buffer
     * @return reads and writes the number
     */
    public static DoubleComplex get(final ByteBuffer buffer) {
        return get(buffer, 0);
    }

    /**
     * A number of a buffer, in native byte order.
     *
     * @param buffer the buffer
     * @param index index of the number
     * @return reads and writes the number
     */
    public static DoubleComplex get(final ByteBuffer buffer, final int index) {
        return new DoubleComplex(buffer.duplicate().clear().order(ByteOrder.nativeOrder()).asDoubleBuffer(), index);
    }

    /**
     * The first number of an array.
     *
     * @param array the array
     * @return reads and writes the number
     */
    public static DoubleComplex get(final double[] array) {
        return get(array, 0);
    }

    /**
     * A number of an array.
     *
     * @param array the array
     * @param index index of the number
     * @return reads and writes the number
     */
    public static DoubleComplex get(final double[] array, final int index) {
        return new DoubleComplex(DoubleBuffer.wrap(array), index);
    }

    /**
     * Reads the real part.
     *
     * @return the real part
     */
    public double getReal() {
        return buffer.get(offset);
    }

    /**
     * Reads the imaginary part.
     *
     * @return the imaginary part
     */
    public double getImag() {
        return buffer.get(offset + 1);
    }

    /**
     * Writes the real part.
     *
     * @param real the real part
     */
    public void putReal(final double real) {
        buffer.put(offset, real);
    }

    /**
     * Writes the imaginary part.
     *
     * @param imag the imaginary part
     */
    public void putImag(final double imag) {
        buffer.put(offset + 1, imag);
    }

    /**
     * The memory from this number on, to be sent or received into.
     *
     * @return the buffer itself, or a slice of it
     */
    public DoubleBuffer getBuffer() {
        return offset == 0 ? buffer : MPI.slice(buffer, offset);
    }
}
