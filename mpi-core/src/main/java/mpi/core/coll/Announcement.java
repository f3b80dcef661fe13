package mpi.core.coll;

/**
 * Numbers that one rank tells all others once a {@link Preface} has found nothing wrong. Cost: one message to each.
 *
 * @param giver the number of the rank that tells, as the port counts them
 * @param numbers where the others find them; as long at all ranks
 * @param decide fills in the numbers at the giver; called with the progress lock held
 */
public record Announcement(int giver, int[] numbers, Runnable decide) {
    /** Adds its steps to a schedule. */
    void plan(final Schedule schedule, final int parties, final int self) {
        final long lengthBytes = (long) numbers.length * Integer.BYTES;
        if (self != giver) {
            schedule.receive(giver, numbers, 0, lengthBytes);
            return;
        }
        decide.run();
        for (int party = 0; party < parties; party++) {
            if (party != self) {
                schedule.send(party, numbers, 0, lengthBytes);
            }
        }
    }
}
