package jobs.program;

import mpi.Intracomm;
import mpi.MPI;

/** Calls each of the operations that its arguments name once: {@code barrier}, or {@code bcast:8} with 8 bytes. */
public final class EachCollective {
    private EachCollective() {}

    /** The program; its arguments are operations. */
    public static void main(final String[] args) {
        for (final String call : MPI.Init(args)) {
            final String[] words = call.split(":");
            call(MPI.COMM_WORLD, words[0], words.length > 1 ? Integer.parseInt(words[1]) : 0);
        }
        MPI.Finalize();
    }

    /** Lengths are those that {@code --explain-coll} takes; where it takes none, the blocks of ranks differ. */
    private static void call(final Intracomm world, final String operation, final int bytes) {
        final int ranks = world.getSize();
        final int block = operation.endsWith("v") ? 1 + world.getRank() : bytes;
        final int[] counts = new int[ranks];
        final int[] displs = new int[ranks];
        int total = 0;
        for (int rank = 0; rank < ranks; rank++) {
            counts[rank] = 1 + rank;
            displs[rank] = total;
            total += counts[rank];
        }
        final byte[] mine = new byte[Math.max(total, bytes * ranks)];
        final byte[] all = new byte[Math.max(total * ranks, bytes * ranks)];
        switch (operation) {
            case "barrier" -> world.barrier();
            case "bcast" -> world.bcast(mine, bytes, MPI.BYTE, 0);
            case "gather" -> world.gather(mine, block, MPI.BYTE, all, block, MPI.BYTE, 0);
            case "gatherv" -> world.gatherv(mine, block, MPI.BYTE, all, counts, displs, MPI.BYTE, 0);
            case "scatterv" -> world.scatterv(all, counts, displs, MPI.BYTE, mine, block, MPI.BYTE, 0);
            case "allgatherv" -> world.allGatherv(mine, block, MPI.BYTE, all, counts, displs, MPI.BYTE);
            case "alltoall" -> world.allToAll(mine, block, MPI.BYTE, all, block, MPI.BYTE);
            case "alltoallv" -> alltoallv(world, mine, all);
            case "reduce" -> world.reduce(mine, all, bytes, MPI.BYTE, MPI.BOR, 0);
            case "allreduce" -> world.allReduce(mine, all, bytes, MPI.BYTE, MPI.BOR);
            case "reduce_scatter_block" -> world.reduceScatterBlock(mine, all, bytes / ranks, MPI.BYTE, MPI.BOR);
            case "scan" -> world.scan(mine, all, bytes, MPI.BYTE, MPI.BOR);
            default -> throw new IllegalArgumentException(operation);
        }
    }

    /** Each rank sends a byte to each, only rank 0 none to itself. */
    private static void alltoallv(final Intracomm world, final byte[] mine, final byte[] all) {
        final int ranks = world.getSize();
        final int[] counts = new int[ranks];
        final int[] displs = new int[ranks];
        for (int rank = 0; rank < ranks; rank++) {
            counts[rank] = Math.min(1, world.getRank() + rank);
            displs[rank] = rank;
        }
        world.allToAllv(mine, counts, displs, MPI.BYTE, all, counts, displs, MPI.BYTE);
    }
}
