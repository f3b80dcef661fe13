package bench.compare;

import static bench.compare.Gate.NONE;
import static bench.compare.Gate.atLeast;
import static bench.compare.Gate.atMost;
import static bench.compare.Gate.below;
import static bench.compare.Gate.within;
import static bench.job.Task.bandwidth;
import static bench.job.Task.barrier;
import static bench.job.Task.footprint;
import static bench.job.Task.hello;
import static bench.job.Task.messageRate;

import bench.Footprint;
import bench.job.Figure;
import bench.job.Library;
import bench.job.Side;
import bench.job.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All there is to compare: a line a contest. Ratios are ours to the peer's: of times, below 1 is faster. */
final class Contests {
    private static final String TWO_COPIES = "--mca btl_vader_single_copy_mechanism none";
    private static final String OPENMPI_TCP = "--mca pml ob1 --mca btl tcp,self --mca btl_tcp_if_include lo";
    private static final String MPICH_TCP =
        "-genv MPIR_CVAR_NOLOCAL 1 -genv UCX_TLS tcp,self -genv UCX_NET_DEVICES lo";
    /** What of Open MPI is fastest on one host; its default, besides, does not survive compareAndSwap. */
    private static final String SHARED_WINDOWS = "--mca osc sm";
    private static final String YIELDING = "--mca mpi_yield_when_idle 1";
    private static final String ALL_SIZES = "1,8,64,1K,8K,64K,256K,1M,4M";
    /** Half of what the programs do by themselves: the whole run is to take a quarter of an hour. */
    private static final String BRIEF = "--iterations 5000";
    /** After 500 long messages, in 60 ms, ours still become faster: by 7 % until 4,000 are through. */
    private static final String MANY = "--iterations 40000";
    /** The usual 500 windows of 8 bytes are over after a millisecond, of which runs differ by a third. */
    private static final String MANY_WINDOWS = "--iterations 10000";
    /** Over TCP, where the kernel's part is most of a message; and C programs, which need none. */
    private static final String SHORT_WARMUP = "--warmup 500";
    /** Over shared memory, ours takes a second: after half of it, long messages take three times as long. */
    private static final String FAIR_WARMUP = "--warmup 1000";
    /** MPJ Express takes 10 to 100 times as long for a short message. */
    private static final String BRIEFER = "--iterations 1000 " + FAIR_WARMUP;
    /** The same for windows. */
    private static final String FEW_WINDOWS = "--iterations 300 " + FAIR_WARMUP;
    private static final String COLLECTIVES = "bcast,reduce,allreduce,allgather,alltoall";
    /** Blocking collectives, too, do not go through memory that the ranks share. */
    private static final String MESSAGES = "-Dmpj.coll.host=false";
    private static final String COLLECTIVE_SIZES = "8,1K,64K,1M";
    /** Of 2000 calls of short messages runs of four ranks on two cores differ by a factor of two: they last 10 ms. */
    private static final String CALLS = MANY + " " + FAIR_WARMUP;
    /** Where ranks share cores, so do their compilers. */
    private static final String CALLS_ON_SHARED_CORES = MANY + " --warmup 2500";
    /** What an operation takes as a schedule is more code: in two seconds the compiler has it. */
    private static final String SCHEDULED_CALLS = "--iterations 10000 --warmup 2500";
    /** The same for all operations together. */
    private static final String FEW_CALLS = "--iterations 500 " + FAIR_WARMUP;
    private static final String FLOPS = "MFlops/s";
    private static final int MEGABYTE = 1024 * 1024;

    private Contests() {}

    static List<Contest> all() {
        return Stream
            .of(openmpi(), collectives(), oneSided(), kernels(), starts(), footprints(), mpjExpress(), openmpiJava(),
                reported(), SwitchPoints.all())
            .flatMap(List::stream)
            .toList();
    }

