package mpi;

import java.util.Arrays;
import mpi.spi.Faults;

/**
 * A communicator whose ranks are a grid in row-major order (MPI 4.1, section 8.5).
 */
public sealed class CartComm extends Intracomm permits Cartcomm {
    private final CartTopology topology;

    CartComm(final CartTopology topology) {
        super("a Cartesian communicator");
        this.topology = topology;
    }

    @Override
    final CartTopology topology() {
        return topology;
    }

    @Override
    final Cartcomm sibling() {
        return new Cartcomm(topology);
    }

    @Override
    public CartComm dup() {
        return (CartComm) super.dup();
    }

    @Override
    public CartComm dupWithInfo(final Info info) {
        return (CartComm) super.dupWithInfo(info);
    }

    @Override
    public CartComm iDup() {
        return (CartComm) super.iDup();
    }

    @Override
    public CartComm clone() {
        return dup();
    }

    /**
     * Chooses dimensions that are as close to each other as can be, in falling order (MPI 4.1, section 8.5.2). May be
     * called at any time. Local.
     *
     * @param nnodes number of ranks
     * @param dims the dimensions: entries that are 0 are filled, others kept
     * @throws MPIException {@link MPI#ERR_ARG} if there are no ranks or the array is null, {@link MPI#ERR_DIMS} if an
     *     entry is negative or those given do not divide the number of ranks
     */
    public static void createDims(final int nnodes, final int[] dims) {
        Dims.create(nnodes, dims);
    }

    /**
     * The topology and this rank's coordinates (MPI 4.1, section 8.5.5). Local.
     *
     * @return dimensions, periods and coordinates
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator
     */
    public final CartParms getTopo() {
        engine("cart_get");
        return new CartParms(topology.dims().clone(), topology.periods().clone(), topology.coords(rank));
    }

    /**
     * The rank at some coordinates, which wrap around where the dimension is periodic (MPI 4.1, section 8.5.5). Local.
     *
     * @param coords the coordinates
     * @return the rank
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_ARG} if the array is null or too
     *     short, or a coordinate is not in a dimension that is not periodic
     */
    public final int getRank(final int[] coords) {
        engine("cart_rank");
        if (coords == null || coords.length < topology.dims().length) {
            throw Faults.fault(MPI.ERR_ARG, describe("cart_rank"), "the coordinates are " + Arrays.toString(coords)
                + ", there are " + topology.dims().length + " dimensions");
        }
        final int found = topology.rankAt(coords);
        if (found == MPI.PROC_NULL) {
            throw Faults.fault(MPI.ERR_ARG, describe("cart_rank"), "there is no rank at " + Arrays.toString(coords)
                + ", the dimensions are " + Arrays.toString(topology.dims()) + ", their periods "
                + Arrays.toString(topology.periods()));
        }
        return found;
    }

    /**
     * The coordinates of a rank (MPI 4.1, section 8.5.5). Local.
     *
     * @param rank the rank
     * @return its coordinates
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_RANK}
     */
    public final int[] getCoords(final int rank) {
        engine("cart_coords");
        if (rank < 0 || rank >= size) {
            throw Faults.badRank(describe("cart_coords"), "member", rank, size, "");
        }
        return topology.coords(rank);
    }

    /**
     * The ranks a shift along a dimension receives from and sends to (MPI 4.1, section 8.5.6). Local.
     *
     * @param direction the dimension
     * @param disp number of steps, up if positive, down if negative
     * @return both ranks, {@link MPI#PROC_NULL} where the grid ends
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_DIMS} if there is no such
     *     dimension
     */
    public final ShiftParms shift(final int direction, final int disp) {
        engine("cart_shift");
        if (direction < 0 || direction >= topology.dims().length) {
            throw Faults.fault(MPI.ERR_DIMS, describe("cart_shift"),
                "the direction is " + direction + ", there are " + topology.dims().length + " dimensions");
        }
        return new ShiftParms(
            topology.neighbour(rank, direction, -(long) disp), topology.neighbour(rank, direction, disp));
    }

    /**
     * Splits the grid into grids of some of its dimensions (MPI 4.1, section 8.5.7). Collective.
     *
     * @param remainDims which dimensions remain
     * @return the grid with this rank in it
     * @throws MPIException {@link MPI#ERR_COMM} on a null communicator, {@link MPI#ERR_ARG} if the array is null or too
     *     short
     */
    public final CartComm sub(final boolean[] remainDims) {
        return sub(Dialect.LOWER_CASE, remainDims);
    }

    final Cartcomm sub(final Dialect dialect, final boolean[] remain) {
        engine("cart_sub");
        if (remain == null || remain.length < topology.dims().length) {
            throw Faults.fault(MPI.ERR_ARG, describe("cart_sub"), "what remains is " + Arrays.toString(remain)
                + ", there are " + topology.dims().length + " dimensions");
        }
        try {
            return bound(new Cartcomm(topology.sub(remain)),
                engine("cart_sub").split(topology.partOf(rank, remain), rank));
        } catch (final MPIException e) {
            throw failed(dialect, e);
        }
    }

    /**
     * The rank that this one would have in a grid (MPI 4.1, section 8.5.8). Local.
     *
     * @param dims number of ranks of each dimension
     * @param periods whether each dimension is periodic
     * @return the rank, or {@link MPI#UNDEFINED} beyond the grid
     * @throws MPIException as {@link Intracomm#createCart}
     */
    public final int map(final int[] dims, final boolean[] periods) {
        engine("cart_map");
        return rank < CartTopology.of(describe("cart_map"), dims, periods, size).nodes() ? rank : MPI.UNDEFINED;
    }
}
