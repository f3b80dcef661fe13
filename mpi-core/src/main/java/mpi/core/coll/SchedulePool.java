package mpi.core.coll;

import java.util.function.Supplier;

/**
 * Schedules that one communicator uses again. Whoever completes a request gives its schedule back by a store, without
 * the lock; whether it is back is seen when one is looked for. The first that is free is taken, so that no more of them
 * hold working memory than operations are under way at once. Where all are in use one is left to the garbage collector,
 * and a new one takes its place. Collective operations of a communicator start one after the other, so that no two
 * threads look at a time.
 */
final class SchedulePool {
    private static final int SIZE = 8;

    private final Supplier<Schedule> maker;
    private final Schedule[] schedules = new Schedule[SIZE];
    /** The one that was replaced last. */
    private int replaced;

    SchedulePool(final Supplier<Schedule> maker) {
        this.maker = maker;
    }

    /** A schedule that nobody uses. */
    Schedule take() {
        for (int i = 0; i < SIZE; i++) {
            if (schedules[i] == null) {
                schedules[i] = maker.get();
            }
            if (schedules[i].isGivenBack()) {
                return schedules[i];
            }
        }
        replaced = (replaced + 1) % SIZE;
        schedules[replaced] = maker.get();
        return schedules[replaced];
    }
}
