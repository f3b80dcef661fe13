package mpi.core.rma;

import java.lang.ref.Reference;
import mpi.spi.Layout;
import mpi.spi.WinEngine;

/**
 * What windows have in common, however their targets are reached: their ranks, the epochs, and what ranks tell each
 * other. Operations are each window's own: a put of 8 bytes takes a few nanoseconds, and must not pass through another
 * object.
 */
abstract sealed class Window implements WinEngine permits SharedWindow, ServedWindow {
    final WindowMembers members;
    final TargetMemory targets;
    final Epochs epochs;
    private final Synchronisation synchronisation;
    private final Object[] held;
    private final Runnable onFree;

    /**
     * Makes what the window of a rank has.
     *
     * @param parts what it goes by
     */
    Window(final Parts parts) {
        this.members = parts.members;
        this.targets = parts.targets;
        this.epochs = parts.epochs;
        this.synchronisation = parts.synchronisation;
        this.held = parts.held;
        this.onFree = parts.onFree;
    }

    /**
     * What a window goes by.
     *
     * @param members its ranks
     * @param targets their memory
     * @param epochs what this rank may do
     * @param synchronisation what ranks tell each other
     * @param held memory that others access until the window is freed
     * @param onFree what to do once it is freed
     */
    record Parts(WindowMembers members, TargetMemory targets, Epochs epochs, Synchronisation synchronisation,
        Object[] held, Runnable onFree) {}

    /** Ends what the program and other ranks may do with memory which will not be there for long. */
    abstract void close();

    /** Checks that this rank may access a target now, and that its items are as long as those there. */
    final void requireOperation(final String operation, final long lengthBytes, final int target,
        final long targetCount, final Layout targetType) {
        if (!epochs.allow(target)) {
            throw epochs.notAllowed(members.describe(operation) + ", to " + target);
        }
        OriginMemory.requireLength(members, operation, lengthBytes, target, targetCount * targetType.sizeBytes());
    }

    @Override
    public final int[] worldRanks() {
        return members.worldRanks().clone();
    }

    @Override
    public final String name() {
        return members.comm().name();
    }

    @Override
    public final void name(final String name) {
        members.comm().name(name);
    }

    @Override
    public final int dispUnitBytes(final int rank) {
        return targets.dispUnitsBytes()[rank];
    }

    @Override
    public final void fence(final int assertion) {
        synchronisation.fence(assertion);
    }

    @Override
    public final void post(final int[] origins, final int assertion) {
        synchronisation.post(origins);
    }

    @Override
    public final void start(final int[] targetRanks, final int assertion) {
        synchronisation.start(targetRanks);
    }

    @Override
    public final void complete() {
        synchronisation.complete();
    }

    @Override
    public final void await() {
        synchronisation.await();
    }

    @Override
    public final boolean test() {
        return synchronisation.test();
    }

    @Override
    public final void lock(final boolean isExclusive, final int target, final int assertion) {
        synchronisation.lock(isExclusive, target, assertion);
    }

    @Override
    public final void unlock(final int target) {
        synchronisation.unlock(target);
    }

    @Override
    public final void lockAll(final int assertion) {
        synchronisation.lockAll(assertion);
    }

    @Override
    public final void unlockAll() {
        synchronisation.unlockAll();
    }

    @Override
    public final void sync() {
        synchronisation.sync();
    }

    @Override
    public final void free() {
        synchronisation.end("win_free");
        members.comm().barrier(); // nobody asks this rank any more, nor accesses its memory
        close();
        members.comm().free();
        onFree.run();
        Reference.reachabilityFence(held);
    }
}
