package mpi.core.boot;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of one {@link ControlMessage}, little-endian. Every length is checked against what is there before
 * memory is reserved for it. Not thread-safe.
 */
final class MessageReader {
    private final ByteBuffer source;

    /**
     * Reads from the position of a buffer to its limit.
     *
     * @param source the bytes, in little-endian order
     */
    MessageReader(final ByteBuffer source) {
        this.source = source;
    }

    int readByte() throws ProtocolException {
        return require(Byte.BYTES).get();
    }

    int readShort() throws ProtocolException {
        return require(Short.BYTES).getShort();
    }

    int readInt() throws ProtocolException {
        return require(Integer.BYTES).getInt();
    }

    long readLong() throws ProtocolException {
        return require(Long.BYTES).getLong();
    }

    boolean readFlag() throws ProtocolException {
        final int value = readByte();
        if (value != 0 && value != 1) {
            throw new ProtocolException("flag is " + value + ", expected 0 or 1");
        }
        return value == 1;
    }

    /**
     * Reads a number of things that follow.
     *
     * @param itemBytes the least length of one of them
     */
    int readCount(final int itemBytes) throws ProtocolException {
        final int count = readInt();
        if (count < 0 || count > source.remaining() / itemBytes) {
            throw new ProtocolException(
                "count is " + count + ", expected at most " + source.remaining() / itemBytes);
        }
        return count;
    }

    byte[] readBytes() throws ProtocolException {
        final byte[] bytes = new byte[readCount(Byte.BYTES)];
        source.get(bytes);
        return bytes;
    }

    String readText() throws ProtocolException {
        final byte[] bytes = readBytes();
        if (bytes.length > ControlCodec.MAX_TEXT_BYTES) {
            throw new ProtocolException(
                "text of " + bytes.length + " bytes, expected at most " + ControlCodec.MAX_TEXT_BYTES);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    void requireEnd() throws ProtocolException {
        if (source.hasRemaining()) {
            throw new ProtocolException(source.remaining() + " bytes behind the message");
        }
    }

    private ByteBuffer require(final int bytes) throws ProtocolException {
        if (source.remaining() < bytes) {
            throw new ProtocolException("message ends " + (bytes - source.remaining()) + " bytes early");
        }
        return source;
    }
}
