package mpi.core.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.ProtocolException;
import org.junit.jupiter.api.Test;

class ExchangeBoardTest {
    private final ExchangeBoard board = new ExchangeBoard(3);

    @Test
    void shouldCompleteWithTheLastPartInTheOrderOfRanks() throws ProtocolException {
        assertNull(board.add(2, part(0, 0, 12)));
        assertNull(board.add(0, part(0, 0, 10)));
        final ControlMessage.Exchanged result = board.add(1, part(0, 0, 11));
        assertArrayEquals(new byte[][] {{10}, {11}, {12}}, result.all());
        assertEquals(0, result.epoch());
        assertEquals(0, result.round());
    }

    @Test
    void shouldTakeOneExchangeAfterTheOther() throws ProtocolException {
        for (int epoch = 0; epoch < 2; epoch++) {
            for (int round = 0; round < 2; round++) {
                assertNull(board.add(0, part(epoch, round, 0)));
                assertNull(board.add(1, part(epoch, round, 1)));
                final ControlMessage.Exchanged result = board.add(2, part(epoch, round, 2));
                assertEquals(epoch, result.epoch());
                assertEquals(round, result.round());
            }
        }
    }

    @Test
    void shouldNameWhoIsMissing() throws ProtocolException {
        assertArrayEquals(new int[0], board.missing(0, 0));
        board.add(1, part(0, 0, 1));
        assertArrayEquals(new int[] {0, 2}, board.missing(0, 0));
        assertArrayEquals(new int[0], board.missing(0, 1));
        assertArrayEquals(new int[0], board.missing(1, 0));
        board.add(0, part(0, 0, 0));
        board.add(2, part(0, 0, 2));
        assertArrayEquals(new int[0], board.missing(0, 0));
    }

    @Test
    void shouldRefuseRanksInAnotherExchange() throws ProtocolException {
        board.add(0, part(0, 1, 0));
        assertThrows(ProtocolException.class, () -> board.add(1, part(0, 0, 1)));
        assertThrows(ProtocolException.class, () -> board.add(1, part(1, 1, 1)));
        assertThrows(ProtocolException.class, () -> board.add(0, part(0, 1, 0)));
        assertArrayEquals(new int[] {1, 2}, board.missing(0, 1));
    }

    private static ControlMessage.Exchange part(final int epoch, final int round, final int value) {
        return new ControlMessage.Exchange(epoch, round, new byte[] {(byte) value});
    }
}
