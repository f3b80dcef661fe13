package mpi;

import java.util.function.Consumer;
import mpi.spi.Collective;
import mpi.spi.CommEngine;
import mpi.spi.Completion;
import mpi.spi.Layout;
import mpi.spi.MessageEngine;
import mpi.spi.PersistentEngine;
import mpi.spi.Reduction;
import mpi.spi.RequestEngine;
import mpi.spi.SendMode;

/**
 * A communicator of four ranks that sends and receives without doing or allocating anything.
 */
final class StillComm implements CommEngine {
    long itemsSent;

    @Override
    public int rank() {
        return 2;
    }

    @Override
    public int size() {
        return 4;
    }

    @Override
    public int[] worldRanks() {
        return new int[] {0, 1, 2, 3};
    }

    @Override
    public String name() {
        return "COMM_STILL";
    }

    @Override
    public void name(final String name) {}

    @Override
    public void send(
        final SendMode mode,
        final Object buffer,
        final long offset,
        final long count,
        final Layout type,
        final int dest,
        final int tag) {
        itemsSent += count;
    }

    @Override
    public RequestEngine isend(
        final SendMode mode,
        final boolean copy,
        final Object buffer,
        final long offset,
        final long count,
        final Layout type,
        final int dest,
        final int tag) {
        return null;
    }

    @Override
    public void recv(
        final Object buffer,
        final long offset,
        final long count,
        final Layout type,
        final int source,
        final int tag,
        final Completion completion) {
        completion.reset();
        completion.source = source;
        completion.lengthBytes = count;
    }

    @Override
    public RequestEngine irecv(
        final Object buffer,
        final long offset,
        final long count,
        final Layout type,
        final int source,
        final int tag) {
        return null;
    }

    @Override
    public void sendrecv(
        final Object sendBuffer,
        final long sendOffset,
        final long sendCount,
        final Layout sendType,
        final int dest,
        final int sendTag,
        final Object recvBuffer,
        final long recvOffset,
        final long recvCount,
        final Layout recvType,
        final int source,
        final int recvTag,
        final Completion completion) {
        itemsSent += sendCount;
        recv(recvBuffer, recvOffset, recvCount, recvType, source, recvTag, completion);
    }

    @Override
    public void probe(final int source, final int tag, final Completion completion) {}

    @Override
    public boolean iprobe(final int source, final int tag, final Completion completion) {
        return true;
    }

    @Override
    public RequestEngine bsend(
        final Object buffer, final long offset, final long count, final Layout type, final int dest, final int tag) {
        return null;
    }

    @Override
    public MessageEngine mprobe(final int source, final int tag, final Completion completion) {
        return null;
    }

    @Override
    public MessageEngine improbe(final int source, final int tag, final Completion completion) {
        return null;
    }

    @Override
    public void barrier() {}

    @Override
    public void bcast(final Object buffer, final long offset, final long count, final Layout type, final int root) {}

    @Override
    public void gather(
        final Object sendBuffer,
        final long sendOffset,
        final long sendCount,
        final Layout sendType,
        final Object recvBuffer,
        final long recvOffset,
        final long recvCount,
        final Layout recvType,
        final int root) {}

    @Override
    public void gatherv(
        final Object sendBuffer,
        final long sendOffset,
        final long sendCount,
        final Layout sendType,
        final Object recvBuffer,
        final long recvOffset,
        final int[] recvCounts,
        final int[] displs,
        final Layout recvType,
        final int root) {}

    @Override
    public void scatter(
        final Object sendBuffer,
        final long sendOffset,
        final long sendCount,
        final Layout sendType,
        final Object recvBuffer,
        final long recvOffset,
        final long recvCount,
        final Layout recvType,
        final int root) {}

    @Override
    public void scatterv(
        final Object sendBuffer,
        final long sendOffset,
        final int[] sendCounts,
        final int[] displs,
        final Layout sendType,
        final Object recvBuffer,
        final long recvOffset,
        final long recvCount,
        final Layout recvType,
        final int root) {}

    @Override
    public void allgather(
        final Object sendBuffer,
        final long sendOffset,
        final long sendCount,
        final Layout sendType,
        final Object recvBuffer,
        final long recvOffset,
        final long recvCount,
        final Layout recvType) {}

    @Override
    public void allgatherv(
        final Object sendBuffer,
        final long sendOffset,
        final long sendCount,
        final Layout sendType,
        final Object recvBuffer,
        final long recvOffset,
        final int[] recvCounts,
        final int[] displs,
        final Layout recvType) {}

    @Override
    public void alltoall(
        final Object sendBuffer,
        final long sendOffset,
        final long sendCount,
        final Layout sendType,
        final Object recvBuffer,
        final long recvOffset,
        final long recvCount,
        final Layout recvType) {}

    @Override
    public void alltoallv(
        final Object sendBuffer,
        final long sendOffset,
        final int[] sendCounts,
        final int[] sendDispls,
        final Layout sendType,
        final Object recvBuffer,
        final long recvOffset,
        final int[] recvCounts,
        final int[] recvDispls,
        final Layout recvType) {}

    @Override
    public void reduce(
        final Object sendBuffer,
        final long sendOffset,
        final Object recvBuffer,
        final long recvOffset,
        final long count,
        final Layout type,
        final Reduction op,
        final int root) {}

    @Override
    public void allreduce(
        final Object sendBuffer,
        final long sendOffset,
        final Object recvBuffer,
        final long recvOffset,
        final long count,
        final Layout type,
        final Reduction op) {}

    @Override
    public void run(final Collective operation) {}

    @Override
    public RequestEngine start(final Collective operation) {
        return null;
    }

    @Override
    public PersistentEngine init(final Collective operation) {
        return null;
    }

    @Override
    public CommEngine dup() {
        return null;
    }

    @Override
    public CommEngine split(final int color, final int key) {
        return null;
    }

    @Override
    public CommEngine create(final int[] ranks) {
        return null;
    }

    @Override
    public RequestEngine idup(final Consumer<CommEngine> made) {
        return null;
    }

    @Override
    public CommEngine splitShared(final int key) {
        return null;
    }

    @Override
    public CommEngine createGroup(final int[] ranks, final int tag) {
        return null;
    }

    @Override
    public CommEngine createInter(
        final int localLeader,
        final CommEngine peer,
        final int remoteLeader,
        final int tag) {
        return null;
    }

    @Override
    public CommEngine merge(final boolean high) {
        return null;
    }

    @Override
    public void free() {}

    @Override
    public void disconnect() {}

    @Override
    public int pack(final Object buffer, final long offset, final long count, final Layout type, final byte[] packed,
        final int position) {
        return position;
    }

    @Override
    public int unpack(final byte[] packed, final int position, final Object buffer, final long offset,
        final long count, final Layout type) {
        return position;
    }
}
