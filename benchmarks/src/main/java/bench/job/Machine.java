package bench.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** When and where a comparison ran. */
public final class Machine {
    private Machine() {}

    /** Names and values: date, kernel, CPU, JDK, versions of the libraries. */
    public static Map<String, String> describe(final Peers peers) throws IOException {
        final Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date",
            ZonedDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_INSTANT));
        facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("cpu", processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores");
        facts.put("jdk", System.getProperty("java.vendor.version", "") + " " + Runtime.version());
        for (final Library library : Library.values()) {
            peers.version(library).ifPresent(version -> facts.put(library.label(), version));
        }
        return facts;
    }

    private static String processor() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
        }
    }
}
