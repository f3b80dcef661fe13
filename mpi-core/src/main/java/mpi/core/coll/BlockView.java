package mpi.core.coll;

import java.util.Arrays;

/** A view of some blocks of others, or of bytes that are packed; its arrays are kept from one operation to the next. */
final class BlockView implements Blocks {
    private int ranks;
    private long itemBytes;
    private long[] lengths = {};
    private long[] offsets = {};

    /** The blocks of some ranks, where they are among all. */
    void some(final Blocks all, final int[] members) {
        begin(members.length, 1);
        for (int i = 0; i < ranks; i++) {
            lengths[i] = all.lengthBytes(members[i]);
            offsets[i] = all.offsetBytes(members[i]);
        }
    }

    /** As long as the blocks of some ranks, one behind the other. */
    void packed(final Blocks all, final int[] members) {
        begin(members.length, 1);
        for (int i = 0; i < ranks; i++) {
            lengths[i] = all.lengthBytes(members[i]);
        }
        line();
    }

    /** So long, one behind the other. */
    void packed(final long[] lengthOf) {
        begin(lengthOf.length, 1);
        System.arraycopy(lengthOf, 0, lengths, 0, ranks);
        line();
    }

    /** Equal blocks of bytes, one behind the other. */
    void equalBytes(final int blocks, final long lengthBytes) {
        begin(blocks, 1);
        Arrays.fill(lengths, 0, blocks, lengthBytes);
        line();
    }

    /** One for each host, as long as the blocks of its ranks, one behind the other. */
    void packs(final Blocks all, final Hosts hosts, final long unitBytes) {
        begin(hosts.count(), unitBytes);
        for (int host = 0; host < ranks; host++) {
            long lengthBytes = 0;
            for (final int rank : hosts.ranks(host)) {
                lengthBytes += all.lengthBytes(rank);
            }
            lengths[host] = lengthBytes;
        }
        line();
    }

    /** One for each host: what its ranks exchange with {@code partners} ranks in blocks of one length. */
    void exchanges(final Hosts hosts, final int partners, final long blockBytes) {
        begin(hosts.count(), 1);
        for (int host = 0; host < ranks; host++) {
            lengths[host] = hosts.ranks(host).length * partners * blockBytes;
        }
        line();
    }

    private void begin(final int blocks, final long unitBytes) {
        ranks = blocks;
        itemBytes = unitBytes;
        if (lengths.length < blocks) {
            lengths = new long[blocks];
            offsets = new long[blocks];
        }
    }

    private void line() {
        long offsetBytes = 0;
        for (int i = 0; i < ranks; i++) {
            offsets[i] = offsetBytes;
            offsetBytes += lengths[i];
        }
    }

    @Override
    public int ranks() {
        return ranks;
    }

    @Override
    public long count(final int rank) {
        return lengths[rank] / Math.max(1, itemBytes);
    }

    @Override
    public long lengthBytes(final int rank) {
        return lengths[rank];
    }

    @Override
    public long offsetBytes(final int rank) {
        return offsets[rank];
    }
}
