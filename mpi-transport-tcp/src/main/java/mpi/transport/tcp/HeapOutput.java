package mpi.transport.tcp;

import mpi.core.transport.CriticalCall;
import mpi.core.transport.MemoryKind;

/** Whether long payloads are sent from where they lie in arrays of one kind (ADR 13). */
final class HeapOutput extends CriticalCall {
    private static final int NO_SOCKET = -1;
    /** Of the process, as what is linked and compiled is. */
    private static final HeapOutput[] OF_KIND = ofEachKind();

    private final MemoryKind kind;

    private HeapOutput(final MemoryKind kind) {
        super(kind);
        this.kind = kind;
    }

    private static HeapOutput[] ofEachKind() {
        final MemoryKind[] kinds = MemoryKind.values();
        final HeapOutput[] outputs = new HeapOutput[kinds.length];
        for (final MemoryKind kind : kinds) {
            // Memory that has an address is Netty's.
            outputs[kind.ordinal()] = new HeapOutput(kind == MemoryKind.ADDRESS ? MemoryKind.OTHER : kind);
        }
        return outputs;
    }

    static boolean isUsable(final Object base, final long lengthBytes) {
        return OF_KIND[MemoryKind.of(base).ordinal()].isUsable(lengthBytes);
    }

    @Override
    protected void attempt(final Object base, final long offset, final long address, final long lengthBytes) {
        NativeSend.send(NO_SOCKET, kind, base, offset, lengthBytes);
    }
}