    private static List<Contest> openmpi() {
        return List.of(
            vs("shm-latency-heap", pingPong("8,64,1K"), heap(), openmpi(""), atMost(1)),
            vs("shm-latency-heap-two-copies", pingPong("64K,256K,1M,4M"), heap(), openmpi(TWO_COPIES), atMost(1)),
            vs("shm-latency-mpi", pingPong("64K,1M,4M"), heap().buffer("mpi"), openmpi(""), atMost(1)),
            vs("shm-rate-heap", messageRate("8").with(MANY_WINDOWS), heap(), openmpi(""), atLeast(1)),
            vs("shm-bandwidth-heap", bandwidth("1M"), heap(), openmpi(""), atLeast(1)),
            vs("shm-bandwidth-heap-two-copies", bandwidth("1M"), heap(), openmpi(TWO_COPIES), NONE),
            vs("shm-bandwidth-mpi", bandwidth("1M"), heap().buffer("mpi"), openmpi(""), NONE),
            vs("tcp-latency-heap", pingPong("8,64K,1M", MANY), tcp(), openmpi(OPENMPI_TCP), atMost(1)),
            vs("tcp-bandwidth-heap", bandwidth("1M").with(SHORT_WARMUP), tcp(), openmpi(OPENMPI_TCP), atLeast(0.95)),
            vs("barrier-2", barrier(2), heap(), openmpi(""), NONE),
            vs("barrier-4", barrier(4), heap(), openmpi(YIELDING), atMost(1.5)),
            vs("vector", Task.vector(), heap(), openmpi(""), atMost(1.1)),
            vs("dup", Task.dup(2), heap(), openmpi(""), atMost(1)),
            vs("nstream-2", nstream(2), heap(), openmpi(""), atLeast(0.95)),
            vs("transpose-2", transpose(2), heap(), openmpi(""), atLeast(0.95)),
            vs("twin-check-latency", Task.latency("8").with(SHORT_WARMUP), openmpi(""), osu(), within(0.15)),
            vs("twin-check-bandwidth", bandwidth("1M").with(SHORT_WARMUP), openmpi(""), osu(), within(0.15)));
    }

    /** Not of the whole run, see {@link Selection}: two ranks bound to a core each, and four that yield. */
    private static List<Contest> collectives() {
        final List<Contest> contests = new ArrayList<>();
        contests.add(vs("coll-barrier-2", barrier(2).with(FAIR_WARMUP), heap(), openmpi(""), atMost(1)));
        contests.add(vs("coll-barrier-4", barrier(4).with(FAIR_WARMUP), heap(), openmpi(YIELDING), atMost(1)));
        for (final String name : COLLECTIVES.split(",")) {
            contests.add(collective(name, 2, openmpi("")));
            contests.add(collective(name, 4, openmpi(YIELDING)));
        }
        for (final int ranks : List.of(2, 4)) {
            for (final String name : COLLECTIVES.split(",")) {
                contests.add(waitedFor(name, "nonblocking", ranks, atMost(1.3)));
            }
            contests.add(waitedFor("allreduce", "persistent", ranks, NONE));
        }
        final Task all = Task.collectives(2, COLLECTIVES, COLLECTIVE_SIZES);
        contests.add(vs("coll-2", all.dialect("classic").with(FEW_CALLS), heap(),
            Side.of(Library.MPJEXPRESS, "-dev multicore"), atMost(1)));
        contests.add(vs("coll-2", all.dialect("openmpi").with(FEW_CALLS), heap(), Side.of(Library.OPENMPI_JAVA, ""),
            atMost(1)));
        return contests;
    }

    private static Contest collective(final String name, final int ranks, final Side peer) {
        return vs("coll-" + name + "-" + ranks, collective(ranks), heap().operation(name), peer.operation(name),
            atMost(1));
    }

    /** Start and wait against the same algorithm blocking, which is one of messages. */
    private static Contest waitedFor(final String name, final String form, final int ranks, final Gate gate) {
        final Side blocking = Side.of(Library.OURS, MESSAGES).operation(name);
        final Task task = Task.collective(ranks, COLLECTIVE_SIZES).with(SCHEDULED_CALLS);
        return vs("coll-" + form + "-" + name + "-" + ranks, task, blocking.form(form), blocking, gate);
    }

    private static Task collective(final int ranks) {
        return Task.collective(ranks, COLLECTIVE_SIZES).with(ranks > 2 ? CALLS_ON_SHARED_CORES : CALLS);
    }

