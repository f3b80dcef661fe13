package prk;

import static prk.PicParticles.CHARGE;
import static prk.PicParticles.SIZE;
import static prk.PicParticles.SPEED_X;
import static prk.PicParticles.SPEED_Y;
import static prk.PicParticles.X;
import static prk.PicParticles.Y;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import mpi.Datatype;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Request;

/**
 * Particles in cells: charged particles fly over a grid of fixed charges, and change owners.
 *
 * <pre>{@code
 * mpjrun -n 4 prk.Pic <steps> <grid size> <particles> <k> <m> GEOMETRIC <attenuation factor>
 * mpjrun -n 4 prk.Pic <steps> <grid size> <particles> <k> <m> SINUSOIDAL
 * mpjrun -n 4 prk.Pic <steps> <grid size> <particles> <k> <m> LINEAR <negative slope> <offset>
 * mpjrun -n 4 prk.Pic <steps> <grid size> <particles> <k> <m> PATCH <left> <right> <bottom> <top>
 * }</pre>
 *
 * <p>The grid is square, periodic, and has a charge at each point. A rank owns a tile of it, and the particles above
 * its tile. In a step, each particle is drawn by the charges at the four corners of its cell (Coulomb), gets faster
 * or slower, and moves. Those that have left the tile are sent to the rank's eight neighbours: first how many, then
 * the particles, all at once, with non-blocking messages (Isend, Irecv, two Waitalls of 16 requests). Ranks with more
 * particles take longer, and nobody evens that out: see {@link PicStart} for where particles start.
 *
 * <p>Charges are such that each particle moves {@code 2 k + 1} cells to the right and {@code m} up in every step: so
 * its place at the end is known. Step 0 warms up and is not timed. Before it, as many particles or fewer fly until
 * the code is compiled, see {@link WarmUp}.
 */
public final class Pic {
    private static final String USAGE = "Usage: prk.Pic <steps> <grid size> <particles> <k: 2 k + 1 cells to the right"
        + " a step> <m: m cells up a step> <GEOMETRIC <attenuation factor> | SINUSOIDAL"
        + " | LINEAR <negative slope> <offset> | PATCH <left> <right> <bottom> <top>>";
    private static final int NUMBERS = 5;
    private static final int FIRST_PARAMETER = NUMBERS + 1;
    private static final int MAX_PARAMETERS = 4;
    /** The sum of their ids is a number that a double holds. */
    private static final int MAX_PARTICLES = 100_000_000;
    private static final double WARM_UP_SECONDS = 1.5;
    private static final int WARM_UP_PARTICLES = 200_000;
    private static final double EPSILON = 1e-6;

    /** Where the neighbours are: left, right, up, down, and the corners. */
    private static final int[] DIRECTION_X = {-1, 1, 0, 0, -1, 1, -1, 1};
    private static final int[] DIRECTION_Y = {0, 0, 1, -1, 1, 1, -1, -1};
    private static final int DIRECTIONS = 8;

    private final Intracomm world;
    private final RankGrid ranks;
    private final int myX;
    private final int myY;
    private final int gridSize;
    /** Cells of this rank's tile; it has one more point in both directions. */
    private final Span columns;
    private final Span rows;
    /** Charges at the points of the tile, column by column. */
    private final double[] charges;
    private final PicParticles own;
    private final long particleCount;
    private final Datatype particleType;
    private final PicParticles[] leaving = new PicParticles[DIRECTIONS];
    private final PicParticles[] arriving = new PicParticles[DIRECTIONS];
    private final int[][] leavingCounts = new int[DIRECTIONS][1];
    private final int[][] arrivingCounts = new int[DIRECTIONS][1];
    private final Request[] requests = new Request[2 * DIRECTIONS];

    Pic(final Intracomm world, final int gridSize, final long wantedParticles, final PicStart start) {
        this.world = world;
        this.ranks = RankGrid.of(world.getSize());
        this.myX = ranks.x(world.getRank());
        this.myY = ranks.y(world.getRank());
        this.gridSize = gridSize;
        this.columns = Span.part(gridSize, ranks.width(), myX);
        this.rows = Span.part(gridSize, ranks.height(), myY);
        this.charges = charges(columns, rows);
        this.own = start.place(wantedParticles, columns, rows);
        this.particleCount = number(world, own);
        this.particleType = Datatype.createContiguous(SIZE, MPI.DOUBLE);
        particleType.commit();
        for (int direction = 0; direction < DIRECTIONS; direction++) {
            leaving[direction] = new PicParticles();
            arriving[direction] = new PicParticles();
        }
    }

