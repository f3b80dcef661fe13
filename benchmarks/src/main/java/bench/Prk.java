package bench;

import bench.job.Library;
import bench.job.Machine;
import bench.job.Peers;
import bench.job.Workshop;
import bench.suite.Invocation;
import bench.suite.Kernel;
import bench.suite.KernelWork;
import bench.suite.Outcome;
import bench.suite.Result;
import bench.suite.Results;
import bench.suite.Round;
import bench.suite.Schedule;
import bench.suite.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program behind {@code mpjrun prk}: runs the Parallel Research Kernels and reports their rates. */
@Command(name = "mpjrun prk", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Runs the Parallel Research Kernels with several numbers of ranks on this machine, checks their results and"
        + " writes a report: report.html, with a table, CSV and JSON beside it."},
    footer = {"",
        "Exit code: 0, 1 where a kernel fails, computes something wrong or is a regression, 2 where the options are"
            + " wrong."})
public final class Prk implements Callable<Integer> {
    private static final double SECONDS_PER_MINUTE = 60;
    private static final double TARGET_MINUTES = 2.8;
    private static final int DEFAULT_SAMPLES = 20;
    private static final int DEFAULT_PEER_JOBS = 5;

    @Option(names = "--ranks", split = ",", paramLabel = "N",
        description = "numbers of ranks (default: 1, 2 and 4, as far as there are cores)")
    private List<Integer> ranks = Stage.usualRanks(1, Stage.cores());

    @Option(names = "--kernels", split = ",", paramLabel = "NAME", description = "kernels to run (default: all):"
        + " nstream, transpose, transpose-a2a, transpose-rma, p2p, p2p-rma, stencil, stencil-rma, reduce, global,"
        + " random, sparse, dgemm, pic, amr, branch")
    private List<String> kernels = Kernel.names().toList();

    @Option(names = "--peers", split = ",", paramLabel = "PEER",
        description = "run the same kernels in C, too, built here with openmpi, mpich: needs the source tree")
    private List<String> peers = List.of();

    @Option(names = "--minutes", paramLabel = "M", description = "how long to take, about: more time, more samples;"
        + " each kernel warms up and runs at least once (default: " + TARGET_MINUTES
        + ", and as much again for each peer)")
    private Double minutes;

    @Option(names = "--samples", paramLabel = "N", description = "at most so many of each kernel and number of ranks,"
        + " ${DEFAULT-VALUE} by default; of those in C, a quarter as many")
    private int samples = DEFAULT_SAMPLES;

    @Option(names = "--warmup", paramLabel = "SECONDS",
        description = "of each kernel (default: what it needs); 0 for a first look, the rates of which mean nothing")
    private Double warmupSeconds;

    @Mixin
    private final Outcome outcome = new Outcome();

    @Spec
    private CommandSpec spec;

    private final Invocation invocation;

    /**
     * Makes the program.
     *
     * @param invocation how it was started
     */
    Prk(final Invocation invocation) {
        this.invocation = invocation;
    }

