package mpi.core.coll;

import java.util.function.Supplier;
import mpi.spi.Collective;

/**
 * Schedules that one communicator uses again. Whoever completes a request gives its schedule back by a store, without
 * the lock; whether it is back is seen when one is looked for. One that has the steps of the operation still is taken
 * before all others: programs call few operations, each many times. Where all are in use one is left to the garbage
 * collector, and a new one takes its place. Collective operations of a communicator start one after the other, so that
 * no two threads look at a time.
 */
final class SchedulePool {
    private static final int SIZE = 8;
    /** So many are made before one that nobody uses loses its steps: each may hold working memory. */
    private static final int REMEMBERED = 2;

    private final Supplier<Schedule> maker;
    private final Schedule[] schedules = new Schedule[SIZE];
    private int count;
    /** The one that was found last: looked at first. */
    private int found;
    /** The one that was replaced last, or has lost its steps. */
    private int replaced;

    SchedulePool(final Supplier<Schedule> maker) {
        this.maker = maker;
    }

    /** One that nobody uses and that has the steps of an operation, begun again; or {@code null}. */
    Schedule again(final SchedulePort port, final Form form, final Collective call) {
        for (int i = 0; i < count; i++) {
            final int number = found + i < count ? found + i : found + i - count;
            final Schedule schedule = schedules[number];
            if (schedule.isGivenBack() && schedule.again(port, form, call)) {
                found = number;
                return schedule;
            }
        }
        return null;
    }

    /** One that nobody uses, for another operation. */
    Schedule take() {
        if (count >= REMEMBERED) {
            for (int i = 0; i < count; i++) {
                final Schedule next = schedules[next()];
                if (next.isGivenBack()) {
                    return next;
                }
            }
        }
        final int made = count < SIZE ? count++ : next();
        schedules[made] = maker.get();
        return schedules[made];
    }

    /** All in turn. */
    private int next() {
        replaced = (replaced + 1) % count;
        return replaced;
    }
}