    /** Charges of even columns are 1, those of odd ones -1. */
    private static double[] charges(final Span columns, final Span rows) {
        final int points = rows.length() + 1;
        final double[] charges = new double[(columns.length() + 1) * points];
        for (int column = 0; column <= columns.length(); column++) {
            Arrays.fill(charges, column * points, (column + 1) * points, (columns.first() + column) % 2 == 0 ? 1 : -1);
        }
        return charges;
    }

    /** Gives particles numbers from 1, those of higher ranks higher ones; returns how many there are. Collective. */
    private static long number(final Intracomm world, final PicParticles particles) {
        final long[] upToMine = {particles.count()};
        world.scan(upToMine, 1, MPI.LONG, MPI.SUM);
        for (int i = 0; i < particles.count(); i++) {
            particles.values()[i * SIZE + PicParticles.ID] = upToMine[0] - particles.count() + i + 1;
        }
        world.bcast(upToMine, 1, MPI.LONG, world.getSize() - 1);
        return upToMine[0];
    }

    /**
     * Runs the kernel; exits with 1 if the command line or the result is wrong.
     *
     * @param args steps, size of the grid, number of particles, k, m, where particles start and its parameters
     */
    public static void main(final String[] args) {
        final String[] arguments = MPI.Init(args);
        final boolean valid = run(arguments, MPI.COMM_WORLD, WarmUp.secondsOr(WARM_UP_SECONDS), System.out,
            System.err, particles -> {});
        MPI.Finalize();
        if (!valid) {
            System.exit(1);
        }
    }

    /** The whole kernel; {@code beforeCheck} sees each rank's particles before they are judged, for tests. */
    static boolean run(final String[] args, final Intracomm world, final double warmUpSeconds, final PrintStream out,
        final PrintStream err, final Consumer<PicParticles> beforeCheck) {
        final long[] numbers = CommandLine.share(world, err, () -> read(args, world.getSize()));
        if (numbers.length == 0) {
            return false;
        }
        final int steps = (int) numbers[0];
        final int gridSize = (int) numbers[1];
        final long wantedParticles = numbers[2];
        final int k = (int) numbers[3];
        final int m = (int) numbers[4];
        final PicStart.Mode mode = PicStart.Mode.values()[(int) numbers[NUMBERS]];
        final double[] parameters =
            Arrays.stream(numbers, FIRST_PARAMETER, numbers.length).mapToDouble(Double::longBitsToDouble).toArray();
        final PicStart start = new PicStart(mode, parameters, gridSize, k, m);
        final Pic kernel = new Pic(world, gridSize, wantedParticles, start);
        final long fewer = Math.min(wantedParticles, (long) WARM_UP_PARTICLES * world.getSize());
        final Pic scratch = new Pic(world, gridSize, fewer, start);

        final Report report = new Report(world, out, err);
        report.heading("MPI particles in cells on a 2D grid");
        report.line("Grid size = " + gridSize);
        report.line("Tiles in x/y-direction = " + kernel.ranks.width() + "/" + kernel.ranks.height());
        report.line("Number of particles requested = " + wantedParticles);
        report.line("Number of particles placed = " + kernel.particleCount);
        report.line("Number of steps = " + steps);
        report.line("Start = " + mode + " " + Arrays.toString(parameters));
        report.line("Cells to the right, up in a step = " + (2 * k + 1) + ", " + m);
        report.line("Warm-up = " + warmUpSeconds + " s, number of particles " + scratch.particleCount);

        WarmUp.repeat(world, warmUpSeconds, scratch::step);
        final double seconds = report.slowest(kernel.iterate(steps));

        beforeCheck.accept(kernel.own);
        final double wrong = report.sum(kernel.misplaced(steps));
        final double ids = report.sum(kernel.sumOfIds());
        final double expectedIds = 0.5 * kernel.particleCount * (kernel.particleCount + 1);
        final boolean valid = wrong > 0
            ? report.verdict(false, "number of particles in wrong places", 0, wrong)
            : report.verdict(ids == expectedIds, "sum of the particles' ids", expectedIds, ids);
        if (valid) {
            report.rate("Mparticles_moved/s", 1e-6 * kernel.particleCount, seconds, steps);
        }
        kernel.particleType.free();
        scratch.particleType.free();
        return valid;
    }

