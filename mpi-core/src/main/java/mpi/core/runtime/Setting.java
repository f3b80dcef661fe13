package mpi.core.runtime;

/**
 * Every setting of the engine, declared once. A setting has a system property {@code mpj.x.y} and an environment
 * variable {@code MPJ_X_Y}; the property wins.
 */
public enum Setting {
    /** Which transport. */
    TRANSPORT("mpj.transport", "auto", "", "auto, or the one transport to use: shm or tcp"),
    /** Local completion of standard sends. */
    EAGER_LIMIT("mpj.eager.limit", "131072", "bytes",
        "standard-mode sends up to this length complete without a receiver"),
    /** Eager payload a receiver buffers for one sender. */
    EAGER_CREDIT("mpj.eager.credit", "262144", "bytes",
        "unmatched payload that a receiver keeps for one sender before messages wait at the sender"),
    /** Cap of retained copies. */
    RETAINED_LIMIT("mpj.eager.retained", "4194304", "bytes",
        "copies of not yet accepted messages that a sender keeps for one receiver before sends block"),
    /** Who drives. */
    PROGRESS("mpj.progress", "calls", "", "who moves non-blocking collectives: calls, threads that are in an operation"
        + " of MPI; or thread, a thread of the library too while the program computes"),
    /** Polls before yielding. */
    IDLE_SPINS("mpj.idle.spins", "1000", "polls", "idle polls, for 50 microseconds at most, before a waiting"
        + " rank yields its core"),
    /** Polls before sleeping. */
    IDLE_YIELDS("mpj.idle.yields", "200", "polls", "yielding polls before a waiting rank sleeps"),
    /** Upper bound of one sleep. */
    IDLE_SLEEP("mpj.idle.sleep", "10000000", "nanoseconds", "longest sleep of a waiting rank; a net, it is woken"),
    /** Capacity of a ring. */
    SHM_RING("mpj.shm.ring", "0", "bytes", "capacity of one shared-memory ring; 0: by number of local ranks"),
    /** Directory of shared files. */
    SHM_DIRECTORY("mpj.shm.directory", "", "", "where shared files are made; empty: /dev/shm, else the temporary"
        + " directory"),
    /** Collectives through shared memory. */
    COLL_HOST("mpj.coll.host", "true", "", "blocking collectives among ranks of one host go through shared memory"),
    /** Capacity of a cell. */
    COLL_HOST_CELL("mpj.coll.host.cell", "0", "bytes", "pieces in which long vectors pass through shared memory;"
        + " 0: by number of ranks"),
    /** Memory for collectives. */
    COLL_HOST_POOL("mpj.coll.host.pool", "0", "bytes", "shared memory of a rank for collectives of its host;"
        + " communicators that find none left use messages; 0: by number of local ranks"),
    /** Short vectors of allreduce in shared memory. */
    COLL_HOST_ALLREDUCE_THRESHOLD("mpj.coll.host.allreduce.threshold", "4096", "bytes", "vectors up to this length, of"
        + " few ranks, and all of two: in allreduce through shared memory each rank combines all; else a slice, or rank"
        + " 0 all if ranks are more than cores"),
    /** Few ranks of allreduce in shared memory. */
    COLL_HOST_ALLREDUCE_RANKS("mpj.coll.host.allreduce.ranks", "16", "ranks", "so many are few"),
    /** Short messages of bcast in shared memory. */
    COLL_HOST_BCAST_THRESHOLD("mpj.coll.host.bcast.threshold", "32768", "bytes", "messages up to this length: bcast"
        + " goes through shared memory; longer ones only among three ranks or more"),
    /** Pieces of blocks in shared memory. */
    COLL_HOST_PIECES("mpj.coll.host.pieces", "32", "pieces", "blocks of scatter, alltoall and reduce_scatter go through"
        + " shared memory in so many short pieces at most"),
    /** Short pieces of blocks in shared memory. */
    COLL_HOST_PIECES_THRESHOLD("mpj.coll.host.pieces.threshold", "4096", "bytes",
        "shorter pieces, a cell having one for each rank, are short; alltoallv and alltoallw go through shared memory"
            + " only where they are not"),
    /** Leaders of hosts. */
    COLL_TIERS("mpj.coll.tiers", "auto", "", "auto: collectives among ranks of several hosts, one of which has several,"
        + " go through one leader a host, but where an algorithm is forced; off: ranks exchange wherever they are"),
    /** Segments between leaders. */
    COLL_TIERS_SEGMENT("mpj.coll.tiers.segment", "524288", "bytes", "length of the segments in which longer messages"
        + " of bcast, reduce and allreduce pass between leaders"),
    /** Blocks that pass through leaders. */
    COLL_TIERS_ALLTOALL_THRESHOLD("mpj.coll.tiers.alltoall.threshold", "1024", "bytes",
        "blocks up to this length: alltoall goes through leaders"),
    /** Event loop. */
    TCP_EPOLL("mpj.tcp.epoll", "true", "", "use epoll where it is native; false: NIO"),
    /** Where TCP listens. */
    TCP_BIND("mpj.tcp.bind", "", "", "address on which a rank listens; empty: loopback if all ranks are on one host"),
    /** Time limit to connect. */
    CONNECT_TIMEOUT("mpj.connect.timeout", "30", "seconds", "how long a connection may take before its peer counts as"
        + " failed"),
    /** Time limit to start. */
    START_TIMEOUT("mpj.start.timeout", "60", "seconds", "how long Init waits for the other ranks"),
    /** AOT cache. */
    START_CACHE("mpj.start.cache", "true", "", "mpjrun makes an AOT cache after the first job, in the background, and"
        + " starts from it"),
    /** When a hang is one. */
    HANG_LIMIT("mpj.hang.limit", "20", "seconds", "how long all ranks must be blocked, with nothing moving, before"
        + " mpjrun says so; at least 1"),
    /** Filter for objects. */
    OBJECT_FILTER("mpj.object.filter", "", "", "pattern of java.io.ObjectInputFilter for messages of MPI.OBJECT"),
    /** Check the program. */
    CHECK("mpj.check", "false", "", "check that the ranks' collectives fit together, and under mpjrun end a job that is"
        + " deadlocked"),
    /** Algorithm of barrier. */
    COLL_BARRIER("mpj.coll.barrier.algorithm", "auto", "", "how barrier runs: auto or dissemination"),
    /** Algorithm of bcast. */
    COLL_BCAST("mpj.coll.bcast.algorithm", "auto", "", "how bcast runs: auto, "
        + "binomial, scatter_doubling, scatter_ring or chain"),
    /** Few ranks of bcast. */
    COLL_BCAST_BINOMIAL_RANKS("mpj.coll.bcast.binomial.ranks", "8", "ranks", "with fewer, bcast is binomial"),
    /** Short messages of bcast. */
    COLL_BCAST_BINOMIAL_THRESHOLD("mpj.coll.bcast.binomial.threshold", "12288", "bytes",
        "messages up to this length: bcast is binomial"),
    /** Middle messages of bcast. */
    COLL_BCAST_DOUBLING_THRESHOLD("mpj.coll.bcast.doubling.threshold", "524288", "bytes",
        "longer messages, up to this length, where ranks are a power of two: bcast is"
            + " scatter_doubling; else scatter_ring"),
    /** Segments of bcast. */
    COLL_BCAST_CHAIN_SEGMENT("mpj.coll.bcast.chain.segment", "65536", "bytes", "length of the segments of chain"),
    /** Algorithm of gather. */
    COLL_GATHER("mpj.coll.gather.algorithm", "auto", "", "how gather runs: auto, "
        + "binomial or linear; gatherv is linear"),
    /** Algorithm of scatter. */
    COLL_SCATTER("mpj.coll.scatter.algorithm", "auto", "", "how scatter runs: auto, "
        + "binomial or linear; scatterv is linear"),
    /** Algorithm of allgather. */
    COLL_ALLGATHER("mpj.coll.allgather.algorithm", "auto", "", "how allgather runs: auto, "
        + "recursive_doubling, bruck, ring or neighbour_exchange; allgatherv has bruck and ring"),
    /** Middle blocks of allgather. */
    COLL_ALLGATHER_DOUBLING_THRESHOLD("mpj.coll.allgather.doubling.threshold", "524288", "bytes",
        "less in all, where blocks are equal and ranks a power of"
            + " two: allgather is recursive_doubling"),
    /** Short blocks of allgather. */
    COLL_ALLGATHER_BRUCK_THRESHOLD("mpj.coll.allgather.bruck.threshold", "81920", "bytes",
        "less in all, else: allgather is bruck; else ring"),
    /** Algorithm of alltoall. */
    COLL_ALLTOALL("mpj.coll.alltoall.algorithm", "auto", "", "how alltoall runs: auto, "
        + "bruck, scattered or pairwise; alltoallv and alltoallw have the latter two"),
    /** Many ranks of alltoall. */
    COLL_ALLTOALL_BRUCK_RANKS("mpj.coll.alltoall.bruck.ranks", "8", "ranks",
        "with so many, alltoall of very short blocks is bruck"),
    /** Very short blocks of alltoall. */
    COLL_ALLTOALL_BRUCK_THRESHOLD("mpj.coll.alltoall.bruck.threshold", "256", "bytes",
        "blocks up to this length are very short"),
    /** Short blocks of alltoall. */
    COLL_ALLTOALL_SCATTERED_THRESHOLD("mpj.coll.alltoall.scattered.threshold", "32768", "bytes",
        "longer blocks, up to this length: alltoall is"
            + " scattered; else pairwise"),
    /** Algorithm of reduce. */
    COLL_REDUCE("mpj.coll.reduce.algorithm", "auto", "", "how reduce runs: auto, "
        + "binomial, rabenseifner or ordered"),
    /** Short vectors of reduce. */
    COLL_REDUCE_BINOMIAL_THRESHOLD("mpj.coll.reduce.binomial.threshold", "2048", "bytes",
        "vectors up to this length: reduce is binomial; else"
            + " rabenseifner"),
    /** Algorithm of allreduce. */
    COLL_ALLREDUCE("mpj.coll.allreduce.algorithm", "auto", "", "how allreduce runs: auto, "
        + "recursive_doubling, rabenseifner or ring"),
    /** Short vectors of allreduce. */
    COLL_ALLREDUCE_DOUBLING_THRESHOLD("mpj.coll.allreduce.doubling.threshold", "2048", "bytes",
        "vectors up to this length: allreduce is"
            + " recursive_doubling; else rabenseifner"),
    /** Very long vectors of allreduce. */
    COLL_ALLREDUCE_RING_THRESHOLD("mpj.coll.allreduce.ring.threshold", "4194304", "bytes",
        "vectors of this length or more: allreduce is ring"),
    /** Algorithm of reduce_scatter. */
    COLL_REDUCE_SCATTER("mpj.coll.reducescatter.algorithm", "auto", "", "how reduce_scatter runs: auto, "
        + "recursive_halving or pairwise"),
    /** Short vectors of reduce_scatter. */
    COLL_REDUCE_SCATTER_HALVING_THRESHOLD("mpj.coll.reducescatter.halving.threshold", "524288", "bytes",
        "shorter vectors: reduce_scatter is"
            + " recursive_halving; else pairwise"),
    /** Algorithm of scan. */
    COLL_SCAN("mpj.coll.scan.algorithm", "auto", "", "how scan runs: auto or recursive_doubling"),
    /** Algorithm of exscan. */
    COLL_EXSCAN("mpj.coll.exscan.algorithm", "auto", "", "how exscan runs: auto or recursive_doubling"),
    /** Print statistics. */
    STATS("mpj.stats", "false", "", "print counters at Finalize");

    private final String property;
    private final String defaultValue;
    private final String unit;
    private final String sentence;

    Setting(final String property, final String defaultValue, final String unit, final String sentence) {
        this.property = property;
        this.defaultValue = defaultValue;
        this.unit = unit;
        this.sentence = sentence;
    }

    /**
     * Its system property.
     *
     * @return for example {@code mpj.eager.limit}
     */
    public String property() {
        return property;
    }

    /**
     * Its environment variable.
     *
     * @return for example {@code MPJ_EAGER_LIMIT}
     */
    public String variable() {
        return property.toUpperCase(java.util.Locale.ROOT).replace('.', '_');
    }

    /**
     * Its default.
     *
     * @return the value as text
     */
    public String defaultValue() {
        return defaultValue;
    }

    /**
     * Its unit.
     *
     * @return for example {@code bytes}, or empty
     */
    public String unit() {
        return unit;
    }

    /**
     * What it does.
     *
     * @return one sentence
     */
    public String sentence() {
        return sentence;
    }
}
