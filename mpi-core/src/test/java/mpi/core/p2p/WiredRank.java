package mpi.core.p2p;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import mpi.core.datatype.ObjectCodec;
import mpi.core.datatype.Packing;
import mpi.core.diag.Counters;
import mpi.core.diag.ErrorLog;
import mpi.core.progress.Progress;
import mpi.core.runtime.Settings;
import mpi.spi.Completion;
import mpi.spi.RequestEngine;
import mpi.spi.SendMode;

/**
 * The protocol of one rank without transports: what it sends goes into {@link Wire}s, which the test delivers when it
 * likes. All ranks of a test belong to its thread, so that each step can be looked at.
 */
final class WiredRank {
    static final int TAG = 7;

    final int rank;
    final Counters counters;
    final ErrorLog errors = new ErrorLog();
    final Progress progress;
    final PointToPoint messages;
    final Scope scope;
    final Completion completion = new Completion();
    private final Wire[] wires;

    private WiredRank(final int rank, final int size, final Settings settings) {
        this.rank = rank;
        counters = new Counters(size);
        progress = new Progress(settings, counters, false);
        messages = new PointToPoint(rank, size, progress, new Packing(new ObjectCodec(settings)), counters, errors,
            settings, true);
        progress.drives(List.of(), messages.outbound());
        final int[] world = new int[size];
        for (int i = 0; i < size; i++) {
            world[i] = i;
        }
        scope = new Scope(0, rank, world, "COMM_WORLD");
        wires = new Wire[size];
    }

    /** Ranks with a wire from each to each other. */
    static WiredRank[] join(final int size, final Map<String, String> environment) {
        final Settings settings = new Settings(environment, new Properties());
        final WiredRank[] ranks = new WiredRank[size];
        for (int rank = 0; rank < size; rank++) {
            ranks[rank] = new WiredRank(rank, size, settings);
        }
        for (final WiredRank from : ranks) {
            for (final WiredRank to : ranks) {
                if (from != to) {
                    from.wires[to.rank] = new Wire(from, to);
                    from.messages.route(from.wires[to.rank], null);
                }
            }
        }
        return ranks;
    }

    /** The wire to another rank. */
    Wire to(final WiredRank other) {
        return wires[other.rank];
    }

    Peer peer(final WiredRank other) {
        return messages.peer(other.rank);
    }

    RequestEngine isend(final WiredRank dest, final byte[] data, final int tag) {
        return isend(dest, SendMode.STANDARD, false, data, tag);
    }

    RequestEngine isend(final WiredRank dest, final SendMode mode, final boolean copy, final byte[] data,
        final int tag) {
        return messages.sender().isend(scope, mode, copy, data, 0, data.length, 0, null, dest.rank, tag);
    }

    RequestEngine irecv(final int source, final byte[] room, final int tag) {
        return messages.receiver().irecv(scope, room, 0, room.length, null, source, tag);
    }

    /** Sends what waits. */
    int flush() {
        return messages.outbound().flush();
    }

    /** Takes a frame as if a transport had received it. */
    void onFrame(final int from, final mpi.core.wire.Frame frame, final long payloadAddress) {
        progress.lock().enter();
        try {
            messages.frameHandler().onFrame(from, frame, payloadAddress);
        } finally {
            progress.lock().exit();
        }
    }

    /** Delivers and flushes among these ranks until nothing moves. */
    static void settle(final WiredRank... ranks) {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (final WiredRank rank : ranks) {
                moved |= rank.flush() > 0;
                for (final Wire wire : rank.wires) {
                    moved |= wire != null && wire.deliver(Integer.MAX_VALUE) > 0;
                }
            }
        }
    }
}
