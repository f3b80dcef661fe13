package bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void shouldPrintAlikeInEveryLocale() throws UsageException {
        final Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            final Table table = new Table(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            table.settings(Options.defaults(1000));
            table.settings(Options.defaults(10).with("--warmup", "0"));
            table.columns("us");
            table.row(4_194_304, 1234.5678, 0.25, 1e6);
            table.line(Latency.headline(0.2134));
        } finally {
            Locale.setDefault(before);
        }
        assertEquals("""
            # buffer: heap; iterations: 1000, above 8192 B 100
            # warm-up: 1500 ms of messages of all sizes, then untimed a tenth of the iterations
            # buffer: heap; iterations: 10, above 8192 B 1
            # warm-up: none
            # Size (B)     Median (us)       Mean (us)        p99 (us)
            4194304           1234.568           0.250     1000000.000
            Median latency of 8 B (us): 0.213
            """, bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"));
    }
}