    static long[] read(final String[] args, final int rankCount) throws UsageException {
        final CommandLine line = new CommandLine(USAGE, FIRST_PARAMETER, MAX_PARAMETERS, args);
        final long steps = line.number(0, "steps", 1, Integer.MAX_VALUE - 1);
        final long gridSize = line.number(1, "grid size", 2, 1 << 15);
        final long particles = line.number(2, "particles", 1, MAX_PARTICLES);
        final long k = line.number(3, "k", 0, gridSize);
        final long m = line.number(4, "m", 0, gridSize);
        final PicStart.Mode mode = line.choice(NUMBERS, "start", PicStart.Mode.class);
        if (args.length != FIRST_PARAMETER + mode.parameterCount()) {
            throw line.problem("found " + args.length + " arguments, expected "
                + (FIRST_PARAMETER + mode.parameterCount()) + " with " + mode);
        }
        final double[] parameters = new double[mode.parameterCount()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = line.real(FIRST_PARAMETER + i, mode.parameter(i));
        }
        final Optional<String> problem = mode.problem(parameters, gridSize);
        if (problem.isPresent()) {
            throw line.problem(problem.get());
        }
        if (gridSize % 2 != 0) {
            throw line.problem("grid size " + gridSize + " is not even");
        }
        final RankGrid ranks = RankGrid.of(rankCount);
        if (2 * k + 1 > gridSize / ranks.width()) {
            throw line.problem("k is " + k + ": a particle would fly " + (2 * k + 1) + " cells a step, beyond the "
                + gridSize / ranks.width() + " of a neighbour's tile");
        }
        if (m > gridSize / ranks.height()) {
            throw line.problem("m is " + m + ": a particle would fly beyond the " + gridSize / ranks.height()
                + " cells of a neighbour's tile");
        }
        final long[] numbers = Arrays.copyOf(new long[] {steps, gridSize, particles, k, m, mode.ordinal()},
            FIRST_PARAMETER + parameters.length);
        for (int i = 0; i < parameters.length; i++) {
            numbers[FIRST_PARAMETER + i] = Double.doubleToLongBits(parameters[i]);
        }
        return numbers;
    }

    /** Computes; returns the seconds all but the first step took. */
    private double iterate(final int steps) {
        double start = 0;
        for (int step = 0; step <= steps; step++) {
            if (step == 1) {
                world.barrier();
                start = MPI.wtime();
            }
            step();
        }
        return MPI.wtime() - start;
    }

    private void step() {
        move();
        for (int direction = 0; direction < DIRECTIONS; direction++) {
            leavingCounts[direction][0] = leaving[direction].count();
            exchange(direction, leavingCounts[direction], 1, arrivingCounts[direction], 1, MPI.INT);
        }
        Request.waitAll(requests);
        for (int direction = 0; direction < DIRECTIONS; direction++) {
            final PicParticles there = leaving[direction];
            final PicParticles here = arriving[direction];
            here.setCount(arrivingCounts[direction][0]);
            exchange(direction, there.values(), there.count(), here.values(), here.count(), particleType);
        }
        Request.waitAll(requests);
        for (int direction = 0; direction < DIRECTIONS; direction++) {
            own.addAll(arriving[direction]);
            leaving[direction].setCount(0);
        }
    }

    /** Starts to send to a neighbour and to receive from it. A message's tag is the direction in which it goes. */
    private void exchange(final int direction, final Object sent, final int sentCount, final Object received,
        final int receivedCount, final Datatype type) {
        final int neighbour = ranks.rankAt(myX + DIRECTION_X[direction], myY + DIRECTION_Y[direction]);
        final int opposite = direction(-DIRECTION_X[direction], -DIRECTION_Y[direction]);
        requests[direction] = world.iSend(sent, sentCount, type, neighbour, direction);
        requests[DIRECTIONS + direction] = world.iRecv(received, receivedCount, type, neighbour, opposite);
    }

