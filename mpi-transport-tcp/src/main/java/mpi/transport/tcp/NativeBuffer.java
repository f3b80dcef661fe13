package mpi.transport.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * Direct memory under its two names: Netty's buffer and the address that the engine copies to and from. It is given
 * back when it is no longer reachable, whatever the reference count, which only tells whether Netty still uses it.
 *
 * @param buffer Netty's view, empty at first; this record holds one reference
 * @param address its first byte
 */
record NativeBuffer(ByteBuf buffer, long address) {

    static NativeBuffer allocate(final int capacityBytes) {
        final ByteBuffer memory = ByteBuffer.allocateDirect(capacityBytes);
        return new NativeBuffer(Unpooled.wrappedBuffer(memory).clear(), MemorySegment.ofBuffer(memory).address());
    }

    /**
     * Whether Netty still has something of it to write.
     *
     * @return true while a second reference is out
     */
    boolean isInFlight() {
        return buffer.refCnt() > 1;
    }
}
