package prk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.BitSet;
import mpi.Comm;
import mpi.Intracomm;
import mpi.MPI;

/** The cores that ranks may run on. */
final class Cores {
    /** More than there are, as in {@code cpu_set_t}. */
    private static final int MAX_CORES = 1024;
    /** What Linux says of a thread; its cores are those of the rank, which is bound as a whole or not at all. */
    private static final Path STATUS = Path.of("/proc/thread-self/status");
    private static final String ALLOWED = "Cpus_allowed_list:";

    private Cores() {}

    /**
     * Whether the ranks of any host outnumber the cores that these may use together: ranks that are bound to one core
     * each have several. Collective.
     */
    static boolean areShared(final Intracomm world) {
        final long[] mine = new long[MAX_CORES / Long.SIZE];
        final long[] cores = ofThisRank().toLongArray();
        System.arraycopy(cores, 0, mine, 0, Math.min(cores.length, mine.length));
        final long[] together = new long[mine.length];
        final Intracomm host = world.splitType(Comm.TYPE_SHARED, 0, MPI.INFO_NULL);
        host.allReduce(mine, together, mine.length, MPI.LONG, MPI.BOR);
        final int[] areShared = {host.getSize() > BitSet.valueOf(together).cardinality() ? 1 : 0};
        host.free();
        world.allReduce(areShared, 1, MPI.INT, MPI.MAX);
        return areShared[0] == 1;
    }

    private static BitSet ofThisRank() {
        try {
            for (final String line : Files.readAllLines(STATUS)) {
                if (line.startsWith(ALLOWED)) {
                    return listed(line.substring(ALLOWED.length()).strip());
                }
            }
        } catch (final NoSuchFileException e) {
            // not Linux: the launcher binds no ranks there, and all may use the same cores
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        final BitSet cores = new BitSet();
        cores.set(0, Runtime.getRuntime().availableProcessors());
        return cores;
    }

    /** Reads {@code 0-3,8}. */
    static BitSet listed(final String list) {
        final BitSet cores = new BitSet();
        for (final String range : list.split(",")) {
            final String[] ends = range.split("-");
            cores.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
        }
        return cores;
    }
}
