package bench.compare;

import bench.job.Library;
import bench.job.Side;
import bench.job.Task;
import java.util.List;

/**
 * Two ways to do one collective operation, both ours, over sizes around the one from which the second is chosen:
 * whoever sets thresholds for a machine sees where the lines cross on it. Ratios below 1 speak for the first.
 */
final class SwitchPoints {
    /** With more ranks than cores, each of which compiles. */
    private static final String FEW_CALLS = "--iterations 1000 --warmup 1500";
    private static final String MESSAGES = "-Dmpj.coll.host=false ";
    private static final String HOST = "-Dmpj.coll.host.";

    private SwitchPoints() {}

    static List<Contest> all() {
        return List.of(
            algorithms("allreduce", 4, "8,512,2K,8K,32K,256K", "recursive_doubling", "rabenseifner"),
            algorithms("allreduce", 4, "64K,1M,4M,8M", "rabenseifner", "ring"),
            algorithms("reduce", 4, "8,512,2K,8K,32K,256K", "binomial", "rabenseifner"),
            algorithms("bcast", 8, "512,4K,12K,32K,128K", "binomial", "scatter_doubling"),
            algorithms("bcast", 8, "32K,128K,512K,2M", "scatter_doubling", "scatter_ring"),
            algorithms("allgather", 4, "512,8K,32K,128K,512K", "recursive_doubling", "ring"),
            algorithms("allgather", 6, "512,4K,13K,32K,128K", "bruck", "ring"),
            algorithms("alltoall", 8, "8,64,256,1K,4K", "bruck", "scattered"),
            algorithms("alltoall", 4, "1K,8K,32K,128K,512K", "scattered", "pairwise"),
            ways("bcast", 2, "1K,8K,32K,64K,256K,1M", "board", "bcast.threshold=1073741824", "messages",
                "bcast.threshold=0"),
            ways("allreduce", 4, "64,1K,4K,16K,64K", "each-all", "allreduce.threshold=1073741824", "rank-0",
                "allreduce.threshold=0"),
            ways("alltoall", 8, "64,1K,4K,16K,64K", "board", "pieces=1000000", "messages", "pieces=0"),
            ways("allreduce", 2, "4K,64K,1M", "cells-8K", "cell=8192", "cells-32K", "cell=32768"),
            ways("allreduce", 2, "4K,64K,1M", "cells-32K", "cell=32768", "cells-64K", "cell=65536"),
            ways("allreduce", 4, "4K,64K,1M", "cells-8K", "cell=8192", "cells-32K", "cell=32768"));
    }

    /** Algorithms made of messages; a row has the last word of their names. */
    private static Contest algorithms(final String operation, final int ranks, final String sizes, final String first,
        final String second) {
        final String flags = MESSAGES + "--coll " + operation + "=";
        return contest(operation, ranks, sizes, lastWord(first), flags + first, lastWord(second), flags + second);
    }

    private static String lastWord(final String name) {
        return name.substring(name.lastIndexOf('_') + 1);
    }

    /** Ways through the memory of a host, or around it. */
    private static Contest ways(final String operation, final int ranks, final String sizes, final String first,
        final String firstSetting, final String second, final String secondSetting) {
        return contest(operation, ranks, sizes, first, HOST + firstSetting, second, HOST + secondSetting);
    }

    private static Contest contest(final String operation, final int ranks, final String sizes, final String first,
        final String firstFlags, final String second, final String secondFlags) {
        return Contest.of("switch-" + operation + "-" + ranks + "-" + first + "-or-" + second,
            Task.collective(ranks, sizes).with(FEW_CALLS), Side.of(Library.OURS, firstFlags).operation(operation),
            Side.of(Library.OURS, secondFlags).operation(operation), Gate.NONE);
    }
}
