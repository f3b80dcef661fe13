package prk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    @Test
    void shouldSayWhatARateMeansWhereRanksTookTurns() {
        assertTrue(Report.areTurns(0.1, 0.2));
        assertFalse(Report.areTurns(0.1, 0.11), "all ran at once");
        assertFalse(Report.areTurns(10e-6, 90e-6), "barriers");
        assertTrue(Report.areTurns(10e-6, 120e-6));
        assertEquals("Remark: ranks took turns on the cores, and this rate counts each one's own time alone; until all"
            + " were done: 100.000000 MB/s, avg time (s): 0.010000000", Report.turnsLine("MB/s", 100, 0.01));
    }
}
