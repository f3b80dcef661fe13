package bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageBufferTest {
    private static final byte VALUE = 7;

    @Test
    void shouldStampTheFirstByteOfEachCacheLine() {
        final byte[] array = new byte[200];
        new MessageBuffer.Heap(array).stamp(130, VALUE);

        final byte[] expected = new byte[200];
        expected[0] = VALUE;
        expected[64] = VALUE;
        expected[128] = VALUE;
        assertArrayEquals(expected, array);
        final ByteBuffer direct = ByteBuffer.allocateDirect(200);
        new MessageBuffer.Native(direct).stamp(130, VALUE);
        assertEquals(0, direct.compareTo(ByteBuffer.wrap(expected)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldNoticeALineThatDidNotArrive(final MessageBuffer.Kind kind) {
        final MessageBuffer buffer = kind.allocate(256);
        buffer.stamp(256, VALUE);
        buffer.check(256, VALUE);

        buffer.stamp(64, (byte) (VALUE + 1));

        final String text =
            assertThrows(IllegalStateException.class, () -> buffer.check(256, (byte) (VALUE + 1))).getMessage();
        assertEquals("byte 64 of a message of 256 bytes is 7, expected 8", text);
    }
}
