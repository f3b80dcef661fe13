package prk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SpanTest {
    @Test
    void shouldGiveTheRestToTheFirst() {
        assertEquals(new Span(0, 4), Span.part(11, 3, 0));
        assertEquals(new Span(4, 8), Span.part(11, 3, 1));
        assertEquals(new Span(8, 11), Span.part(11, 3, 2));
    }

    @Test
    void shouldLeaveNothingOutAndNothingTwice() {
        for (int total = 0; total < 20; total++) {
            for (int parts = 1; parts < 8; parts++) {
                int next = 0;
                for (int index = 0; index < parts; index++) {
                    final Span part = Span.part(total, parts, index);
                    assertEquals(next, part.first());
                    assertTrue(part.length() == total / parts || part.length() == total / parts + 1);
                    next += part.length();
                }
                assertEquals(total, next);
            }
        }
    }
}
