package bench.compare;

import bench.job.Launchers;
import bench.job.Library;
import bench.job.Machine;
import bench.job.Peers;
import bench.job.Places;
import bench.job.ProcessRunner;
import bench.job.Runner;
import bench.job.Workshop;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The program behind {@code benchmarks/compare}. */
@Command(name = "benchmarks/compare", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Runs our benchmarks and those of other MPI libraries in turn, on a machine that does nothing else,"
        + " and prints the ratios ours / peer: of times, below 1 is faster; of rates, above 1.",
    "Without KIND and --rows, all rows but those of the collectives, the kernels, one-sided operations and switch"
        + " points, whose KINDs are coll, prk, rma and switch."},
    footer = {"", "Exit code: 0, 1 where --require is not content or a build fails, 2 where the options are wrong."})
final class Compare implements Callable<Integer> {
    private static final int ENOUGH_PAIRS = 5;
    private static final int LIMIT_SECONDS = 30;

    @Parameters(paramLabel = "KIND", description = "rows whose names begin with this word and a hyphen, such as coll")
    private List<String> kinds = List.of();

    @Option(names = "--rows", split = ",", paramLabel = "GLOB", description = "rows to run, such as shm-*; see --list")
    private List<String> globs = List.of();

    @Option(names = "--pairs", paramLabel = "N",
        description = "how often each pair runs (default: 5); up to three times as often while a verdict is close")
    private Integer pairs;

    @Option(names = "--peers", split = ",", paramLabel = "PEER",
        description = "openmpi, mpich, mpjexpress, openmpi-java, osu (default: all)")
    private List<String> peerLabels = List.of();

    @Option(names = "--out", paramLabel = "DIR",
        description = "where compare.csv, .json, .md and .svg go (default: benchmarks/target/compare)")
    private Path out;

    @Option(names = "--require", description = "fail unless every gate is met and every peer that has one is there")
    private boolean require;

    @Option(names = "--list",
        description = "print all rows, and who is installed; run nothing")
    private boolean list;

    @Option(names = "--quick", description = "one pair: a first look")
    private boolean quick;

    @Option(names = "--osu", paramLabel = "DIR", description = "where osu_latency and osu_bw are, if not on the path")
    private String osu = "";

    @Option(names = "--openmpi-java-jar", paramLabel = "JAR",
        description = "mpi.jar of Open MPI (default: that of benchmarks/install-peers)")
    private Path openmpiJavaJar;

    @Spec
    private CommandSpec spec;

    private final Path root;
    private final Runner fakeRunner;
    private final PrintStream screen;
    private final PrintStream progress;

    /**
     * Makes the program.
     *
     * @param root of the source tree
     * @param fakeRunner what runs commands in tests, or {@code null}
     * @param screen where the table goes
     * @param progress where the rest goes
     */
    Compare(final Path root, final Runner fakeRunner, final PrintStream screen, final PrintStream progress) {
        this.root = root;
        this.fakeRunner = fakeRunner;
        this.screen = screen;
        this.progress = progress;
    }

    /**
     * Runs the program in the current directory, the root of the source tree.
     *
     * @param args options
     */
    public static void main(final String[] args) {
        final PrintStream screen = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        final Compare compare = new Compare(Path.of("").toAbsolutePath(), null, screen, System.err);
        System.exit(new CommandLine(compare).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        final List<Contest> contests = new Selection(wanted(), peers()).of(Contests.all());
        final int wantedPairs = checkedPairs();
        if (contests.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "no row matches; --list shows them");
        }
        final Path target = root.resolve("benchmarks/target");
        final Path work = Files.createDirectories(target.resolve("compare-work"));
        final Places places = new Places(root, work, Path.of(System.getProperty("java.home")),
            openmpiJavaJar != null ? openmpiJavaJar.toAbsolutePath() : target.resolve("peers/mpi.jar"), osu);
        final Runner runner = fakeRunner != null ? fakeRunner : new ProcessRunner(root, work, LIMIT_SECONDS);
        final Peers present = Peers.find(places, runner);
        if (list) {
            screen.print(Listing.of(contests, present));
            return 0;
        }
        final Set<Library> needed = EnumSet.noneOf(Library.class);
        contests.forEach(contest -> needed.addAll(contest.libraries()));
        needed.removeIf(library -> !present.has(library));
        try {
            new Workshop(places, runner).build(needed);
        } catch (final Workshop.BuildException e) {
            progress.println("benchmarks/compare: cannot build " + e.getMessage());
            return 1;
        }
        final Launchers launchers = new Launchers(places, Runtime.getRuntime().availableProcessors());
        final CoreDistance distance = CoreDistance.build(places.sources().resolve("main/c"), work, runner);
        final List<Row> rows = new Session(runner, launchers, distance, present, wantedPairs, progress).run(contests);
        finish(new Report(Machine.describe(present), rows), out != null ? out : target.resolve("compare"));
        return require && rows.stream().anyMatch(Row::isUnmet) ? 1 : 0;
    }

    private void finish(final Report report, final Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("compare.csv"), report.csv());
        Files.writeString(directory.resolve("compare.json"), report.json());
        Files.writeString(directory.resolve("compare.md"), report.markdown());
        final Curves curves = new Curves(report.rows());
        if (!curves.isEmpty()) {
            Files.writeString(directory.resolve("compare.svg"), curves.svg());
        }
        report.facts().forEach((name, value) -> screen.println("# " + name + ": " + value));
        screen.print(report.text());
        final List<Row> unmet = report.rows().stream().filter(Row::isUnmet).toList();
        progress.println(unmet.isEmpty() ? "All gates are met."
            : "Not met: " + unmet.stream().map(Row::name).collect(Collectors.joining(", ")));
    }

    /** Names of rows, none for the whole run. A list leaves nothing out. */
    private List<String> wanted() {
        final List<String> named =
            Stream.concat(globs.stream(), kinds.stream().map(kind -> kind + "-*")).toList();
        return list && named.isEmpty() ? List.of("*") : named;
    }

    private int checkedPairs() {
        final int number = pairs != null ? pairs : quick ? 1 : ENOUGH_PAIRS;
        if (number < 1 || quick && number > 1) {
            throw new ParameterException(spec.commandLine(), "--pairs is " + number + ", expected "
                + (quick ? "none with --quick" : "at least 1"));
        }
        if (require && number < ENOUGH_PAIRS) {
            throw new ParameterException(spec.commandLine(),
                "--require judges at least " + ENOUGH_PAIRS + " pairs, not " + number);
        }
        return number;
    }

    private Set<Library> peers() {
        final Set<Library> chosen = EnumSet.noneOf(Library.class);
        for (final Library library : EnumSet.complementOf(EnumSet.of(Library.OURS))) {
            if (peerLabels.isEmpty() || peerLabels.contains(library.label())) {
                chosen.add(library);
            }
        }
        if (!peerLabels.isEmpty() && chosen.size() < Set.copyOf(peerLabels).size()) {
            throw new ParameterException(spec.commandLine(), "--peers is " + String.join(",", peerLabels)
                + ", expected some of openmpi, mpich, mpjexpress, openmpi-java, osu");
        }
        return chosen;
    }
}
