package bench;

import mpi.Intracomm;
import mpi.MPI;
import mpi.Prequest;
import mpi.Request;

/**
 * A collective operation on arrays of its own, in three steps: what a rank contributes is written, one value a cache
 * line; the operation is called; what it received is checked. It is bytes, or doubles that are added up. All ranks
 * count the calls alike, so each knows what the others have written. The caller says who is the root, if there is one.
 *
 * <p>A size is that of the vector, or of a rank's contribution to an allgather, or of the block for each rank in an
 * alltoall.
 */
sealed interface CollectiveCall {
    /** Length of a cache line in doubles. */
    int CACHE_LINE_DOUBLES = MessageBuffer.CACHE_LINE_BYTES / Double.BYTES;

    /** Writes what this rank contributes to the call that all ranks know by this value. */
    void stamp(int sizeBytes, int value, int root);

    /** Calls the operation; without a root it does not look at the argument. */
    void run(int sizeBytes, int root);

    /** Starts it without blocking. */
    Request start(int sizeBytes, int root);

    /** Prepares it, for vectors or blocks of one size, and for one root. */
    Prequest init(int sizeBytes, int root);

    /** Throws unless this rank has received what all ranks have written for the call of this value. */
    void check(int sizeBytes, int value, int root);

    /** How it is called. */
    enum Form {
        /** The call returns when the operation is complete. */
        BLOCKING,
        /** Started without blocking, and a wait. */
        NONBLOCKING,
        /** Prepared before the time, started, and a wait. */
        PERSISTENT
    }

    /** Which operation. */
    enum Kind {
        /** From one to all. */
        BCAST,
        /** Sums of doubles, at one rank. */
        REDUCE,
        /** Sums of doubles. */
        ALLREDUCE,
        /** Blocks of all to all. */
        ALLGATHER,
        /** A block from each to each. */
        ALLTOALL;

        /** Whether one rank, the root, differs from the others. */
        boolean hasRoot() {
            return this == BCAST || this == REDUCE;
        }

        /** The operation among all ranks of a communicator, on memory for vectors or blocks so long. */
        CollectiveCall allocate(final Intracomm comm, final int longestBytes) {
            return switch (this) {
                case BCAST -> new Bcast(comm, new MessageBuffer.Heap(new byte[longestBytes]));
                case REDUCE -> new Reduce(comm, Sums.allocate(comm, longestBytes));
                case ALLREDUCE -> new Allreduce(comm, Sums.allocate(comm, longestBytes));
                case ALLGATHER -> new Allgather(comm, Blocks.allocate(comm, 1, longestBytes));
                case ALLTOALL -> new Alltoall(comm, Blocks.allocate(comm, comm.getSize(), longestBytes));
            };
        }
    }

    /** One vector for all. */
    record Bcast(Intracomm comm, MessageBuffer.Heap vector) implements CollectiveCall {
        @Override
        public void stamp(final int sizeBytes, final int value, final int root) {
            if (comm.getRank() == root) {
                vector.stamp(sizeBytes, (byte) value);
            }
        }

        @Override
        public void run(final int sizeBytes, final int root) {
            comm.bcast(vector.memory(), sizeBytes, MPI.BYTE, root);
        }

        @Override
        public Request start(final int sizeBytes, final int root) {
            return comm.iBcast(vector.memory(), sizeBytes, MPI.BYTE, root);
        }

        @Override
        public Prequest init(final int sizeBytes, final int root) {
            return comm.bcastInit(vector.memory(), sizeBytes, MPI.BYTE, root);
        }

        @Override
        public void check(final int sizeBytes, final int value, final int root) {
            if (comm.getRank() != root) {
                vector.check(sizeBytes, (byte) value);
            }
        }
    }

    /** Sums at one rank. */
    record Reduce(Intracomm comm, Sums sums) implements CollectiveCall {
        @Override
        public void stamp(final int sizeBytes, final int value, final int root) {
            sums.stamp(sizeBytes, value);
        }

        @Override
        public void run(final int sizeBytes, final int root) {
            comm.reduce(sums.summands, sums.totals, Sums.count(sizeBytes), MPI.DOUBLE, MPI.SUM, root);
        }

        @Override
        public Request start(final int sizeBytes, final int root) {
            return comm.iReduce(sums.summands, sums.totals, Sums.count(sizeBytes), MPI.DOUBLE, MPI.SUM, root);
        }

        @Override
        public Prequest init(final int sizeBytes, final int root) {
            return comm.reduceInit(sums.summands, sums.totals, Sums.count(sizeBytes), MPI.DOUBLE, MPI.SUM, root);
        }

        @Override
        public void check(final int sizeBytes, final int value, final int root) {
            if (comm.getRank() == root) {
                sums.check(sizeBytes, value);
            }
        }
    }

    /** Sums everywhere. */
    record Allreduce(Intracomm comm, Sums sums) implements CollectiveCall {
        @Override
        public void stamp(final int sizeBytes, final int value, final int root) {
            sums.stamp(sizeBytes, value);
        }

        @Override
        public void run(final int sizeBytes, final int root) {
            comm.allReduce(sums.summands, sums.totals, Sums.count(sizeBytes), MPI.DOUBLE, MPI.SUM);
        }

        @Override
        public Request start(final int sizeBytes, final int root) {
            return comm.iAllReduce(sums.summands, sums.totals, Sums.count(sizeBytes), MPI.DOUBLE, MPI.SUM);
        }

