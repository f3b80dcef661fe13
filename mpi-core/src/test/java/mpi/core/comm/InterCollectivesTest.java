package mpi.core.comm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import mpi.MPI;
import mpi.core.coll.CollectiveOracle;
import mpi.core.coll.CollectiveOracle.Prepared;
import mpi.core.coll.ScheduledCollectives;
import mpi.core.p2p.Scope;
import mpi.core.runtime.EngineJob;
import mpi.core.runtime.EngineRank;
import mpi.spi.Collective.Kind;
import mpi.spi.RequestEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every collective operation over an intercommunicator, whose groups are the first ranks and the others. */
class InterCollectivesTest {
    private static final long SEED = Long.getLong("mpj.test.seed", System.nanoTime());
    private static final int CONTEXT = 0x7FF0;
    private static final int ROUNDS = 6;

    private static boolean isDefinedOverTwoGroups(final Kind kind) {
        return !kind.isNeighbourhood() && kind != Kind.SCAN && kind != Kind.EXSCAN && kind != Kind.REDUCE_LOCAL;
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,2", "2,2", "3,1", "2,4", "4,5"})
    void shouldRunEveryOperationBetweenTwoGroups(final int first, final int second) throws InterruptedException {
        System.out.println("seed " + SEED);
        new EngineJob(first + second, "loopback").run(rank -> {
            final int me = rank.number();
            final boolean isFirst = me < first;
            final int[] low = IntStream.range(0, first).toArray();
            final int[] high = IntStream.range(first, first + second).toArray();
            final int[] group = isFirst ? low : high;
            final int[] remote = isFirst ? high : low;
            final int localRank = isFirst ? me : me - first;
            final ScheduledCollectives collectives = ScheduledCollectives.inter(rank.parts().progress().agenda(),
                rank.parts().packing(), rank.parts().selector(), () -> "INTER", localRank, group.length, remote.length);
            final Scope scope = new Scope(CONTEXT, localRank, remote, "INTER");
            final CollectiveOracle oracle =
                new CollectiveOracle(me, group, remote, true, new Random(SEED ^ me));
            final Random shared = new Random(SEED);
            int tag = 0;
            for (int round = 0; round < ROUNDS; round++) {
                final List<RequestEngine> requests = new ArrayList<>();
                final List<Runnable> checks = new ArrayList<>();
                for (final Kind kind : Arrays.stream(Kind.values())
                    .filter(InterCollectivesTest::isDefinedOverTwoGroups)
                    .toList()) {
                    final boolean rootIsFirst = shared.nextBoolean();
                    final int rootRank = shared.nextInt(rootIsFirst ? first : second);
                    final int root = rootIsFirst != isFirst ? rootRank
                        : localRank == rootRank ? MPI.ROOT
                            : MPI.PROC_NULL;
                    final CollectiveStartTest.Choice choice = CollectiveStartTest.Choice.of(kind, 1, shared);
                    final Prepared next = new CollectiveStartTest.Choice(kind, choice.type(), choice.op(),
                        choice.count(), kind.isRooted() ? root : -1, false, choice.seed()).prepare(oracle);
                    final CommPort port = new CommPort(rank.parts().messages(), scope, tag++);
                    if (shared.nextInt(3) == 0) {
                        collectives.run(next.call(), port);
                    } else {
                        requests.add(collectives.start(next.call(), port));
                    }
                    checks.add(next.check());
                }
                requests.forEach(EngineRank::await);
                checks.forEach(Runnable::run);
            }
        });
    }
}
