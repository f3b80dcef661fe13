package mpi.core.diag;

/**
 * Counts what a rank has done. Written with the progress lock held; read by anyone, best effort, or exactly by the
 * writing thread. Messages are point-to-point messages as the protocol sees them, also those of collectives; frames are
 * what travels.
 */
public final class Counters {
    private final long[] sentMessages;
    private final long[] sentBytes;
    private final long[] receivedMessages;
    private final long[] receivedBytes;
    private final boolean[] otherHost;
    private final long[] values = new long[Value.values().length];
    private final long[] purposeMessages = new long[Purpose.values().length];
    private final long[] purposeBytes = new long[Purpose.values().length];

    /** What a message is sent for. */
    public enum Purpose {
        /** The user's own sends. */
        POINT_TO_POINT("point-to-point"),
        /** Barrier. */
        BARRIER("barrier"),
        /** Broadcast. */
        BCAST("bcast"),
        /** Gather. */
        GATHER("gather"),
        /** Gather of blocks of any size. */
        GATHERV("gatherv"),
        /** Scatter. */
        SCATTER("scatter"),
        /** Scatter of blocks of any size. */
        SCATTERV("scatterv"),
        /** Gather at all ranks. */
        ALLGATHER("allgather"),
        /** Gather of blocks of any size at all ranks. */
        ALLGATHERV("allgatherv"),
        /** All to all. */
        ALLTOALL("alltoall"),
        /** All to all of blocks of any size. */
        ALLTOALLV("alltoallv"),
        /** Reduction at a root. */
        REDUCE("reduce"),
        /** Reduction at all ranks. */
        ALLREDUCE("allreduce"),
        /** All to all of blocks of any size and type. */
        ALLTOALLW("alltoallw"),
        /** Reduction of which each rank gets a block. */
        REDUCE_SCATTER("reduce_scatter"),
        /** Reduction of which each rank gets a block of equal size. */
        REDUCE_SCATTER_BLOCK("reduce_scatter_block"),
        /** Prefix reduction. */
        SCAN("scan"),
        /** Prefix reduction without the rank itself. */
        EXSCAN("exscan"),
        /** Gather from neighbours. */
        NEIGHBOR_ALLGATHER("neighbor_allgather"),
        /** Gather of blocks of any size from neighbours. */
        NEIGHBOR_ALLGATHERV("neighbor_allgatherv"),
        /** Exchange with neighbours. */
        NEIGHBOR_ALLTOALL("neighbor_alltoall"),
        /** Exchange of blocks of any size with neighbours. */
        NEIGHBOR_ALLTOALLV("neighbor_alltoallv"),
        /** Exchange of blocks of any size and type with neighbours. */
        NEIGHBOR_ALLTOALLW("neighbor_alltoallw"),
        /** Windows: making and freeing them, fences, operations on memory that its rank serves. */
        ONE_SIDED("one-sided"),
        /** Making and freeing communicators and what their ranks share, Finalize. */
        COMMUNICATOR("communicator management"),
        /** Comparing what the ranks of a program that is checked call. */
        CHECK("comparing calls (mpj.check)");

        private final String text;

        Purpose(final String text) {
            this.text = text;
        }

        /**
         * Its name in texts.
         *
         * @return the operation's name in the standard's words
         */
        public String text() {
            return text;
        }
    }

    /** Counters that are one number a rank. */
    public enum Value {
        /** Frames sent over a transport. */
        FRAMES_SENT,
        /** Frames received over a transport. */
        FRAMES_RECEIVED,
        /** Copies of payload made, each direction of each transport. */
        COPIES,
        /** Bytes copied. */
        COPIED_BYTES,
        /** Sends that went as request-to-send. */
        RENDEZVOUS,
        /** Messages that arrived before their receive. */
        UNEXPECTED,
        /** Attempts to send that the transport refused. */
        BACK_PRESSURE,
        /** Messages read straight from the sender's shared memory. */
        SINGLE_COPY,
        /** Sleeps of the progress loop. */
        SLEEPS,
        /** Frames and connections dropped because they were malformed or unauthentic. */
        DROPPED,
        /** System calls a transport made to move data. */
        SYSTEM_CALLS,
        /** Steps of collectives through memory that the ranks of a host share. */
        HOST_STEPS
    }

