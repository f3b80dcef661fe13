package bench.suite;

import bench.job.Command;
import bench.job.Launchers;
import bench.job.Library;
import bench.job.Output;
import bench.job.Side;
import bench.job.Task;
import bench.report.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A kernel with a number of ranks: ours repeats its measurement in one job, that in C is started again for each sample.
 *
 * @param kernel what is run
 * @param ranks by how many
 * @param library whose program it is
 * @param launchers make the command
 * @param settings how it is run
 */
public record KernelWork(Kernel kernel, int ranks, Library library, Launchers launchers, Settings settings)
    implements Work {

    private static final String YIELDING = "--mca mpi_yield_when_idle 1";
    private static final String VALID = "Solution validates";
    private static final String WRONG = "the solution is wrong";
    private static final String COMPLAINT = "ERROR: ";
    private static final String REMARK = "Remark: ranks took turns";
    private static final String TURNS = "ranks took turns, and the rate counts each one's own time alone";

    /**
     * How kernels are run.
     *
     * @param samples how many are wanted of ours
     * @param peerJobs how many of each in C
     * @param flags for the JVMs of our ranks; may be empty
     */
    public record Settings(int samples, int peerJobs, String flags) {}

    @Override
    public String title() {
        return kernel.name() + ", " + ranks + (ranks == 1 ? " rank" : " ranks")
            + (library == Library.OURS ? "" : ", " + library.label());
    }

    @Override
    public List<Result.Subject> subjects() {
        return List.of(new Result.Subject(kernel.name(), "", ranks, library.label(), kernel.unit()));
    }

    @Override
    public int jobs() {
        return library == Library.OURS ? 1 : settings.peerJobs;
    }

    @Override
    public Command command(final double seconds) {
        if (library == Library.OURS) {
            final List<String> arguments = new ArrayList<>(List.of(Integer.toString(settings.samples),
                String.format(Locale.ROOT, "%.1f", seconds), kernel.program()));
            arguments.addAll(kernel.arguments());
            return launchers.command(Side.of(library, settings.flags), task("prk.Repeat", arguments));
        }
        final boolean isYielding = library == Library.OPENMPI && ranks > launchers.cores();
        return launchers.command(Side.of(library, isYielding ? YIELDING : ""), task("", kernel.arguments()));
    }

    private Task task(final String main, final List<String> arguments) {
        return new Task(kernel.name(), "", main, kernel.unit(), ranks, arguments, List.of());
    }

    @Override
    public Reading read(final Output output) {
        final String complaint = output.standardError()
            .lines()
            .filter(line -> line.startsWith(COMPLAINT))
            .map(line -> line.substring(COMPLAINT.length()))
            .findFirst()
            .orElse("");
        if (complaint.contains(WRONG)) {
            return Reading.without(Result.Status.WRONG, complaint);
        }
        if (output.exitCode() == Output.TIMED_OUT && library != Library.OURS) {
            // a library that spins takes a thousand times as long where ranks share cores
            return Reading.without(Result.Status.LEFT_OUT, output.complaint());
        }
        if (output.exitCode() != 0) {
            return complaint.isEmpty() ? Reading.without(Result.Status.FAILED, output.complaint())
                : Reading.without(Result.Status.LEFT_OUT, complaint);
        }
        final List<Double> rates = rates(output);
        final long valid = output.lines().filter(VALID::equals).count();
        if (rates.isEmpty() || valid != rates.size()) {
            return Reading.without(Result.Status.WRONG, rates.size() + " rates, " + valid + " results that validate");
        }
        final boolean areTurns = output.lines().anyMatch(line -> line.startsWith(REMARK));
        return new Reading(Result.Status.OK, areTurns ? TURNS : "", Map.of(subjects().getFirst(), rates));
    }

    /** Those of a kernel with and without branches are its first ones, with them. */
    private List<Double> rates(final Output output) {
        final String start = "Rate (" + kernel.unit() + ")";
        return output.lines()
            .filter(line -> line.startsWith(start) && !line.contains("without branches"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip().split("\\s+")[0])
            .flatMap(word -> Numbers.parse(word).stream().boxed())
            .toList();
    }
}
