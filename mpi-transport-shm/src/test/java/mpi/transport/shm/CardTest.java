package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CardTest {
    private static final Card CARD = new Card(3, 1, new SegmentDescriptor(4, 1 << 20), 0x1122334455667788L,
        "/dev/shm/mpj-zoë/segment-1");

    @Test
    void shouldComeBackAsItWas() throws IOException {
        assertEquals(CARD, Card.decode(CARD.encode()));
    }

    @Test
    void shouldLookLikeThisOnTheWire() {
        final Card card = new Card(3, 1, new SegmentDescriptor(4, 4096), 0x1122334455667788L, "/a");
        assertEquals("03000000" + "03000000" + "01000000" + "04000000" + "00100000" + "8877665544332211"
            + "2f61", TestRank.hex(card.encode()));
    }

    @Test
    void shouldRefuseTruncatedAndForeignCards() {
        final byte[] bytes = CARD.encode();
        for (int length = 0; length <= 28; length++) {
            final byte[] truncated = Arrays.copyOf(bytes, length);
            assertThrows(IOException.class, () -> Card.decode(truncated));
        }
        bytes[0]++;
        assertThrows(IOException.class, () -> Card.decode(bytes));
    }

    @Test
    void shouldAcceptOnlySizesThatCanBeMapped() {
        final long seed = System.nanoTime();
        System.out.println("CardTest seed " + seed);
        final Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 10_000; i++) {
            final byte[] bytes = CARD.encode();
            bytes[4 + random.nextInt(16)] = (byte) random.nextInt();
            try {
                final SegmentDescriptor layout = Card.decode(bytes).layout();
                assertEquals(1, Integer.bitCount(layout.ringCapacity()));
                assertEquals(layout.ringOffset(1) - layout.ringOffset(0), layout.ringCapacity());
            } catch (final IOException e) {
                refused++;
            }
        }
        assertEquals(true, refused > 0, "seed " + seed);
    }
}
