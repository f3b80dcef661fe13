package mpi.core.kit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import mpi.Comm;
import mpi.Intercomm;
import mpi.Intracomm;
import mpi.MPI;
import mpi.Request;
import mpi.Status;

/**
 * The matrix of exchanges: each {@link MatrixType} × no, one, few and many items × the ways to send and receive them,
 * within a communicator (the {@linkplain BehaviourKit kit} has the world, a rank alone, a duplicate, the half of a
 * split) and between two groups. Every byte of the memory received into is looked at, also before, between and behind
 * the items.
 *
 * <pre>
 *  way: dialect × memory sent from × memory received into × receive before the message, or after it
 * </pre>
 *
 * <p>How many of them take place: a soak, all; else of each type and length one way, drawn at random; of a sample, of
 * each type one length, so that each type and each length is there.
 */
final class MatrixCases {
    private static final int TAG = 43;
    private static final int READY_TAG = 44;
    /** None; one item; few; longer than what goes at once within a host; longer than the eager limit. */
    private static final int[] LENGTHS_BYTES = {0, 1, 50, 20_000, 140_000};
    /** Elements before and behind the message. An array has none before it in the lower-case dialect. */
    private static final int MARGIN = 3;

    private final Intracomm comm;
    private final int me;
    private final int size;
    private final Sample sample;

    MatrixCases(final Intracomm comm, final Sample sample) {
        this.comm = comm;
        this.me = comm.getRank();
        this.size = comm.getSize();
        this.sample = sample;
    }

    /** Whom a rank sends to and receives from, and which of {@link #comm}'s ranks the latter is. */
    private record Peers(Comm comm, int dest, int source, int sourceInComm) {}

    private record Way(Spelling spelling, MatrixMemory.Kind from, MatrixMemory.Kind to, boolean isPosted) {
        static List<Way> of(final MatrixType type) {
            final MatrixMemory.Kind[] kinds =
                type.isObject() ? new MatrixMemory.Kind[] {MatrixMemory.Kind.ARRAY} : MatrixMemory.Kind.values();
            final List<Way> ways = new ArrayList<>();
            for (final Spelling spelling : Spelling.values()) {
                for (final MatrixMemory.Kind from : kinds) {
                    for (final MatrixMemory.Kind to : kinds) {
                        ways.add(new Way(spelling, from, to, true));
                        ways.add(new Way(spelling, from, to, false));
                    }
                }
            }
            return ways;
        }
    }

    void shouldMoveEveryType() {
        exchangeAll(new Peers(comm, (me + 1) % size, (me + size - 1) % size, (me + size - 1) % size));
    }

    /** The even and the odd ranks: each pair of equal rank exchanges. */
    void shouldMoveEveryTypeBetweenGroups() {
        if (size < 2) {
            return;
        }
        final Intracomm half = comm.split(me % 2, me);
        final Intercomm inter = comm.createIntercomm(half, 0, 1 - me % 2, TAG);
        final int peer = me / 2;
        exchangeAll(peer < inter.getRemoteSize() ? new Peers(inter, peer, peer, 2 * peer + 1 - me % 2) : null);
        inter.free();
        half.free();
    }

    /** {@code peers} is null at a rank that has none. */
    private void exchangeAll(final Peers peers) {
        final long[] seed = {System.nanoTime()};
        comm.bcast(seed, 1, MPI.LONG, 0);
        final Random random = new Random(seed[0]);
        final int first = random.nextInt(LENGTHS_BYTES.length);
        final List<MatrixType> derived = MatrixType.derived();
        final List<MatrixType> types = new ArrayList<>(MatrixType.basic());
        types.addAll(derived);
        for (int i = 0; i < types.size(); i++) {
            for (int length = 0; length < LENGTHS_BYTES.length; length++) {
                if (sample.takesEveryLength() || length == (first + i) % LENGTHS_BYTES.length) {
                    exchange(peers, types.get(i), LENGTHS_BYTES[length], random);
                }
            }
        }
        derived.forEach(type -> type.datatype().free());
    }

    private void exchange(final Peers peers, final MatrixType type, final int lengthBytes, final Random random) {
        final List<Way> all = Way.of(type);
        final List<Way> ways = sample.takesEveryWay() ? all : List.of(all.get(random.nextInt(all.size())));
        if (peers != null) {
            for (final Way way : ways) {
                exchange(peers, type, type.countOf(lengthBytes), way);
            }
        }
    }

