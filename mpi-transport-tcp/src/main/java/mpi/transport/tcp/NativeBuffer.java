package mpi.transport.tcp;

import io.netty.buffer.UnpooledDirectByteBuf;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * Direct memory that Netty reads and writes, and whose address the engine copies to and from. Netty would ask for the
 * address by a method handle, which allocates, each time it makes a system call; here it is kept.
 *
 * <p>The memory is given back when it is no longer reachable; the reference count only tells whether Netty uses it.
 */
final class NativeBuffer extends UnpooledDirectByteBuf {
    private final long address;

    private NativeBuffer(final ByteBuffer memory) {
        super(TcpContext.ALLOCATOR, memory, memory.capacity());
        address = MemorySegment.ofBuffer(memory).address();
        clear();
    }

    static NativeBuffer allocate(final int capacityBytes) {
        return new NativeBuffer(ByteBuffer.allocateDirect(capacityBytes));
    }

    /**
     * Whether Netty still has something of it to write.
     *
     * @return true while more than the owner's reference is out
     */
    boolean isInFlight() {
        return refCnt() > 1;
    }

    @Override
    public boolean hasMemoryAddress() {
        return true;
    }

    @Override
    public long memoryAddress() {
        return address;
    }
}