    /** Not of the whole run, see {@link Selection}: two ranks bound to a core each, and four that yield. */
    private static List<Contest> kernels() {
        final List<Contest> contests = new ArrayList<>();
        for (final int ranks : List.of(2, 4)) {
            contests.add(kernel(nstream(ranks), 0.95));
            contests.add(kernel(transpose(ranks), 0.95));
            contests.add(kernel(Task.kernel("p2p", "prk.P2p", FLOPS, ranks, "10 2000 2000"), 0.95));
            contests.add(kernel(Task.kernel("stencil", "prk.Stencil", FLOPS, ranks, "20 2000"), 0.6));
            contests.add(kernel(Task.kernel("reduce", "prk.Reduce", FLOPS, ranks, "20 2000000"), 0.95));
            contests.add(kernel(Task.kernel("global", "prk.Global", "synch/s", ranks, "20000 1024"), 0.95));
            contests.add(kernel(Task.kernel("random", "prk.Random", "GUPS/s", ranks, "16 22"), 0.95));
            contests.add(kernel(Task.kernel("sparse", "prk.Sparse", FLOPS, ranks, "10 10 4"), 0.95));
            contests.add(kernel(Task.kernel("dgemm", "prk.Dgemm", FLOPS, ranks, "3 1024 32 1"), 0.6));
            contests.add(kernel(Task.kernel("pic", "prk.Pic", "Mparticles_moved/s", ranks,
                "50 1000 400000 1 2 GEOMETRIC 0.99"), 0.6));
            contests.add(kernel(Task.kernel("amr", "prk.Amr", FLOPS, ranks, "100 1000 100 2 2 1 1 FINE_GRAIN"), 0.6));
            final Gate oneSided = ranks == 2 ? atLeast(0.9) : NONE;
            contests.add(kernel(Task.kernel("transpose-rma", "prk.TransposeRma", "MB/s", ranks, "20 2000"), oneSided));
            contests.add(kernel(Task.kernel("stencil-rma", "prk.StencilRma", FLOPS, ranks, "20 2000"), oneSided));
            contests.add(kernel(Task.kernel("p2p-rma", "prk.P2pRma", FLOPS, ranks, "10 500 500"), NONE));
        }
        return contests;
    }

    /** Not of the whole run, see {@link Selection}; long ones are to be as fast as the better of two peers. */
    private static List<Contest> oneSided() {
        final List<Contest> contests = new ArrayList<>();
        for (final String name : List.of("put", "get")) {
            contests.add(oneSided(name, "8,64K,1M", openmpi(SHARED_WINDOWS), 1));
            contests.add(oneSided(name, "64K,1M", Side.of(Library.MPICH, ""), 1));
        }
        contests.add(oneSided("fetch-and-op", "8", openmpi(SHARED_WINDOWS), 1));
        contests.add(oneSided("compare-and-swap", "8", openmpi(SHARED_WINDOWS), 1));
        contests.add(oneSided("accumulate", "64K", openmpi(SHARED_WINDOWS), 1.5));
        return contests;
    }

    private static Contest oneSided(final String name, final String sizes, final Side peer, final double gate) {
        return vs("rma-" + name, Task.oneSided(sizes).with(FAIR_WARMUP), heap().operation(name), peer.operation(name),
            atMost(gate));
    }

    private static Contest kernel(final Task task, final double gate) {
        return kernel(task, atLeast(gate));
    }

    private static Contest kernel(final Task task, final Gate gate) {
        return vs("prk-" + task.twin() + "-" + task.ranks(), task, heap(), openmpi(task.ranks() > 2 ? YIELDING : ""),
            gate);
    }

    private static Task nstream(final int ranks) {
        return Task.kernel("nstream", "prk.Nstream", "MB/s", ranks, "10 20000000 0");
    }

    private static Task transpose(final int ranks) {
        return Task.kernel("transpose", "prk.Transpose", "MB/s", ranks, "20 2000");
    }

    private static List<Contest> starts() {
        return List.of(
            vs("launch-4", hello("hello", "Hello", 4), heap(), openmpi(""), atMost(1.5)),
            vs("launch-4-source", hello("", "docs/examples/Hello.java", 4), heap(), openmpi(""), atMost(2.5)));
    }

    private static List<Contest> footprints() {
        final Figure shared = new Figure.SharedMemory("");
        final Figure resident = new Figure.Line("", Footprint.RESIDENT);
        return List.of(
            Contest.alone("shm-use-16-exchange", footprint(16, MEGABYTE, shared), below(256)),
            Contest.alone("shm-use-64-hello", footprint(64, 0, shared), below(100)),
            Contest.alone("resident-4-hello", footprint(4, 0, resident), below(90)));
    }