    private static int direction(final int x, final int y) {
        int direction = 0;
        while (DIRECTION_X[direction] != x || DIRECTION_Y[direction] != y) {
            direction++;
        }
        return direction;
    }

    /** Moves this rank's particles, and those that leave its tile to {@link #leaving}. */
    private void move() {
        final double[] particles = own.values();
        for (int i = 0; i < own.count();) {
            final int at = i * SIZE;
            move(particles, at, charges, columns.first(), rows.first(), rows.length() + 1, gridSize);
            final int x = (int) particles[at + X];
            final int y = (int) particles[at + Y];
            if (columns.contains(x) && rows.contains(y)) {
                i++;
            } else {
                leaving[directionOf(x, y)].add(particles, at);
                own.remove(i);
            }
        }
    }

    private static void move(final double[] particles, final int at, final double[] charges, final int firstColumn,
        final int firstRow, final int rowCount, final int gridSize) {
        final double x = particles[at + X];
        final double y = particles[at + Y];
        final double left = x - (int) x;
        final double below = y - (int) y;
        final double right = 1.0 - left;
        final double above = 1.0 - below;
        final int corner = ((int) x - firstColumn) * rowCount + (int) y - firstRow;
        final double bottomLeft = charges[corner] * pull(left, below);
        final double topLeft = charges[corner + 1] * pull(left, above);
        final double bottomRight = charges[corner + rowCount] * pull(right, below);
        final double topRight = charges[corner + rowCount + 1] * pull(right, above);
        final double charge = particles[at + CHARGE];
        final double accelerationX = charge * ((bottomLeft + topLeft) * left - (bottomRight + topRight) * right);
        final double accelerationY = charge * ((bottomLeft + bottomRight) * below - (topLeft + topRight) * above);
        particles[at + X] = wrap(x + particles[at + SPEED_X] + 0.5 * accelerationX, gridSize);
        particles[at + Y] = wrap(y + particles[at + SPEED_Y] + 0.5 * accelerationY, gridSize);
        particles[at + SPEED_X] += accelerationX;
        particles[at + SPEED_Y] += accelerationY;
    }

    /** The force between unit charges, for each unit of a distance's part in one direction. */
    static double pull(final double x, final double y) {
        final double square = x * x + y * y;
        return 1.0 / (square * Math.sqrt(square));
    }

    /** A place on the periodic grid, which particles leave to the right and above only. */
    private static double wrap(final double place, final double gridSize) {
        return place < gridSize ? place : place - gridSize;
    }

    private int directionOf(final int x, final int y) {
        return direction(side(Span.partOf(x, gridSize, ranks.width()) - myX, ranks.width()),
            side(Span.partOf(y, gridSize, ranks.height()) - myY, ranks.height()));
    }

    /** Whether the tile so far away is this one (0), the next (1) or the one before (-1), around the grid. */
    private static int side(final int tilesAway, final int tiles) {
        final int ahead = Math.floorMod(tilesAway, tiles);
        if (ahead > 1 && ahead < tiles - 1) {
            throw new IllegalStateException("a particle has flown beyond the neighbours");
        }
        return ahead > 1 ? -1 : ahead;
    }

    private int misplaced(final int steps) {
        int misplaced = 0;
        final double[] particles = own.values();
        for (int at = 0; at < own.count() * SIZE; at += SIZE) {
            final double flownX = (steps + 1.0) * (2 * particles[at + PicParticles.K] + 1);
            final double flownY = (steps + 1.0) * particles[at + PicParticles.M];
            if (!isAt(particles[at + X], particles[at + PicParticles.START_X] + flownX)
                || !isAt(particles[at + Y], particles[at + PicParticles.START_Y] + flownY)) {
                misplaced++;
            }
        }
        return misplaced;
    }

    private boolean isAt(final double place, final double expected) {
        return Math.abs(place - expected % gridSize) <= EPSILON;
    }

    private double sumOfIds() {
        double sum = 0;
        for (int i = 0; i < own.count(); i++) {
            sum += own.values()[i * SIZE + PicParticles.ID];
        }
        return sum;
    }
}
