package prk;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import mpi.Intracomm;
import mpi.MPI;

/**
 * Adaptive mesh refinement: a stencil on a grid, and on finer grids over its corners that come and go.
 *
 * <pre>{@code
 * mpjrun -n 4 prk.Amr <iterations> <grid size> <refinement size> <refinement level> <period> <duration> \
 *     <sub-iterations> FINE_GRAIN [ranks of a refinement]
 * mpjrun -n 4 prk.Amr ... NO_TALK
 * mpjrun -n 4 prk.Amr ... HIGH_WATER
 * }</pre>
 *
 * <p>In each iteration, ranks get the points beside their tile of the background from their neighbours (Isend,
 * Irecv), add the stencil of the input to the output and 1 to the input. Every {@code period} iterations the next of
 * four refinements begins, interpolated from the background, and lives for {@code duration} iterations; in each, the
 * same is done to it {@code sub-iterations} times. Who computes refinements is what is compared, see {@link
 * AmrSettings.Balance}: the same ranks or others than those that own the background below, so that points have to be
 * sent when a refinement begins (Allgather of who has what, Alltoallv), or ranks wait for each other.
 *
 * <p>The background has a communicator of its own, and each refinement. Input grows by 1 to the right and upwards, so
 * the stencil, which approximates a derivative, adds 2 everywhere. Iteration 0 warms up and is not timed. Before it,
 * the same is computed on grids of no use until the code is compiled, see {@link WarmUp}.
 */
public final class Amr {
    static final Program PROGRAM = new Program(6, job -> run(job, tile -> {}));
    private static final double EPSILON = 1e-8;
    /** What the stencil adds: input grows by 1 in both directions. */
    private static final double SLOPE = 2;
    private static final double FLOPS_PER_INTERPOLATION = 3;

    private final Intracomm world;
    private final AmrSettings settings;
    private final AmrLayout layout;
    /** The ranks with tiles of the background. */
    private final Intracomm backgroundRanks;
    private final Optional<AmrTile> background;
    private final AmrRefinement[] refinements;

    Amr(final Intracomm world, final AmrSettings settings) {
        this.world = world;
        this.settings = settings;
        this.layout = new AmrLayout(settings, world.getSize());
        final Box box = layout.background(world.getRank());
        this.backgroundRanks = settings.balance() == AmrSettings.Balance.HIGH_WATER
            ? world.split(box.isEmpty() ? MPI.UNDEFINED : 0, world.getRank())
            : world.dup();
        this.background = box.isEmpty() ? Optional.empty()
            : Optional.of(new AmrTile(backgroundRanks, layout.backgroundGrid(), settings.gridSize(), box, 1));
        this.refinements = IntStream.range(0, AmrLayout.REFINEMENTS)
            .mapToObj(number -> new AmrRefinement(world, settings, layout, number))
            .toArray(AmrRefinement[]::new);
        background.ifPresent(Amr::fill);
    }

    private static void fill(final AmrTile tile) {
        final Box box = tile.box();
        for (int y = box.y().first(); y < box.y().end(); y++) {
            for (int x = box.x().first(); x < box.x().end(); x++) {
                tile.in(y)[tile.index(x)] = x + y;
            }
        }
    }

    /**
     * Runs the kernel; exits with 1 if the command line or the result is wrong.
     *
     * @param args the numbers of {@link AmrSettings}
     */
    public static void main(final String[] args) {
        PROGRAM.main(args);
    }

    /** The whole kernel; {@code beforeCheck} sees each tile of the background and of refinements, for tests. */
    static boolean run(final Job job, final Consumer<AmrTile> beforeCheck) {
        final Intracomm world = job.world();
        final long[] numbers = job.numbers(args -> AmrSettings.read(args, world.getSize()).numbers());
        if (numbers.length == 0) {
            return false;
        }
        final AmrSettings settings = AmrSettings.of(numbers);
        final Report report = job.report("MPI AMR stencil on 2D grid: background and 4 refinements");
        final Rehearsal rehearsal = new Rehearsal(world, settings);
        rehearsal.grids.describe(report);
        job.warmUp("the same grids", rehearsal::step);
        rehearsal.grids.free();

        final Amr kernel = new Amr(world, settings);
        final double seconds = report.slowest(kernel.iterate());

        kernel.background.ifPresent(beforeCheck);
        for (final AmrRefinement refinement : kernel.refinements) {
            refinement.tile().ifPresent(beforeCheck);
        }
        final boolean valid = kernel.check(report);
        if (valid) {
            report.rate("MFlops/s", 1e-6 * kernel.flops() / settings.iterations(), seconds, settings.iterations());
        }
        kernel.free();
        return valid;
    }

    private void describe(final Report report) {
        report.line("Background grid size = " + settings.gridSize());
        report.line("Radius of stencil = " + AmrTile.RADIUS);
        report.line("Tiles in x/y-direction on background = " + layout.backgroundGrid().width() + "/"
            + layout.backgroundGrid().height());
        for (int number = 0; number < refinements.length; number++) {
            report.line("Tiles in x/y-direction on refinement " + number + " = " + refinements[number].grid().width()
                + "/" + refinements[number].grid().height());
        }
        report.line("Number of iterations = " + settings.iterations());
        report.line("Load balancer = " + settings.balance());
        report.line("Refinements: background grid points = " + settings.patchSize() + ", grid size = "
            + settings.refinedSize() + ", level = " + settings.level() + ", period = " + settings.period()
            + ", duration = " + settings.duration() + ", sub-iterations = " + settings.subIterations());
    }

