package mpi.core.rma;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import mpi.core.progress.ProgressLock;
import mpi.core.runtime.EngineJob;
import mpi.core.runtime.EngineRank;
import org.junit.jupiter.api.Test;

/** What is asked of targets, where there is nothing to ask with. */
class ServedTargetsTest {
    @Test
    void shouldLeaveTheLockWhateverAnOperationFailsWith() throws InterruptedException {
        new EngineJob(1, "loopback").run(rank -> {
            final ProgressLock lock = rank.parts().progress().lock();
            final WindowMembers members =
                new WindowMembers(rank.parts().progress(), rank.parts().messages(), rank.world(), new int[] {0});
            final ServedTargets served = new ServedTargets(members, null, new boolean[] {true});
            assertThrows(NullPointerException.class,
                () -> served.put(new byte[1], 0, 1, EngineRank.BYTE, 0, 0, EngineRank.BYTE));
            assertFalse(lock.isOwned());
        });
    }
}
