package prk;

import static prk.PicParticles.CHARGE;
import static prk.PicParticles.SIZE;
import static prk.PicParticles.SPEED_X;
import static prk.PicParticles.SPEED_Y;
import static prk.PicParticles.X;
import static prk.PicParticles.Y;

import java.util.Arrays;
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
    static final Program PROGRAM = new Program(4, job -> run(job, particles -> {}));
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

    Pic(final Intracomm world, final PicSettings settings) {
        this.world = world;
        this.ranks = RankGrid.of(world.getSize());
        this.myX = ranks.x(world.getRank());
        this.myY = ranks.y(world.getRank());
        this.gridSize = settings.gridSize();
        this.columns = Span.part(gridSize, ranks.width(), myX);
        this.rows = Span.part(gridSize, ranks.height(), myY);
        this.charges = charges(columns, rows);
        this.own = new PicStart(settings).place(columns, rows);
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
        PROGRAM.main(args);
    }

    /** The whole kernel; {@code beforeCheck} sees each rank's particles before they are judged, for tests. */
    static boolean run(final Job job, final Consumer<PicParticles> beforeCheck) {
        final Intracomm world = job.world();
        final long[] numbers = job.numbers(args -> PicSettings.read(args, world.getSize()).numbers());
        if (numbers.length == 0) {
            return false;
        }
        final PicSettings settings = PicSettings.of(numbers);
        final int steps = settings.steps();
        final Pic kernel = new Pic(world, settings);
        final Pic scratch = new Pic(world, settings.withAtMost((long) WARM_UP_PARTICLES * world.getSize()));

        final Report report = job.report("MPI particles in cells on a 2D grid");
        report.line("Grid size = " + settings.gridSize());
        report.line("Tiles in x/y-direction = " + kernel.ranks.width() + "/" + kernel.ranks.height());
        report.line("Number of particles requested = " + settings.particles());
        report.line("Number of particles placed = " + kernel.particleCount);
        report.line("Number of steps = " + steps);
        report.line("Start = " + settings.mode() + " " + settings.parameters());
        report.line("Cells to the right, up in a step = " + (2 * settings.k() + 1) + ", " + settings.m());

        job.warmUp("number of particles " + scratch.particleCount, scratch::step);
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
