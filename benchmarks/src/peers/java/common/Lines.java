package common;

import java.nio.ByteBuffer;

/** Writes and checks one byte of each cache line. */
public final class Lines {
    private static final int CACHE_LINE_BYTES = 64;

    private Lines() {}

    /** Writes {@code value} to the first byte of each cache line. */
    public static void stamp(final byte[] bytes, final int lengthBytes, final byte value) {
        for (int i = 0; i < lengthBytes; i += CACHE_LINE_BYTES) {
            bytes[i] = value;
        }
    }

    /** Throws unless the first byte of each cache line is {@code value}. */
    public static void check(final byte[] bytes, final int lengthBytes, final byte value) {
        for (int i = 0; i < lengthBytes; i += CACHE_LINE_BYTES) {
            if (bytes[i] != value) {
                throw wrong(i, bytes[i], value);
            }
        }
    }

    /** Writes {@code value} to the first byte of each cache line. */
    public static void stamp(final ByteBuffer bytes, final int lengthBytes, final byte value) {
        for (int i = 0; i < lengthBytes; i += CACHE_LINE_BYTES) {
            bytes.put(i, value);
        }
    }

    /** Throws unless the first byte of each cache line is {@code value}. */
    public static void check(final ByteBuffer bytes, final int lengthBytes, final byte value) {
        for (int i = 0; i < lengthBytes; i += CACHE_LINE_BYTES) {
            if (bytes.get(i) != value) {
                throw wrong(i, bytes.get(i), value);
            }
        }
    }

    private static IllegalStateException wrong(final int index, final byte found, final byte expected) {
        return new IllegalStateException("byte " + index + " is " + found + ", expected " + expected);
    }
}
