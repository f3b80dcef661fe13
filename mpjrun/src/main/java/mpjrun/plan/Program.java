package mpjrun.plan;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What every rank runs.
 *
 * @param mainClass binary name of its main class; may be empty where a module names it
 * @param classPath the user's part of the class path, entries absolute
 * @param arguments what its main method is given
 * @param module the module that the main class is in; empty if it is on the class path
 */
public record Program(String mainClass, List<String> classPath, List<String> arguments,
    Optional<ProgramModule> module) {
    /**
     * The module of a program.
     *
     * @param name its name
     * @param path the user's part of the module path, entries absolute
     */
    public record ProgramModule(String name, List<String> path) {}

    /**
     * A program on the class path.
     *
     * @param mainClass the class whose main method every rank runs
     * @param classPath the user's part of the class path, in order
     * @param arguments what its main method is given
     */
    public Program(final String mainClass, final List<String> classPath, final List<String> arguments) {
        this(mainClass, classPath, arguments, Optional.empty());
    }

    /**
     * The class path of a rank.
     *
     * @param installation our jars
     * @return our libraries, the user's part, then kernels and benchmarks
     */
    public String classPathWith(final Installation installation) {
        return Stream.of(installation.libraries(), classPath, installation.programs())
            .flatMap(List::stream)
            .collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * What stands behind the flags of a JVM that runs the program. Our jars are on the class path; the API, which a
     * module can require, is on the module path, too, and is taken from there.
     *
     * @param installation our jars
     * @return words
     */
    List<String> start(final Installation installation) {
        final List<String> words = new ArrayList<>(List.of("-cp", classPathWith(installation)));
        if (module.isEmpty()) {
            words.add(mainClass);
            return words;
        }
        words.add("--module-path");
        words.add(Stream.concat(installation.libraries().stream().filter(Program::isApi), module.get().path().stream())
            .collect(Collectors.joining(File.pathSeparator)));
        words.add("-m");
        words.add(mainClass.isEmpty() ? module.get().name() : module.get().name() + "/" + mainClass);
        return words;
    }

    private static boolean isApi(final String jar) {
        return Path.of(jar).getFileName().toString().startsWith("mpi-api");
    }

    /**
     * A program that is among our jars.
     *
     * @return the same, without the user's part of the class path
     */
    public Program withoutClassPath() {
        return new Program(mainClass, List.of(), arguments, module);
    }
}