    /** Computes; returns the seconds all but the first iteration took. */
    private double iterate() {
        double start = 0;
        for (int iteration = 0; iteration <= settings.iterations(); iteration++) {
            if (iteration == 1) {
                world.barrier();
                start = MPI.wtime();
            }
            step(iteration);
        }
        return MPI.wtime() - start;
    }

    private void step(final int iteration) {
        background.ifPresent(AmrTile::exchange);
        final AmrRefinement refinement = refinements[settings.refinementAt(iteration)];
        if (settings.beginsAt(iteration)) {
            refinement.begin(background);
        }
        if (settings.livesAt(iteration) && refinement.tile().isPresent()) {
            final AmrTile tile = refinement.tile().get();
            for (int i = 0; i < settings.subIterations(); i++) {
                tile.exchange();
                tile.compute();
            }
        }
        background.ifPresent(AmrTile::compute);
    }

    /** Compares the mean magnitudes of all grids' outputs and inputs; collective. */
    private boolean check(final Report report) {
        final Means means = new Means(report);
        final double size = settings.gridSize();
        final double iterations = settings.iterations() + 1.0;
        means.compare("mean of the background's output", SLOPE * iterations,
            background.map(AmrTile::sumOfOutput), interior(size));
        means.compare("mean of the background's input", size - 1 + iterations,
            background.map(AmrTile::sumOfInput), size * size);
        for (int number = 0; number < refinements.length; number++) {
            final Optional<AmrTile> tile = refinements[number].tile();
            final double refinedSize = settings.refinedSize();
            means.compare("mean of the output of refinement " + number, referenceOutput(settings, number),
                tile.map(AmrTile::sumOfOutput), interior(refinedSize));
            means.compare("mean of the input of refinement " + number,
                referenceInput(settings, layout.patch(number), number), tile.map(AmrTile::sumOfInput),
                refinedSize * refinedSize);
        }
        return means.verdict();
    }

    static double referenceOutput(final AmrSettings settings, final int refinement) {
        final long lived = IntStream.rangeClosed(0, settings.iterations())
            .filter(iteration -> settings.refinementAt(iteration) == refinement && settings.livesAt(iteration))
            .count();
        return SLOPE * lived * settings.subIterations();
    }

    /** A refinement takes the background's input when it begins, and adds 1 to it each time it is computed. */
    static double referenceInput(final AmrSettings settings, final Box patch, final int refinement) {
        double input = 0;
        for (int iteration = 0; iteration <= settings.iterations(); iteration++) {
            if (settings.refinementAt(iteration) == refinement) {
                if (settings.beginsAt(iteration)) {
                    input = patch.x().first() + patch.y().first() + settings.patchSize() - 1.0 + iteration;
                }
                input += settings.livesAt(iteration) ? settings.subIterations() : 0;
            }
        }
        return input;
    }

    /** What the timed iterations compute, but for the additions of 1. */
    private double flops() {
        final double refinedSize = settings.refinedSize();
        final double perRefinement =
            AmrTile.FLOPS_PER_POINT * interior(refinedSize) * settings.subIterations();
        final double perInterpolation = settings.level() == 0 ? 0
            : FLOPS_PER_INTERPOLATION * refinedSize * (refinedSize + settings.patchSize());
        double flops = AmrTile.FLOPS_PER_POINT * interior(settings.gridSize()) * settings.iterations();
        for (int iteration = 1; iteration <= settings.iterations(); iteration++) {
            flops += settings.beginsAt(iteration) ? perInterpolation : 0;
            flops += settings.livesAt(iteration) ? perRefinement : 0;
        }
        return flops;
    }

    /** Points to which the stencil is applied. */
    private static double interior(final double size) {
        return (size - 2 * AmrTile.RADIUS) * (size - 2 * AmrTile.RADIUS);
    }

    private void free() {
        for (final AmrRefinement refinement : refinements) {
            refinement.free();
        }
        if (background.isPresent()) {
            backgroundRanks.free();
        }
    }

    /**
     * The warm-up. Its grids and their communicators are made anew at times, as those of the measured part are: calls
     * that the JVM has not seen between iterations make it compile what messages take again, for a tenth of a second.
     */
    private static final class Rehearsal {
        private static final int STEPS = 1000;
        private final Intracomm world;
        private final AmrSettings settings;
        private Amr grids;
        private int iteration;

        Rehearsal(final Intracomm world, final AmrSettings settings) {
            this.world = world;
            this.settings = settings;
            this.grids = new Amr(world, settings);
        }

        void step() {
            if (iteration == STEPS) {
                grids.free();
                grids = new Amr(world, settings);
                iteration = 0;
            }
            grids.step(iteration++);
        }
    }

    /** Remembers the first comparison that fails. */
    private static final class Means {
        private final Report report;
        private String quantity = "means";
        private double reference;
        private double computed;
        private boolean correct = true;

        Means(final Report report) {
            this.report = report;
        }

        void compare(final String name, final double expected, final Optional<Double> ownSum, final double points) {
            final double mean = report.sum(ownSum.orElse(0.0)) / points;
            if (correct && !(Math.abs(mean - expected) <= EPSILON)) {
                quantity = name;
                reference = expected;
                computed = mean;
                correct = false;
            }
        }

        boolean verdict() {
            return report.verdict(correct, quantity, reference, computed);
        }
    }
}
