package mpi.core.coll;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import mpi.spi.BasicType;
import mpi.spi.BufferBlocks;
import mpi.spi.Collective;
import mpi.spi.Collective.Kind;
import mpi.spi.Layout;
import org.junit.jupiter.api.Test;

/** Buffers that written steps are bound to. */
class OperandsTest {
    private static final Layout INT = new Layout(BasicType.INT, Integer.BYTES, Integer.BYTES, null);

    private final Operands operands = new Operands(new LocalWork(), () -> "allreduce");

    private static Collective allreduce(final BufferBlocks send, final BufferBlocks recv) {
        return new Collective(Kind.ALLREDUCE, send, recv, null, Collective.NO_ROOT, null);
    }

    private static BufferBlocks one(final int[] buffer) {
        return BufferBlocks.one(buffer, 0, 1, INT);
    }

    /** Whether the operands hold this buffer as what is sent. */
    private boolean send(final int[] buffer) {
        final Region region = new Region(new LocalWork(), () -> "allreduce");
        region.openToSend(buffer, 0, 0, Integer.BYTES, INT);
        return operands.send().isSameMemoryAs(region);
    }

    /** One buffer may be bound already when the other fails. */
    @Test
    void shouldHoldNothingIfBindingFails() {
        final int[] mine = new int[1];
        operands.send().openToSend(new int[1], 0, 0, Integer.BYTES, INT);
        operands.recv().openToReceive(new int[1], 0, 0, Integer.BYTES, INT);
        operands.note();
        operands.unbind();
        assertTrue(operands.rebind(allreduce(one(mine), one(new int[1]))));
        assertTrue(send(mine));
        operands.unbind();
        final Collective broken = allreduce(one(mine), null);
        assertThrows(NullPointerException.class, () -> operands.rebind(broken));
        assertFalse(send(mine));
    }
}
