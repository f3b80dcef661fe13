package prk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class CoresTest {
    @Test
    void shouldReadListsOfCores() {
        assertEquals(BitSet.valueOf(new long[] {0b1}), Cores.listed("0"));
        assertEquals(BitSet.valueOf(new long[] {0b1101_0000_1111}), Cores.listed("0-3,8,10-11"));
        assertEquals(BitSet.valueOf(new long[] {0, 0b10}), Cores.listed("65"));
    }
}
