package bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void shouldFindTheMiddle() {
        assertEquals(2, Numbers.median(List.of(3.0, 1.0, 2.0)));
        assertEquals(2.5, Numbers.median(List.of(4.0, 1.0, 2.0, 3.0)));
        assertEquals(7, Numbers.median(List.of(7.0)));
        assertEquals(new Spread(2, 1, 9), Spread.of(List.of(9.0, 1.0, 2.0)));
    }

    @Test
    void shouldWriteAlikeInEveryLocale() {
        final Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertEquals(List.of("0.199", "12.3", "15658"),
                List.of(Numbers.text(0.1989), Numbers.text(12.34), Numbers.text(15657.888)));
        } finally {
            Locale.setDefault(before);
        }
    }
}
