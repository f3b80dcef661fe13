package mpi.local;

/**
 * A {@link RankMain} or {@link RankCall}, read from bytes, so that it becomes an object of the rank's own classes.
 */
final class LambdaProgram implements RankProgram {
    @Override
    public void run(final Place place) throws Throwable {
        final Object lambda =
            Copies.fromBytes(place.get(Place.LAMBDA), Thread.currentThread().getContextClassLoader());
        if (lambda instanceof final RankCall<?> call) {
            place.giveResult(Copies.toBytes(call.call()));
        } else {
            ((RankMain) lambda).run();
        }
    }
}
