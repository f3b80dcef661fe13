package bench.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The OSU benchmarks of the same name as our twins. */
final class OsuPrograms {
    private static final Map<String, String> NAMES = Map.of("latency", "osu_latency", "bandwidth", "osu_bw");

    private OsuPrograms() {}

    /** The program, by its path if there is a directory or the search path has it. */
    static String find(final Task task, final String directory) {
        return find(NAMES.get(task.twin()), directory);
    }

    private static String find(final String name, final String directory) {
        final String[] places = directory.isEmpty() ? System.getenv("PATH").split(":") : new String[] {directory};
        return Stream.of(places)
            .map(place -> Path.of(place, name))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .findFirst()
            .orElse(name);
    }

    static boolean areInstalled(final String directory) {
        return NAMES.values().stream().allMatch(name -> Files.isExecutable(Path.of(find(name, directory))));
    }

    /** One size, or all from the smallest to the largest. */
    static List<String> arguments(final Task task) {
        final List<Long> sizes =
            task.figures().stream().map(figure -> ((Figure.Size) figure).bytes()).sorted().toList();
        return List.of("-m", sizes.getFirst() + ":" + sizes.getLast());
    }
}