        @Override
        public Prequest init(final int sizeBytes, final int root) {
            return comm.allReduceInit(sums.summands, sums.totals, Sums.count(sizeBytes), MPI.DOUBLE, MPI.SUM);
        }

        @Override
        public void check(final int sizeBytes, final int value, final int root) {
            sums.check(sizeBytes, value);
        }
    }

    /** Everybody's block everywhere. */
    record Allgather(Intracomm comm, Blocks blocks) implements CollectiveCall {
        @Override
        public void stamp(final int sizeBytes, final int value, final int root) {
            blocks.stamp(0, sizeBytes, value + comm.getRank());
        }

        @Override
        public void run(final int sizeBytes, final int root) {
            comm.allGather(blocks.sent, sizeBytes, MPI.BYTE, blocks.received, sizeBytes, MPI.BYTE);
        }

        @Override
        public Request start(final int sizeBytes, final int root) {
            return comm.iAllGather(blocks.sent, sizeBytes, MPI.BYTE, blocks.received, sizeBytes, MPI.BYTE);
        }

        @Override
        public Prequest init(final int sizeBytes, final int root) {
            return comm.allGatherInit(blocks.sent, sizeBytes, MPI.BYTE, blocks.received, sizeBytes, MPI.BYTE);
        }

        @Override
        public void check(final int sizeBytes, final int value, final int root) {
            for (int source = 0; source < blocks.ranks; source++) {
                blocks.check(source, sizeBytes, value + source);
            }
        }
    }

    /** A block for everybody from everybody. */
    record Alltoall(Intracomm comm, Blocks blocks) implements CollectiveCall {
        @Override
        public void stamp(final int sizeBytes, final int value, final int root) {
            final int first = value + comm.getRank() * blocks.ranks;
            for (int target = 0; target < blocks.ranks; target++) {
                blocks.stamp(target, sizeBytes, first + target);
            }
        }

        @Override
        public void run(final int sizeBytes, final int root) {
            comm.allToAll(blocks.sent, sizeBytes, MPI.BYTE, blocks.received, sizeBytes, MPI.BYTE);
        }

        @Override
        public Request start(final int sizeBytes, final int root) {
            return comm.iAllToAll(blocks.sent, sizeBytes, MPI.BYTE, blocks.received, sizeBytes, MPI.BYTE);
        }

        @Override
        public Prequest init(final int sizeBytes, final int root) {
            return comm.allToAllInit(blocks.sent, sizeBytes, MPI.BYTE, blocks.received, sizeBytes, MPI.BYTE);
        }

        @Override
        public void check(final int sizeBytes, final int value, final int root) {
            final int first = value + comm.getRank();
            for (int source = 0; source < blocks.ranks; source++) {
                blocks.check(source, sizeBytes, first + source * blocks.ranks);
            }
        }
    }

    /** Doubles before and after a reduction: the summand of a rank is the value and its rank. */
    record Sums(double[] summands, double[] totals, int rank, int ranks) {
        static Sums allocate(final Intracomm comm, final int longestBytes) {
            final int count = count(longestBytes);
            return new Sums(new double[count], new double[count], comm.getRank(), comm.getSize());
        }

        /** As many as there are in so many bytes, at least one. */
        static int count(final int sizeBytes) {
            return Math.max(1, sizeBytes / Double.BYTES);
        }

        void stamp(final int sizeBytes, final int value) {
            final int count = count(sizeBytes);
            final double[] elements = summands;
            final double summand = (double) value + rank;
            for (int i = 0; i < count; i += CACHE_LINE_DOUBLES) {
                elements[i] = summand;
            }
        }

        void check(final int sizeBytes, final int value) {
            final int count = count(sizeBytes);
            final double[] elements = totals;
            final double total = (double) value * ranks + ranks * (ranks - 1) / 2;
            for (int i = 0; i < count; i += CACHE_LINE_DOUBLES) {
                if (elements[i] != total) {
                    throw new IllegalStateException(
                        "element " + i + " of " + count + " is " + elements[i] + ", expected " + total);
                }
            }
        }
    }

    /** Blocks of bytes, one behind the other. */
    record Blocks(byte[] sent, byte[] received, int ranks) {
        static Blocks allocate(final Intracomm comm, final int sentBlocks, final int longestBytes) {
            return new Blocks(new byte[Math.multiplyExact(sentBlocks, longestBytes)],
                new byte[Math.multiplyExact(comm.getSize(), longestBytes)], comm.getSize());
        }

        void stamp(final int block, final int sizeBytes, final int value) {
            final byte[] bytes = sent;
            final int end = (block + 1) * sizeBytes;
            for (int i = block * sizeBytes; i < end; i += MessageBuffer.CACHE_LINE_BYTES) {
                bytes[i] = (byte) value;
            }
        }

        void check(final int block, final int sizeBytes, final int value) {
            final byte[] bytes = received;
            final int end = (block + 1) * sizeBytes;
            for (int i = block * sizeBytes; i < end; i += MessageBuffer.CACHE_LINE_BYTES) {
                if (bytes[i] != (byte) value) {
                    throw new IllegalStateException("byte " + (i - block * sizeBytes) + " of the block of rank " + block
                        + " is " + bytes[i] + ", expected " + (byte) value);
                }
            }
        }
    }
}