    /**
     * Runs the program for the script {@code mpjrun}.
     *
     * @param args options
     */
    public static void main(final String[] args) {
        System.exit(Invocation.run("bench.Prk", "mpjrun prk", Prk::new, args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        final List<Kernel> chosen = chosenKernels();
        final List<Integer> numbers = Outcome.checkedRanks(spec.commandLine(), ranks, 1);
        if (samples < 1) {
            throw new ParameterException(spec.commandLine(), "--samples is " + samples + ", expected at least 1");
        }
        requireNonNegative("--minutes", minutes);
        requireNonNegative("--warmup", warmupSeconds);
        final Optional<Results> earlier = outcome.earlier(spec.commandLine());
        try (Stage stage = invocation.openStage()) {
            final List<Library> libraries = new ArrayList<>(List.of(Library.OURS));
            final Peers present = peers.isEmpty() ? Peers.ours() : presentPeers(stage, libraries);
            final List<KernelWork> works = works(chosen, numbers, libraries, stage);
            final int jobs = works.stream().mapToInt(KernelWork::jobs).sum();
            final double wanted = minutes != null ? minutes : TARGET_MINUTES * libraries.size();
            final Schedule schedule = new Schedule(wanted * SECONDS_PER_MINUTE, jobs, System::nanoTime);
            final List<Result> results = new Round(stage.runner(), schedule, invocation.progress()).run(works);
            return outcome.finish("Parallel Research Kernels", facts(present, chosen), results, earlier,
                invocation.screen());
        }
    }

    private void requireNonNegative(final String name, final Double value) {
        if (value != null && !(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new ParameterException(spec.commandLine(), name + " is " + value + ", expected at least 0");
        }
    }

    private List<Kernel> chosenKernels() {
        for (final String name : kernels) {
            if (Kernel.names().noneMatch(name::equals)) {
                throw new ParameterException(spec.commandLine(), "there is no kernel \"" + name + "\", but "
                    + String.join(", ", Kernel.names().toList()));
            }
        }
        return Kernel.all().stream().filter(kernel -> kernels.contains(kernel.name())).toList();
    }

    /** Adds the peers that were asked for to the libraries and builds their kernels. */
    private Peers presentPeers(final Stage stage, final List<Library> libraries)
        throws IOException, InterruptedException {
        final Peers present = Peers.find(stage.places(), stage.runner());
        final Peers wanted = Peers.ours();
        for (final String label : peers) {
            final Library library = List.of(Library.OPENMPI, Library.MPICH)
                .stream()
                .filter(candidate -> candidate.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new ParameterException(spec.commandLine(),
                    "--peers has " + label + ", expected openmpi, mpich"));
            if (!stage.places().hasSources()) {
                throw new ParameterException(spec.commandLine(),
                    "--peers needs the kernels in C, which are in the source"
                        + " tree and not in a distribution: run mpjrun/bin/mpjrun prk of the tree; " + invocation.root()
                        + " has no benchmarks/src/main/c");
            }
            if (!present.has(library)) {
                throw new ParameterException(spec.commandLine(),
                    label + " is not there: install " + library.packages());
            }
            wanted.put(library, present.version(library));
            libraries.add(library);
            invocation.progress().println("building the kernels in C with " + label);
            try {
                new Workshop(stage.places(), stage.runner()).buildTwins(library);
            } catch (final Workshop.BuildException e) {
                throw new ParameterException(spec.commandLine(), "cannot build " + e.getMessage(), e);
            }
        }
        return wanted;
    }

    private List<KernelWork> works(final List<Kernel> chosen, final List<Integer> numbers,
        final List<Library> libraries, final Stage stage) {
        final String flags = warmupSeconds == null ? "" : "-Dprk.warmup.seconds=" + warmupSeconds;
        final int peerJobs = Math.max(1, samples * DEFAULT_PEER_JOBS / DEFAULT_SAMPLES);
        final KernelWork.Settings settings = new KernelWork.Settings(samples, peerJobs, flags);
        final List<KernelWork> works = new ArrayList<>();
        for (final Kernel kernel : chosen) {
            for (final int number : numbers) {
                for (final Library library : libraries) {
                    if (library == Library.OURS || kernel.hasTwin()) {
                        works.add(new KernelWork(kernel, number, library, stage.launchers(), settings));
                    }
                }
            }
        }
        return works;
    }

    private Map<String, String> facts(final Peers present, final List<Kernel> chosen) throws IOException {
        final Map<String, String> facts = new LinkedHashMap<>(Machine.describe(present));
        facts.put("warm-up", warmupSeconds == null ? "what each kernel needs" : warmupSeconds + " s");
        facts.put("samples", "ours: runs in one job after one warm-up; C: a job each; ranks bound to cores where there"
            + " are enough");
        final List<String> arguments = new ArrayList<>();
        chosen.forEach(kernel -> arguments.add(kernel.name() + " " + String.join(" ", kernel.arguments())));
        facts.put("arguments", String.join("; ", arguments));
        return facts;
    }
}
