package mpi.core.coll;

import java.util.function.Supplier;
import mpi.spi.Layout;
import mpi.spi.Reduction;

/**
 * Work done at once for an operation that goes on when the user's function throws: the link remembers the failure, as
 * it does those of messages. What the function has left of its operands is of no meaning, but may be passed on.
 */
final class ThoroughWork implements Work {
    private final LocalWork work = new LocalWork();
    private final ThoroughLink link;
    private final Supplier<String> where;

    /** Tells {@code link} of failures; {@code where} names the operation under way in error texts. */
    ThoroughWork(final ThoroughLink link, final Supplier<String> where) {
        this.link = link;
        this.where = where;
    }

    @Override
    public boolean isAtOnce() {
        return true;
    }

    @Override
    public void copy(final Object source, final long sourceOffset, final Object target, final long targetOffset,
        final long lengthBytes) {
        work.copy(source, sourceOffset, target, targetOffset, lengthBytes);
    }

    @Override
    public void combine(final Reduction op, final Layout type, final Object in, final Object inout,
        final int first, final int elements) {
        if (op.kind() != Reduction.Kind.USER) {
            work.combine(op, type, in, inout, first, elements);
            return;
        }
        try {
            work.combine(op, type, in, inout, first, elements);
        } catch (final Throwable e) {
            link.remember(UserCode.failure(e, where.get()));
        }
    }

    @Override
    public void fetch(final Region region) {
        work.fetch(region);
    }

    @Override
    public void deliver(final Region region, final long fromBytes, final long lengthBytes) {
        work.deliver(region, fromBytes, lengthBytes);
    }
}
