package bench.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Builds what the peers run: our C twins with their compilers, and the programs in their dialects.
 *
 * @param places where things are
 * @param runner runs the compilers
 */
public record Workshop(Places places, Runner runner) {
    private static final List<String> PLAIN = List.of("-std=c11", "-D_POSIX_C_SOURCE=200809L", "-O2");
    /** What the kernels' authors measure with. */
    private static final List<String> FAST =
        List.of("-std=c11", "-D_POSIX_C_SOURCE=200809L", "-O3", "-march=native", "-ffast-math");
    private static final List<String> KERNELS =
        List.of("nstream", "transpose", "transpose-rma", "p2p", "p2p-rma", "stencil", "stencil-rma", "reduce", "global",
            "random", "sparse", "dgemm", "pic", "amr");
    private static final String CLASSIC = "classic";
    private static final String OPENMPI = "openmpi";

    /** A build that did not succeed. */
    public static final class BuildException extends Exception {
        private static final long serialVersionUID = 1L;

        BuildException(final String message) {
            super(message);
        }
    }

    /** Builds all that these libraries run. */
    public void build(final Set<Library> needed) throws IOException, InterruptedException, BuildException {
        for (final Library library : List.of(Library.OPENMPI, Library.MPICH)) {
            if (needed.contains(library)) {
                buildTwins(library);
            }
        }
        final Path ours = places.built(Library.OURS);
        compileOurs(ours.resolve("hello"), List.of(places.root().resolve("docs/examples/Hello.java").toString()));
        if (needed.contains(Library.MPJEXPRESS)) {
            compileOurs(ours.resolve(CLASSIC), sources(CLASSIC));
            compile(places.built(Library.MPJEXPRESS).resolve(CLASSIC), Places.MPJEXPRESS_JAR, sources(CLASSIC));
        }
        if (needed.contains(Library.OPENMPI_JAVA)) {
            compileOurs(ours.resolve(OPENMPI), sources(OPENMPI));
            compile(places.built(Library.OPENMPI_JAVA).resolve(OPENMPI), places.openmpiJavaJar(), sources(OPENMPI));
        }
    }

    /** Builds the C programs with a library. */
    public void buildTwins(final Library library) throws IOException, InterruptedException, BuildException {
        final Map<String, List<String>> programs = new LinkedHashMap<>();
        programs.put("latency", List.of("latency.c"));
        programs.put("bandwidth", List.of("window.c"));
        programs.put("message_rate", List.of("-DMESSAGE_RATE", "window.c"));
        programs.put("barrier", List.of("barrier.c"));
        programs.put("collective", List.of("collective.c"));
        programs.put("one_sided", List.of("one_sided.c"));
        programs.put("vector", List.of("vector.c"));
        programs.put("dup", List.of("dup.c"));
        programs.put("hello", List.of("hello.c"));
        for (final String kernel : KERNELS) {
            programs.put(kernel, List.of(kernel + ".c"));
        }
        final Path target = Files.createDirectories(places.built(library));
        for (final Map.Entry<String, List<String>> program : programs.entrySet()) {
            final List<String> words = new ArrayList<>(List.of("mpicc." + library.label()));
            final boolean kernel = KERNELS.contains(program.getKey());
            words.addAll(kernel ? FAST : PLAIN);
            words.addAll(List.of("-o", target.resolve(program.getKey()).toString()));
            for (final String word : program.getValue()) {
                words.add(word.startsWith("-") ? word : places.sources().resolve("main/c").resolve(word).toString());
            }
            words.add("-lm");
            run(words);
        }
    }

    /** The sources of a dialect with what all dialects share. */
    private List<String> sources(final String dialect) throws IOException {
        final Path folder = places.sources().resolve("peers/java");
        try (Stream<Path> files =
            Stream.concat(Files.list(folder.resolve("common")), Files.list(folder.resolve(dialect)))) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    private void compileOurs(final Path target, final List<String> sources)
        throws IOException, InterruptedException, BuildException {
        final List<String> words = new ArrayList<>(List.of(places.mpjavac().toString(), "-d", target.toString()));
        words.addAll(sources);
        run(words);
    }

    private void compile(final Path target, final Path library, final List<String> sources)
        throws IOException, InterruptedException, BuildException {
        final List<String> words = new ArrayList<>(List.of(places.javaHome().resolve("bin/javac").toString(), "-nowarn",
            "-cp", library.toString(), "-d", target.toString()));
        words.addAll(sources);
        run(words);
    }

    private void run(final List<String> words) throws IOException, InterruptedException, BuildException {
        final Output output = runner.run(Command.of(words));
        if (output.exitCode() != 0) {
            throw new BuildException(String.join(" ", words) + System.lineSeparator() + output.standardError());
        }
    }
}
