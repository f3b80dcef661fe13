package bench;

import java.nio.ByteBuffer;

/**
 * Memory of a message. One byte of each cache line is written before it is sent and checked after it was received, so
 * that no benchmark measures messages nobody has made or seen.
 */
sealed interface MessageBuffer {
    /** Length of a cache line in bytes. */
    int CACHE_LINE_BYTES = 64;

    /** What {@code send} and {@code recv} take. */
    Object memory();

    /** Writes {@code value} to the first byte of each cache line. */
    void stamp(int lengthBytes, byte value);

    /** Throws unless the first byte of each cache line is {@code value}. */
    void check(int lengthBytes, byte value);

    /** Kinds of memory a program may hand to MPI. */
    enum Kind {
        /** An array. */
        HEAP,
        /** A direct buffer the program made itself. */
        DIRECT,
        /** A buffer made by MPI, which peers may read directly. */
        MPI;

        MessageBuffer allocate(final int capacityBytes) {
            return switch (this) {
                case HEAP -> new Heap(new byte[capacityBytes]);
                case DIRECT -> new Native(ByteBuffer.allocateDirect(capacityBytes));
                case MPI -> new Native(mpi.MPI.newByteBuffer(capacityBytes));
            };
        }
    }

    /** An array. */
    record Heap(byte[] memory) implements MessageBuffer {
        @Override
        public void stamp(final int lengthBytes, final byte value) {
            final byte[] bytes = memory;
            for (int i = 0; i < lengthBytes; i += CACHE_LINE_BYTES) {
                bytes[i] = value;
            }
        }

        @Override
        public void check(final int lengthBytes, final byte value) {
            final byte[] bytes = memory;
            for (int i = 0; i < lengthBytes; i += CACHE_LINE_BYTES) {
                if (bytes[i] != value) {
                    throw wrong(i, lengthBytes, bytes[i], value);
                }
            }
        }
    }

    /** A direct buffer. */
    record Native(ByteBuffer memory) implements MessageBuffer {
        @Override
        public void stamp(final int lengthBytes, final byte value) {
            final ByteBuffer bytes = memory;
            for (int i = 0; i < lengthBytes; i += CACHE_LINE_BYTES) {
                bytes.put(i, value);
            }
        }

        @Override
        public void check(final int lengthBytes, final byte value) {
            final ByteBuffer bytes = memory;
            for (int i = 0; i < lengthBytes; i += CACHE_LINE_BYTES) {
                if (bytes.get(i) != value) {
                    throw wrong(i, lengthBytes, bytes.get(i), value);
                }
            }
        }
    }

    private static IllegalStateException wrong(final int index, final int lengthBytes, final byte found,
        final byte expected) {
        return new IllegalStateException("byte " + index + " of a message of " + lengthBytes + " bytes is " + found
            + ", expected " + expected);
    }
}
