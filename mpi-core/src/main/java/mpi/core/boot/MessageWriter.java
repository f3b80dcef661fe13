package mpi.core.boot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the fields of one {@link ControlMessage}, little-endian, into memory that grows. Not thread-safe.
 */
final class MessageWriter {
    private static final int INITIAL_BYTES = 256;
    private static final String CUT = "\n[cut here: too long]";

    private ByteBuffer buffer = ByteBuffer.allocate(INITIAL_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    MessageWriter writeByte(final int value) {
        reserve(Byte.BYTES).put((byte) value);
        return this;
    }

    MessageWriter writeShort(final int value) {
        reserve(Short.BYTES).putShort((short) value);
        return this;
    }

    MessageWriter writeInt(final int value) {
        reserve(Integer.BYTES).putInt(value);
        return this;
    }

    MessageWriter writeLong(final long value) {
        reserve(Long.BYTES).putLong(value);
        return this;
    }

    MessageWriter writeBytes(final byte[] bytes) {
        writeInt(bytes.length);
        reserve(bytes.length).put(bytes);
        return this;
    }

    /** Writes UTF-8; a text longer than {@link ControlCodec#MAX_TEXT_BYTES} is cut and says so at its end. */
    MessageWriter writeText(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= ControlCodec.MAX_TEXT_BYTES) {
            return writeBytes(bytes);
        }
        final byte[] cut = CUT.getBytes(StandardCharsets.UTF_8);
        int end = ControlCodec.MAX_TEXT_BYTES - cut.length;
        while (isContinuation(bytes[end])) {
            end--;
        }
        final byte[] kept = Arrays.copyOf(bytes, end + cut.length);
        System.arraycopy(cut, 0, kept, end, cut.length);
        return writeBytes(kept);
    }

    int position() {
        return buffer.position();
    }

    void setInt(final int offset, final int value) {
        buffer.putInt(offset, value);
    }

    /** What was written, ready to be read. */
    ByteBuffer finish() {
        return buffer.flip();
    }

    /** Whether a byte is inside a character of UTF-8, so that a text must not be cut before it. */
    private static boolean isContinuation(final byte value) {
        return (value & 0xc0) == 0x80;
    }

    private ByteBuffer reserve(final int bytes) {
        if (buffer.remaining() < bytes) {
            final int needed = Math.addExact(buffer.position(), bytes);
            final int capacity = (int) Math.min(Integer.MAX_VALUE, Math.max(needed, 2L * buffer.capacity()));
            buffer = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).put(buffer.flip());
        }
        return buffer;
    }
}
