package mpi.core.coll;

import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;
import mpi.spi.BufferBlocks;
import mpi.spi.Collective;
import mpi.spi.Faults;
import mpi.spi.PersistentEngine;
import mpi.spi.RequestEngine;

/**
 * A collective operation that is started many times (MPI 4.1, section 6.13). Its steps are written once and taken again
 * at each start, which allocates nothing; only where the contents of buffers have to be packed they are written at each
 * start, since they depend on these.
 *
 * <p>All starts use the tag that the operation has got when it was initialised: the ranks agree on it by the order of
 * initialisation, and messages of one start come before those of the next.
 */
final class PersistentSchedule implements PersistentEngine {
    private final ScheduledCollectives collectives;
    private final Collective call;
    private final Schedule schedule;
    private final SchedulePort port;
    private final boolean isRepeatable;
    private boolean hasBeenStarted;

    /** Finds out what is wrong with the blocks, before the port is asked for. */
    PersistentSchedule(final ScheduledCollectives collectives, final Collective call,
        final Supplier<SchedulePort> port) {
        this.collectives = collectives;
        this.call = call;
        isRepeatable = ScheduledCollectives.isRepeatable(call);
        schedule = collectives.newSchedule(true);
        schedule.open(null, Form.PERSISTENT, call);
        if (isRepeatable) {
            collectives.plan(schedule, call);
        }
        this.port = port.get();
        schedule.uses(this.port);
    }

    @Override
    public RequestEngine start() {
        // A request that was handed to a future looks inactive.
        if (hasBeenStarted && !schedule.isGivenBack()) {
            throw Faults.activeRequest(schedule.where());
        }
        requireMemory(call.send());
        requireMemory(call.recv());
        if (isRepeatable) {
            schedule.rewind();
        } else {
            schedule.open(port, Form.PERSISTENT, call);
            collectives.planOrAbandon(schedule, call);
        }
        hasBeenStarted = true;
        schedule.start();
        return schedule;
    }

    /** The steps have the address of memory that its owner may have given back meanwhile. */
    private void requireMemory(final BufferBlocks blocks) {
        if (blocks.buffer() instanceof final MemorySegment segment && !segment.scope().isAlive()) {
            throw Faults.closedBuffer(schedule.where());
        }
    }
}
