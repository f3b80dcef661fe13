package mpi.core.coll;

import java.util.function.Supplier;
import mpi.spi.Collective;

/**
 * Schedules that one communicator uses again. Whoever completes a request gives its schedule back by a store, without
 * the lock; whether it is back is seen when one is looked for. One that has the steps of the operation still is taken
 * before all others: programs call few operations, each many times. Where all have steps of other operations the one
 * used least recently gets new ones; where all are in use that one is left to the garbage collector, and a new one
 * takes its place. Collective operations of a communicator start one after the other, so that no two threads look at a
 * time.
 */
final class SchedulePool {
    private static final int SIZE = 8;
    /** The most memory that the steps of all together may work in between operations. */
    private static final long KEPT_BYTES = 2L * Scratch.KEPT_BYTES;

    private final Supplier<Schedule> maker;
    private final Schedule[] schedules = new Schedule[SIZE];
    /** When each was used last, in uses of the pool. */
    private final long[] usedAt = new long[SIZE];
    private int count;
    private long uses;
    /** The one that was found last: looked at first, then what follows it, as of operations that are called in turn. */
    private int found;

    SchedulePool(final Supplier<Schedule> maker) {
        this.maker = maker;
    }

    /** One that nobody uses and that has the steps of an operation, begun again; or {@code null}. */
    Schedule again(final SchedulePort port, final Form form, final Collective call) {
        for (int i = 0; i < count; i++) {
            final int number = found + i < count ? found + i : found + i - count;
            final Schedule schedule = schedules[number];
            if (schedule.isGivenBack() && schedule.again(port, form, call)) {
                return use(number);
            }
        }
        return null;
    }

    /** One that nobody uses, for another operation. */
    Schedule take() {
        int oldest = 0;
        int oldestUnused = -1;
        for (int number = 0; number < count; number++) {
            if (schedules[number].isGivenBack()) {
                if (schedules[number].keptBytes() == Schedule.NOTHING_KEPT) {
                    return use(number);
                }
                oldestUnused = older(oldestUnused, number);
            }
            oldest = older(oldest, number);
        }
        if (count == SIZE && oldestUnused >= 0) {
            return use(oldestUnused);
        }
        final int made = count < SIZE ? count++ : oldest;
        schedules[made] = maker.get();
        return use(made);
    }

    /**
     * Has a schedule that is about to start keep its steps, if they need little; others may have to lose theirs.
     *
     * @param shape its operation {@linkplain Collective#withoutMemory() without the user's memory}
     */
    void keep(final Schedule schedule, final Collective shape) {
        final long lengthBytes = schedule.workingBytes();
        if (lengthBytes <= Scratch.KEPT_BYTES && makeRoom(lengthBytes)) {
            schedule.keep(shape, lengthBytes);
        }
    }

    /** Whether the steps of another schedule may work in so much memory. */
    private boolean makeRoom(final long lengthBytes) {
        long keptBytes = lengthBytes;
        for (int number = 0; number < count; number++) {
            keptBytes += Math.max(0, schedules[number].keptBytes());
        }
        while (keptBytes > KEPT_BYTES) {
            int oldest = -1;
            for (int number = 0; number < count; number++) {
                if (schedules[number].isGivenBack() && schedules[number].keptBytes() > 0) {
                    oldest = older(oldest, number);
                }
            }
            if (oldest < 0) {
                return false;
            }
            keptBytes -= schedules[oldest].keptBytes();
            schedules[oldest].close();
        }
        return true;
    }

    private int older(final int one, final int other) {
        return one < 0 || usedAt[other] < usedAt[one] ? other : one;
    }

    private Schedule use(final int number) {
        found = number;
        usedAt[number] = ++uses;
        return schedules[number];
    }
}
