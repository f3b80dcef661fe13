package mpi.transport.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class ReadyBitsTest {
    @Test
    void shouldGiveEachOfManySendersItsOwnBit() {
        final int senders = 150;
        try (Arena arena = Arena.ofConfined()) {
            final MemorySegment memory = arena
                .allocate((long) ReadyBits.words(senders) * SegmentDescriptor.LINE_BYTES, 8);
            final ReadyBits bits = new ReadyBits(memory.address());
            for (int sender = 0; sender < senders; sender++) {
                bits.set(sender);
                for (int word = 0; word < ReadyBits.words(senders); word++) {
                    final long expected = word == sender / 64 ? 1L << sender % 64 : 0;
                    assertEquals(expected, bits.take(word), "sender " + sender + ", word " + word);
                }
                assertEquals(0, bits.take(sender / 64), "taken twice");
            }
        }
    }

    @Test
    void shouldKeepBitsSetTwiceAndThoseOfOthers() {
        try (Arena arena = Arena.ofConfined()) {
            final ReadyBits bits = new ReadyBits(arena.allocate(SegmentDescriptor.LINE_BYTES, 8).address());
            bits.set(0);
            bits.set(63);
            bits.set(0);
            assertEquals(1L | 1L << 63, bits.take(0));
        }
    }

    @Test
    void shouldCountWords() {
        assertEquals(1, ReadyBits.words(1));
        assertEquals(1, ReadyBits.words(64));
        assertEquals(2, ReadyBits.words(65));
    }
}
