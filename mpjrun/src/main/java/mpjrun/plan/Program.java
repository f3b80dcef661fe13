package mpjrun.plan;

import java.io.File;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What every rank runs.
 *
 * @param mainClass binary name of its main class
 * @param classPath the user's part of the class path, entries absolute
 * @param arguments what its main method is given
 */
public record Program(String mainClass, List<String> classPath, List<String> arguments) {
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
     * A program that is among our jars.
     *
     * @return the same, without the user's part of the class path
     */
    public Program withoutClassPath() {
        return new Program(mainClass, List.of(), arguments);
    }
}
