package bench.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How each library starts a task. Ranks are bound to a core each where there are enough.
 *
 * @param places where things are
 * @param cores of this machine
 */
public record Launchers(Places places, int cores) {
    /** Open MPI refuses to start jobs of root otherwise. */
    static final Map<String, String> OPENMPI_ENVIRONMENT =
        Map.of("OMPI_ALLOW_RUN_AS_ROOT", "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM", "1");

    public Command command(final Side side, final Task task) {
        return switch (side.library()) {
            case OURS -> ours(side, task);
            case OPENMPI -> openmpi(side, task, List.of(twin(side, task)), task.argumentsOf(side));
            case MPICH -> mpich(side, task);
            case MPJEXPRESS -> mpjExpress(side, task);
            case OPENMPI_JAVA -> openmpi(side, task, openmpiJava(task), task.argumentsOf(side));
            case OSU -> openmpi(side, task, List.of(OsuPrograms.find(task, places.osu())), OsuPrograms.arguments(task));
        };
    }

    private Command ours(final Side side, final Task task) {
        final List<String> words =
            new ArrayList<>(List.of(places.mpjrun().toString(), "-n", Integer.toString(task.ranks())));
        words.addAll(binding(task, "--bind-to", List.of()));
        words.addAll(side.flags());
        if (!task.folder().isEmpty()) {
            words.addAll(List.of("-cp", places.built(Library.OURS).resolve(task.folder()).toString()));
        }
        words.add(task.main());
        words.addAll(task.argumentsOf(side));
        return new Command(words, Map.of("MPJ_JAVA_HOME", places.javaHome().toString()));
    }

    private Command openmpi(final Side side, final Task task, final List<String> program,
        final List<String> arguments) {
        final List<String> words =
            new ArrayList<>(List.of("mpirun.openmpi", "-n", Integer.toString(task.ranks())));
        words.addAll(binding(task, "--bind-to", List.of("--oversubscribe")));
        words.addAll(side.flags());
        words.addAll(program);
        words.addAll(arguments);
        return new Command(words, OPENMPI_ENVIRONMENT);
    }

    private List<String> openmpiJava(final Task task) {
        return List.of(places.java().toString(), "--enable-native-access=ALL-UNNAMED",
            "-Djava.library.path=" + OpenmpiJava.nativeDirectory().map(Path::toString).orElse(""), "-cp",
            places.openmpiJavaJar() + ":" + places.built(Library.OPENMPI_JAVA).resolve(task.folder()), task.main());
    }

    private Command mpich(final Side side, final Task task) {
        final List<String> words = new ArrayList<>(List.of("mpirun.mpich", "-n", Integer.toString(task.ranks())));
        words.addAll(binding(task, "-bind-to", List.of()));
        words.addAll(side.flags());
        words.add(twin(side, task));
        words.addAll(task.argumentsOf(side));
        return Command.of(words);
    }

    /** Its ranks are threads of one JVM, or JVMs that a daemon starts: not ours to bind. */
    private Command mpjExpress(final Side side, final Task task) {
        final List<String> words =
            new ArrayList<>(List.of(places.sources().resolve("peers/mpjexpress-run").toString(), "-np",
                Integer.toString(task.ranks())));
        words.addAll(side.flags());
        words.addAll(List.of("-cp", places.built(Library.MPJEXPRESS).resolve(task.folder()).toString(), task.main()));
        words.addAll(task.argumentsOf(side));
        return new Command(words,
            Map.of("MPJ_HOME", Places.MPJEXPRESS_HOME.toString(), "PATH",
                places.javaHome().resolve("bin") + ":" + System.getenv("PATH"), "JDK_JAVA_OPTIONS",
                "-Xbootclasspath/a:" + String.join(":", libraries())));
    }

    /** What MPJ Express needs beside its own jars; Debian's jars do not find each other. */
    private static List<String> libraries() {
        return Stream.of("log4j-1.2.jar", "commons-io.jar", "commons-codec.jar", "commons-cli.jar")
            .map(jar -> Places.JARS.resolve(jar).toString())
            .toList();
    }

    private String twin(final Side side, final Task task) {
        return places.built(side.library()).resolve(task.twin()).toString();
    }

    private List<String> binding(final Task task, final String option, final List<String> ifThereAreTooFew) {
        return task.ranks() <= cores ? List.of(option, "core") : ifThereAreTooFew;
    }
}
