package compat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A library that the programs are compiled against and run with.
 *
 * @param api its classes
 * @param release the language level
 * @param launcher the command that starts a job, up to the number of ranks
 * @param environment what that command needs besides
 * @param work where class files and the output of jobs are kept
 */
record Library(Path api, String release, List<String> launcher, Map<String, String> environment, Path work) {

    private static final int LIMIT_SECONDS = 60;

    /** Programs in {@code group} import all classes of two packages of MPJ Express, and use none. */
    private static final Map<String, String> ADDITIONS = Map.of(
        "mpjdev/Empty.java", "package mpjdev; public class Empty {}",
        "mpjbuf/Empty.java", "package mpjbuf; public class Empty {}",
        "Starter.java", """
            /** Starts a program whose main is empty, as its TestSuite does. */
            public class Starter {
                public static void main(String[] arguments) throws Exception {
                    Class.forName(arguments[arguments.length - 1]).getConstructor(String[].class)
                        .newInstance((Object) arguments);
                }
            }
            """);

    /** Compiles source files; what javac says goes to the output of the test. */
    void compile(final List<Path> sources) throws IOException {
        final List<String> words = new ArrayList<>(List.of("-nowarn", "-proc:none", "-encoding", "ISO-8859-1",
            "--release", release, "-cp", api.toString(), "-d", classes().toString()));
        sources.forEach(file -> words.add(file.toString()));
        for (final var addition : ADDITIONS.entrySet()) {
            final Path file = work.resolve("additions").resolve(addition.getKey());
            Files.createDirectories(file.getParent());
            words.add(Files.writeString(file, addition.getValue()).toString());
        }
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, words.toArray(String[]::new)),
            () -> "javac against " + api);
    }

    /** Runs a job of the program; its output is kept in a file. */
    Run run(final Program program, final int ranks) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of(String.valueOf(ranks), "-cp", classes().toString()));
        command.addAll(program.isStarted() ? List.of("Starter", program.name()) : List.of(program.name()));
        final Path output = Files.createDirectories(work.resolve("output")).resolve(program.name() + "." + ranks);
        final ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        final Process process = builder.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList()
                .forEach(ProcessHandle::destroyForcibly);
            process.waitFor();
            return Run.failed(ranks, "runs for more than " + LIMIT_SECONDS + " s");
        }
        return Run.of(program, ranks, process.exitValue(), Files.readAllLines(output, StandardCharsets.ISO_8859_1));
    }

    private Path classes() {
        return work.resolve("classes");
    }
}