    private void exchange(final Peers peers, final MatrixType type, final int count, final Way way) {
        final String what = count + " times " + type + ", " + way + ", to " + peers.dest + ", from " + peers.source;
        final MatrixMemory sent = allocate(type, count, way.spelling, way.from);
        sent.write(pattern(type, count, sent.byteMask(), me));
        final MatrixMemory received = allocate(type, count, way.spelling, way.to);
        final byte[] expected = new byte[(count * type.extentElements() + 2 * MARGIN) * type.elementBytes()];
        Arrays.fill(expected, (byte) (Item.GUARD & received.byteMask()));
        received.write(expected);

        final Status status = way.isPosted ? receivePosted(peers, type, count, way.spelling, sent, received)
            : receiveUnexpected(peers, type, count, way.spelling, sent, received);

        put(pattern(type, count, sent.byteMask(), peers.sourceInComm), type, count,
            startOf(way.spelling, way.to), expected, startOf(way.spelling, way.from));
        final byte[] found = received.read();
        final int wrong = Arrays.mismatch(expected, found);
        if (wrong >= 0) {
            throw new AssertionError(what + ": byte " + wrong + " of " + expected.length + " is " + found[wrong]
                + ", expected " + expected[wrong]);
        }
        Expect.equal(what + ", source", peers.source, status.getSource());
        Expect.equal(what + ", tag", TAG, status.getTag());
        Expect.equal(what + ", count", count, status.getCount(type.datatype()));
    }

    private static Status receivePosted(final Peers peers, final MatrixType type, final int count,
        final Spelling spelling, final MatrixMemory sent, final MatrixMemory received) {
        final Request receive =
            spelling.irecv(peers.comm, received.buffer(), count, type.datatype(), peers.source, TAG);
        final byte[] ready = new byte[0];
        peers.comm.sendRecv(ready, 0, MPI.BYTE, peers.source, READY_TAG, ready, 0, MPI.BYTE, peers.dest, READY_TAG);
        spelling.send(peers.comm, sent.buffer(), count, type.datatype(), peers.dest, TAG);
        return spelling.await(receive);
    }

    private static Status receiveUnexpected(final Peers peers, final MatrixType type, final int count,
        final Spelling spelling, final MatrixMemory sent, final MatrixMemory received) {
        final Request send = spelling.isend(peers.comm, sent.buffer(), count, type.datatype(), peers.dest, TAG);
        peers.comm.probe(peers.source, TAG);
        final Status status =
            spelling.recv(peers.comm, received.buffer(), count, type.datatype(), peers.source, TAG);
        spelling.await(send);
        return status;
    }

    /** What is not in an array is sliced for the dialect that knows no offsets. */
    private static MatrixMemory allocate(final MatrixType type, final int count, final Spelling spelling,
        final MatrixMemory.Kind kind) {
        final int sliced = startOf(spelling, kind) - spelling.offset();
        return kind.allocate(type, count * type.extentElements() + 2 * MARGIN, sliced * type.elementBytes());
    }

    /** The first element of the message. */
    private static int startOf(final Spelling spelling, final MatrixMemory.Kind kind) {
        return kind == MatrixMemory.Kind.ARRAY ? spelling.offset() : MARGIN;
    }

    /** All the memory that a rank sends from. */
    private static byte[] pattern(final MatrixType type, final int count, final int mask, final int rank) {
        final byte[] pattern = new byte[(count * type.extentElements() + 2 * MARGIN) * type.elementBytes()];
        for (int i = 0; i < pattern.length; i++) {
            pattern[i] = (byte) ((rank * 31 + i * 7 + (i >> 8)) * 0x9E3779B1 >>> 24 & mask);
        }
        return pattern;
    }

    /** Puts the items of a message, which start at one element there, to where they start here. */
    private static void put(final byte[] from, final MatrixType type, final int count, final int start,
        final byte[] to, final int fromStart) {
        final int bytes = type.elementBytes();
        for (int item = 0; item < count; item++) {
            for (final int element : type.elements()) {
                final int at = item * type.extentElements() + element;
                System.arraycopy(from, (fromStart + at) * bytes, to, (start + at) * bytes, bytes);
            }
        }
    }
}
