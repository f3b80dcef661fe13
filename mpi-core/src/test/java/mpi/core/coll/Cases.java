package mpi.core.coll;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;
import mpi.core.coll.select.Selector;
import mpi.core.datatype.ObjectCodec;
import mpi.core.datatype.Packing;
import mpi.core.runtime.Settings;
import mpi.spi.BasicType;
import mpi.spi.Layout;

/**
 * Which cases a test runs, the same on every rank. A case is wanted or not by its own seed, so that a sample touches
 * every row; the soak run takes all.
 */
final class Cases {
    static final int[] COUNTS = {0, 1, 3, 17, 65};

    private static final long SEED = Long.getLong("mpj.test.seed", System.nanoTime());

    private Cases() {}

    /** What a case is given: its own engine, its own numbers, which no other rank shares unless it asks for them. */
    record Case(Collectives engine, PeerLink link, Layout type, int count, int root, long seed, Random random) {
        int rank() {
            return link.rank();
        }

        int size() {
            return link.size();
        }

        int blockBytes() {
            return (int) (count * type.sizeBytes());
        }

        /** The same number stream at every rank. */
        Random shared(final long which) {
            return new Random(seed * 31 + which);
        }

        /** What a rank contributes, known to all. */
        byte[] block(final long which, final int lengthBytes) {
            return UserMemory.bytes(type, lengthBytes, shared(which));
        }

        byte[] block(final long which) {
            return block(which, blockBytes());
        }

        UserMemory memory(final long lengthBytes) {
            return new UserMemory(type, lengthBytes, random);
        }

        @Override
        public String toString() {
            return "rank " + rank() + " of " + size() + ", root " + root + ", " + count + " " + type.basic()
                + ", -Dmpj.test.seed=" + SEED;
        }
    }

    static Layout layout(final BasicType type) {
        return new Layout(type, type.sizeBytes(), Math.max(1, type.sizeBytes()), null);
    }

    static Collectives engine(final PeerLink link) {
        return engine(link, Map.of());
    }

    static Collectives engine(final PeerLink link, final Map<String, String> environment) {
        return engine(link, new Forcing("", environment));
    }

    static Collectives engine(final PeerLink link, final Forcing forcing) {
        final Settings settings = new Settings(forcing.environment(), new Properties());
        return new Collectives(link, new Packing(new ObjectCodec(settings)), new Selector(settings), () -> "FAKE",
            HostTier.none(), forcing.placement().of(link.size()));
    }

    /** One case in each of them, so that a small sample touches every row whatever the seed. */
    static void runLongest(final int size, final Forcing forcing, final Consumer<Case> body) {
        runOne(size, COUNTS[COUNTS.length - 1], forcing, body);
    }

    /** Doubles of one length, at some roots, in both kinds of world. */
    static void runOne(final int size, final int count, final Forcing forcing, final Consumer<Case> body) {
        for (final boolean synchronous : new boolean[] {false, true}) {
            new FakePeers(size, synchronous).run(link -> {
                final Collectives engine = engine(link, forcing);
                for (final int root : new TreeSet<>(List.of(0, 1 % size, size - 1))) {
                    body.accept(new Case(engine, link, layout(BasicType.DOUBLE), count, root, SEED + root,
                        new Random(SEED ^ link.rank() + 1)));
                }
            });
        }
    }

    /** Runs every root, type but OBJECT, and count with probability {@code 1 / oneIn}, in both kinds of world. */
    static void run(final int size, final int oneIn, final Forcing forcing, final Consumer<Case> body) {
        System.out.println("seed " + SEED);
        for (final boolean synchronous : new boolean[] {false, true}) {
            new FakePeers(size, synchronous).run(link -> {
                final Collectives engine = engine(link, forcing);
                final Random choice = new Random(SEED + size + (synchronous ? 1 : 0));
                for (int root = 0; root < size; root++) {
                    for (final BasicType type : BasicType.values()) {
                        for (final int count : COUNTS) {
                            final long seed = choice.nextLong();
                            if (type != BasicType.OBJECT && choice.nextInt(oneIn) == 0) {
                                body.accept(new Case(engine, link, layout(type), count, root, seed,
                                    new Random(seed ^ link.rank() + 1)));
                            }
                        }
                    }
                }
            });
        }
    }
}
