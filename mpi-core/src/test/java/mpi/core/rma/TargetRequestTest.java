package mpi.core.rma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import mpi.spi.BasicType;
import mpi.spi.Reduction;
import org.junit.jupiter.api.Test;

/** The bytes of a request, which may not change unseen. */
class TargetRequestTest {
    private final byte[] message = new byte[TargetRequest.MAX_BYTES];
    private final TargetRequest request = new TargetRequest().wrap(message);

    @Test
    void shouldHaveItsPlaceForEachField() {
        Arrays.fill(message, (byte) 0xee);
        request.ask(TargetRequest.Kind.ACCUMULATE)
            .type(BasicType.DOUBLE, 5)
            .operation(Reduction.Kind.PROD)
            .items(0x1122334455667788L, 0x10000, 0x2000)
            .operandBytes(0x2001);

        assertEquals("03030705" + "00000000" + "8877665544332211" + "0000010000000000" + "0020000000000000"
            + "0120000000000000" + "ee", HexFormat.of().formatHex(message, 0, TargetRequest.HEADER_BYTES + 1));
        assertEquals(TargetRequest.Kind.ACCUMULATE, request.kind());
        assertEquals(Reduction.Kind.PROD, request.operation());
        assertEquals(BasicType.DOUBLE, request.basic());
        assertEquals(5, request.slot());
        assertEquals(0x1122334455667788L, request.offset());
        assertEquals(0x10000, request.position());
        assertEquals(0x2000, request.lengthBytes());
        assertEquals(0x2001, request.operandBytes());
    }

    @Test
    void shouldHoldOperandsWhereThereIsRoom() {
        request.ask(TargetRequest.Kind.PUT).operandBytes(TargetRequest.MAX_INLINE_BYTES);
        assertFalse(request.hasOperandsApart());
        assertEquals(TargetRequest.MAX_BYTES, request.lengthOnWire());
        request.operandBytes(TargetRequest.MAX_INLINE_BYTES + 1);
        assertTrue(request.hasOperandsApart());
        assertEquals(TargetRequest.HEADER_BYTES, request.lengthOnWire());
    }

    @Test
    void shouldSayNothingThatWasNotWritten() {
        Arrays.fill(message, (byte) 0xee);
        request.ask(TargetRequest.Kind.FLUSH);
        assertEquals("060000ff" + "00".repeat(36), HexFormat.of().formatHex(message, 0, request.lengthOnWire()));
        assertEquals(TargetRequest.NO_SLOT, request.slot());
    }
}
