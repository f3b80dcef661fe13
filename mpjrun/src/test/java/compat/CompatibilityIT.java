package compat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs the test programs of MPJ Express and prints a verdict on each; takes a quarter of an hour. */
@Tag("compat")
class CompatibilityIT {
    private static final Path HOME = Path.of(System.getProperty("mpj.home")).toAbsolutePath();
    private static final Path WORK = HOME.resolveSibling("compat");
    private static final Pattern ONLY = Pattern.compile(System.getProperty("mpj.compat.only"));
    private static final Path REFERENCE = Path.of("/usr/share/mpj/lib/mpj.jar");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)");
    private static final Pattern MAIN = Pattern.compile("\\bmain\\s*\\(");

    private final Properties known = new Properties();
    private final List<Path> sources = new ArrayList<>();
    /** By name. */
    private final TreeMap<String, Program> programs = new TreeMap<>();

    @Test
    void shouldRunTheProgramsOfMpjExpress() throws IOException, InterruptedException {
        try (InputStream file = CompatibilityIT.class.getResourceAsStream("programs.properties")) {
            known.load(file);
        }
        findPrograms();
        final Library ours = ours();
        final Library reference = reference();
        final boolean isCompared = Files.exists(REFERENCE);
        ours.compile(sources);
        if (isCompared) {
            reference.compile(sources);
        }

        final TreeSet<String> failed = new TreeSet<>();
        int passedByReference = 0;
        for (final Program program : programs.values()) {
            final Verdict verdict = judge(ours, program);
            final Verdict other = isCompared ? judge(reference, program) : null;
            System.out.printf("%-36s %s %s%s%n", program.name(), verdict, isCompared ? other : "-",
                verdict.isPassed() ? "" : "  " + verdict.reason());
            if (!verdict.isPassed()) {
                failed.add(program.name());
            }
            passedByReference += isCompared && other.isPassed() ? 1 : 0;
        }
        System.out.printf("passed %d of %d%s%n", programs.size() - failed.size(), programs.size(),
            isCompared ? ", with MPJ Express " + passedByReference : "");
        assertEquals(expectedToFail(), failed);
    }

    private static Library ours() {
        return new Library(HOME.resolve("lib/mpi-api-" + System.getProperty("mpj.version") + ".jar"), "25",
            List.of(HOME.resolve("bin/mpjrun").toString(), "-n"), Map.of(), WORK.resolve("ours"));
    }

    /** MPJ Express of Debian, whose jars do not find those that they need; its ranks are threads. */
    private static Library reference() {
        final String needed = Stream.of("log4j-1.2", "commons-io", "commons-codec", "commons-cli")
            .map(jar -> "/usr/share/java/" + jar + ".jar")
            .collect(Collectors.joining(":"));
        return new Library(REFERENCE, "11", List.of("/usr/bin/mpjrun", "-np"),
            Map.of("JDK_JAVA_OPTIONS", "-Xbootclasspath/a:" + needed), WORK.resolve("reference"));
    }

    private static Verdict judge(final Library library, final Program program)
        throws IOException, InterruptedException {
        final List<Run> runs = new ArrayList<>();
        for (final int ranks : program.ranks()) {
            runs.add(library.run(program, ranks));
        }
        return Verdict.of(runs);
    }

    private void findPrograms() throws IOException, InterruptedException {
        final Path root = Sources.find(Files.createDirectories(WORK));
        try (Stream<Path> all = Files.walk(root)) {
            all.filter(file -> file.toString().endsWith(".java"))
                .filter(file -> !known.containsKey(root.relativize(file) + ".left.out"))
                .forEach(sources::add);
        }
        for (final Path file : sources) {
            final String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (MAIN.matcher(text).find()) {
                final Matcher matcher = PACKAGE.matcher(text);
                final String simpleName = file.getFileName().toString().replace(".java", "");
                final String name = matcher.find() ? matcher.group(1) + "." + simpleName : simpleName;
                if (ONLY.matcher(name).matches()) {
                    programs.put(name, Program.of(name, known));
                }
            }
        }
    }

    private TreeSet<String> expectedToFail() {
        final TreeSet<String> names = new TreeSet<>(programs.keySet());
        names.removeIf(name -> !known.containsKey(name + ".fails"));
        return names;
    }
}
