package prk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PartTest {
    @Test
    void shouldGiveTheRestToTheFirst() {
        assertEquals(new Part(0, 4), Part.of(11, 3, 0));
        assertEquals(new Part(4, 4), Part.of(11, 3, 1));
        assertEquals(new Part(8, 3), Part.of(11, 3, 2));
    }

    @Test
    void shouldLeaveNothingOutAndNothingTwice() {
        for (int total = 0; total < 20; total++) {
            for (int parts = 1; parts < 8; parts++) {
                int next = 0;
                for (int index = 0; index < parts; index++) {
                    final Part part = Part.of(total, parts, index);
                    assertEquals(next, part.first());
                    assertTrue(part.length() == total / parts || part.length() == total / parts + 1);
                    next += part.length();
                }
                assertEquals(total, next);
            }
        }
    }
}
