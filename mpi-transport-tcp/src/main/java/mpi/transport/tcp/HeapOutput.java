package mpi.transport.tcp;

import mpi.core.transport.CriticalCall;
import mpi.core.transport.MemoryKind;

/** Whether long payloads are sent from where they lie in arrays of one kind (ADR 13). */
final class HeapOutput extends CriticalCall {
    private static final int NO_SOCKET = -1;
    /** Of the process, as what is linked and compiled is. */
    private static final CriticalCall[] OF_KIND = CriticalCall.ofEachKind(HeapOutput::new);

    private HeapOutput(final MemoryKind kind) {
        super("send", kind);
    }

    /** Whether memory is an array that can be sent so; what has an address needs no such call. */
    static boolean isUsable(final Object base, final long lengthBytes) {
        return OF_KIND[MemoryKind.of(base).ordinal()].isUsable(lengthBytes);
    }

    @Override
    protected void attempt(final Object base, final long offset, final long address, final long lengthBytes) {
        NativeSend.send(NO_SOCKET, kind, base, offset, lengthBytes);
    }
}
