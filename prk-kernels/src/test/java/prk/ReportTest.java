package prk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void shouldPrintRateAlikeInEveryLocale() {
        final Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertEquals("Rate (MB/s): 12345.678000 Avg time (s): 0.001250000",
                Report.rateLine("MB/s", 12345.678, 0.00125));
        } finally {
            Locale.setDefault(before);
        }
    }
}