    private static List<Contest> mpjExpress() {
        final Side peer = Side.of(Library.MPJEXPRESS, "-dev multicore");
        final Side peerTcp = Side.of(Library.MPJEXPRESS, "-dev niodev");
        final String dialect = "classic";
        return List.of(
            vs("shm-latency", pingPong(ALL_SIZES, BRIEFER).dialect(dialect), heap(), peer, atMost(1)),
            vs("shm-rate", messageRate("8").dialect(dialect).with(FAIR_WARMUP), heap(), peer, atLeast(1)),
            vs("shm-bandwidth", bandwidth("1M").dialect(dialect).with(FEW_WINDOWS), heap(), peer, atLeast(1)),
            vs("tcp-latency", pingPong(ALL_SIZES, BRIEFER).dialect(dialect).with(SHORT_WARMUP), tcp(), peerTcp,
                atMost(1)),
            vs("tcp-rate", messageRate("8").dialect(dialect).with(SHORT_WARMUP), tcp(), peerTcp, atLeast(1)),
            vs("tcp-bandwidth", bandwidth("1M").dialect(dialect).with(FEW_WINDOWS).with(SHORT_WARMUP), tcp(), peerTcp,
                atLeast(1)));
    }

    private static List<Contest> openmpiJava() {
        final Side peer = Side.of(Library.OPENMPI_JAVA, "");
        final Side peerTcp = Side.of(Library.OPENMPI_JAVA, OPENMPI_TCP);
        final Side direct = peer.buffer("mpi");
        final Side directTcp = peerTcp.buffer("mpi");
        final String dialect = "openmpi";
        final Task latency = pingPong(ALL_SIZES).dialect(dialect);
        return List.of(
            vs("shm-latency-heap", latency, heap(), peer, atMost(1)),
            vs("shm-latency-mpi", latency, heap().buffer("mpi"), direct, atMost(1)),
            vs("shm-rate-mpi", messageRate("8").dialect(dialect).with(MANY_WINDOWS), heap(), peer, atLeast(1)),
            vs("shm-bandwidth-mpi", bandwidth("1M").dialect(dialect), heap(), peer, atLeast(1)),
            vs("tcp-latency-heap", latency.with(SHORT_WARMUP), tcp(), peerTcp, atMost(1)),
            vs("tcp-latency-mpi", latency.with(SHORT_WARMUP), tcp().buffer("mpi"), directTcp, atMost(1)),
            vs("tcp-rate-mpi", messageRate("8").dialect(dialect).with(SHORT_WARMUP), tcp(), peerTcp, atLeast(1)),
            vs("tcp-bandwidth-mpi", bandwidth("1M").dialect(dialect).with(SHORT_WARMUP), tcp(), peerTcp, atLeast(1)));
    }

    private static List<Contest> reported() {
        final Side mpich = Side.of(Library.MPICH, "");
        final Side mpichTcp = Side.of(Library.MPICH, MPICH_TCP);
        return List.of(
            vs("shm-latency-heap", pingPong("8,1K,64K,1M").with(FAIR_WARMUP), heap(), mpich, NONE),
            vs("shm-rate-heap", messageRate("8").with(MANY_WINDOWS).with(FAIR_WARMUP), heap(), mpich, NONE),
            vs("shm-bandwidth-heap", bandwidth("1M").with(FAIR_WARMUP), heap(), mpich, NONE),
            vs("tcp-latency-heap", pingPong("8,64K,1M").with(SHORT_WARMUP), tcp(), mpichTcp, NONE),
            vs("tcp-bandwidth-heap", bandwidth("1M").with(SHORT_WARMUP), tcp(), mpichTcp, NONE));
    }

    private static Task pingPong(final String sizes) {
        return pingPong(sizes, BRIEF);
    }

    private static Task pingPong(final String sizes, final String howOften) {
        return Task.latency(sizes).with(howOften);
    }

    private static Contest vs(final String name, final Task task, final Side ours, final Side peer, final Gate gate) {
        return Contest.of(name, task, ours, peer, gate);
    }

    /** Ours with what the programs take by themselves: arrays, over shared memory. */
    private static Side heap() {
        return Side.of(Library.OURS, "");
    }

    private static Side tcp() {
        return Side.of(Library.OURS, "--transport tcp");
    }

    private static Side openmpi(final String flags) {
        return Side.of(Library.OPENMPI, flags);
    }

    private static Side osu() {
        return Side.of(Library.OSU, "");
    }
}
