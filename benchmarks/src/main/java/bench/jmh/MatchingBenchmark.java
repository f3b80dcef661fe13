package bench.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Request;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Matching a message while receives of other tags are outstanding: empty messages of a rank to itself, which take no
 * transport. The time must not grow with their number.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MatchingBenchmark {
    private static final int TAG = 1;
    private static final int FIRST_OTHER_TAG = 2;

    /** Receives that are posted and never matched. */
    @Param({"0", "100", "10000"})
    public int outstanding;

    private final byte[] nothing = {};
    private final List<Request> others = new ArrayList<>();
    private Intracomm self;

    /** Makes a benchmark; called by JMH. */
    public MatchingBenchmark() {}

    /** Posts the receives that stay. */
    @Setup(Level.Trial)
    public void post() {
        MPI.Init(new String[0]);
        self = MPI.COMM_SELF;
        for (int i = 0; i < outstanding; i++) {
            others.add(self.iRecv(nothing, 0, MPI.BYTE, 0, FIRST_OTHER_TAG + i));
        }
    }

    /** Takes them back. */
    @TearDown(Level.Trial)
    public void cancel() {
        for (final Request other : others) {
            other.cancel();
            other.waitFor();
        }
        MPI.Finalize();
    }

    /** A message that waits for its receive. */
    @Benchmark
    public void unexpected() {
        self.send(nothing, 0, MPI.BYTE, 0, TAG);
        self.recv(nothing, 0, MPI.BYTE, 0, TAG);
    }

    /** A message that waits for a receive which takes any. */
    @Benchmark
    public void unexpectedByWildcard() {
        self.send(nothing, 0, MPI.BYTE, 0, TAG);
        self.recv(nothing, 0, MPI.BYTE, MPI.ANY_SOURCE, TAG);
    }

    /** A message whose receive is posted. */
    @Benchmark
    public void posted() {
        final Request receive = self.iRecv(nothing, 0, MPI.BYTE, 0, TAG);
        self.send(nothing, 0, MPI.BYTE, 0, TAG);
        receive.waitFor();
    }
}