    /**
     * Makes counters, all zero.
     *
     * @param worldSize ranks in the world
     */
    public Counters(final int worldSize) {
        sentMessages = new long[worldSize];
        sentBytes = new long[worldSize];
        receivedMessages = new long[worldSize];
        receivedBytes = new long[worldSize];
        otherHost = new boolean[worldSize];
    }

    /**
     * Notes that messages to a peer cross a host boundary.
     *
     * @param peer world rank
     */
    public void otherHost(final int peer) {
        otherHost[peer] = true;
    }

    /**
     * Counts a message sent.
     *
     * @param purpose what for
     * @param peer world rank
     * @param bytes length of the message
     */
    public void sent(final Purpose purpose, final int peer, final long bytes) {
        sentMessages[peer]++;
        sentBytes[peer] += bytes;
        purposeMessages[purpose.ordinal()]++;
        purposeBytes[purpose.ordinal()] += bytes;
    }

    /**
     * Counts a message received.
     *
     * @param peer world rank
     * @param bytes length of the message
     */
    public void received(final int peer, final long bytes) {
        receivedMessages[peer]++;
        receivedBytes[peer] += bytes;
    }

    /**
     * Counts one.
     *
     * @param value which counter
     */
    public void increment(final Value value) {
        values[value.ordinal()]++;
    }

    /**
     * Counts several.
     *
     * @param value what
     * @param count how many
     */
    public void add(final Value value, final long count) {
        values[value.ordinal()] += count;
    }

    /**
     * Counts one copy of payload.
     *
     * @param bytes its length
     */
    public void copied(final long bytes) {
        values[Value.COPIES.ordinal()]++;
        values[Value.COPIED_BYTES.ordinal()] += bytes;
    }

    /**
     * Reads a counter.
     *
     * @param value which counter
     * @return its value
     */
    public long get(final Value value) {
        return values[value.ordinal()];
    }

    /**
     * Messages sent for a purpose.
     *
     * @param purpose which
     * @return how many
     */
    public long sentMessages(final Purpose purpose) {
        return purposeMessages[purpose.ordinal()];
    }

    /**
     * Bytes sent for a purpose.
     *
     * @param purpose which
     * @return how many
     */
    public long sentBytes(final Purpose purpose) {
        return purposeBytes[purpose.ordinal()];
    }

    /**
     * Messages sent to a peer.
     *
     * @param peer world rank
     * @return how many
     */
    public long sentMessages(final int peer) {
        return sentMessages[peer];
    }

    /**
     * Bytes sent to a peer.
     *
     * @param peer world rank
     * @return how many
     */
    public long sentBytes(final int peer) {
        return sentBytes[peer];
    }

    /**
     * Messages received from a peer.
     *
     * @param peer world rank
     * @return how many
     */
    public long receivedMessages(final int peer) {
        return receivedMessages[peer];
    }

    /**
     * Bytes received from a peer.
     *
     * @param peer world rank
     * @return how many
     */
    public long receivedBytes(final int peer) {
        return receivedBytes[peer];
    }

    /**
     * Ranks in the world.
     *
     * @return how many
     */
    public int worldSize() {
        return sentMessages.length;
    }

    /**
     * Messages sent and received, also those of this rank to itself.
     *
     * @return how many
     */
    public long allMessages() {
        long sum = 0;
        for (int peer = 0; peer < sentMessages.length; peer++) {
            sum += sentMessages[peer] + receivedMessages[peer];
        }
        return sum;
    }

    /**
     * Messages sent to ranks of other hosts.
     *
     * @return how many
     */
    public long crossHostMessages() {
        return sumOtherHost(sentMessages);
    }

    /**
     * Bytes sent to ranks of other hosts.
     *
     * @return how many
     */
    public long crossHostBytes() {
        return sumOtherHost(sentBytes);
    }

    private long sumOtherHost(final long[] counts) {
        long sum = 0;
        for (int peer = 0; peer < counts.length; peer++) {
            if (otherHost[peer]) {
                sum += counts[peer];
            }
        }
        return sum;
    }
}
