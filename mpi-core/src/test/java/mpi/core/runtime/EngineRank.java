package mpi.core.runtime;

import java.util.List;
import java.util.function.BiConsumer;
import mpi.MPIException;
import mpi.core.boot.RankState;
import mpi.core.diag.Counters;
import mpi.spi.BasicType;
import mpi.spi.CommEngine;
import mpi.spi.Completion;
import mpi.spi.Layout;
import mpi.spi.RequestEngine;
import mpi.spi.SendMode;

/**
 * One rank of an {@link EngineJob}, with the calls that tests make most: messages of bytes.
 *
 * @param engine the rank
 * @param parts what it is made of
 * @param death tells all ranks that one is dead
 */
public record EngineRank(Rank engine, Rank.Parts parts, BiConsumer<Integer, String> death) {

    /** One byte. */
    public static final Layout BYTE = new Layout(BasicType.BYTE, 1, 1, null);
    /** One int. */
    public static final Layout INT = new Layout(BasicType.INT, Integer.BYTES, Integer.BYTES, null);

    /** All ranks. */
    public CommEngine world() {
        return engine.world();
    }

    /** This rank. */
    public int number() {
        return engine.job().rank();
    }

    /** What it has done. */
    public Counters counters() {
        return engine.counters();
    }

    /** What its threads are blocked in. */
    public List<RankState.Operation> blocked() {
        return parts.progress().blockedOperations();
    }

    /** Blocks another rank until a thread of this one is blocked. */
    public void awaitBlocked() {
        while (blocked().isEmpty()) {
            Thread.yield();
        }
    }

    /** Dies, as far as the others are told. */
    public void die(final String reason) {
        death.accept(number(), reason);
    }

    /** Sends a whole array in standard mode. */
    public void send(final byte[] data, final int dest, final int tag) {
        world().send(SendMode.STANDARD, data, 0, data.length, BYTE, dest, tag);
    }

    /** Starts to send a whole array in standard mode. */
    public RequestEngine isend(final byte[] data, final int dest, final int tag) {
        return world().isend(SendMode.STANDARD, false, data, 0, data.length, BYTE, dest, tag);
    }

    /**
     * Receives into a whole array.
     *
     * @throws MPIException if the receive failed
     */
    public Completion recv(final byte[] room, final int source, final int tag) {
        final Completion completion = new Completion();
        world().recv(room, 0, room.length, BYTE, source, tag, completion);
        return checked(completion);
    }

    /** Starts to receive into a whole array. */
    public RequestEngine irecv(final byte[] room, final int source, final int tag) {
        return world().irecv(room, 0, room.length, BYTE, source, tag);
    }

    /**
     * Waits for a request.
     *
     * @throws MPIException if the operation failed
     */
    public static Completion await(final RequestEngine request) {
        final Completion completion = new Completion();
        request.complete(request.use(), completion);
        return checked(completion);
    }

    private static Completion checked(final Completion completion) {
        if (completion.error != null) {
            throw completion.error;
        }
        return completion;
    }
}
