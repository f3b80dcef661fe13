package mpi.core.boot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Proves to both ends of a new connection that the other one knows the job's secret, before anything else is read
 * (engine invariant 14). One end's state only: whoever owns the connection moves the bytes, keeps the time limit, and
 * drops the connection at the first outcome that {@link Outcome#isFailure() is a failure}. Not thread-safe.
 *
 * <pre>{@code
 *  initiator                                         acceptor
 *     | -- HELLO      84 bytes ------------------------> |   who, to whom, which job, nonce
 *     | <- CHALLENGE  72 bytes ------------------------- |   nonce, the acceptor's MAC
 *     | -- PROOF      32 bytes ------------------------> |   the initiator's MAC
 *     | <- VERDICT     1 byte  ------------------------- |   1 accepted, 2 refused
 *
 *  HELLO                                  CHALLENGE
 *   0  magic "MPJH"                        0  magic "MPJH"
 *   4  version, 1 byte                     4  version, 1 byte
 *   5  role, 1 byte                        5  reserved (0), 3 bytes
 *   6  reserved (0), 2 bytes               8  the acceptor's nonce, 32 bytes
 *   8  from                               40  MAC, 32 bytes
 *  12  to
 *  16  epoch                              PROOF
 *  20  SHA-256 of the job id, 32 bytes     0  MAC, 32 bytes
 *  52  the initiator's nonce, 32 bytes
 * }</pre>
 *
 * <p>Fields are little-endian. A MAC is HMAC-SHA256 with the job's secret over one byte that names who speaks (1
 * initiator, 2 acceptor), the HELLO, and the acceptor's nonce; so it covers every field and both nonces, and neither
 * MAC can be sent back as the other. An acceptor reads 116 bytes before it knows whom it talks to; a peer that sends
 * more is malformed. A change of this picture bumps {@link #VERSION}.
 */
public final class Handshake {
    /** Version of the format. */
    public static final int VERSION = 1;
    /** Length of the job's secret in bytes. */
    public static final int SECRET_BYTES = 32;
    /** No rank: the launcher, as one end of a connection of role {@link Role#CONTROL}. */
    public static final int LAUNCHER = -1;
    /** An acceptor takes this for any epoch; {@link #epoch()} tells which one came. */
    public static final int ANY_EPOCH = -1;

    static final int HELLO_BYTES = 84;
    static final int CHALLENGE_BYTES = 72;
    static final int MAC_BYTES = 32;

    private static final int MAGIC = 0x484a504d;
    private static final int NONCE_BYTES = 32;
    private static final int VERSION_OFFSET = 4;
    private static final int ROLE_OFFSET = 5;
    private static final int HELLO_RESERVED_OFFSET = 6;
    private static final int FROM_OFFSET = 8;
    private static final int TO_OFFSET = 12;
    private static final int EPOCH_OFFSET = 16;
    private static final int JOB_OFFSET = 20;
    private static final int HELLO_NONCE_OFFSET = 52;
    private static final int CHALLENGE_RESERVED_OFFSET = 5;
    private static final int CHALLENGE_NONCE_OFFSET = 8;
    private static final int CHALLENGE_MAC_OFFSET = 40;
    private static final int SHA_256_BLOCK_BYTES = 64;
    private static final byte INNER_PAD = 0x36;
    private static final byte OUTER_PAD = 0x5c;
    private static final byte SPEAKER_INITIATOR = 1;
    private static final byte SPEAKER_ACCEPTOR = 2;
    private static final byte VERDICT_ACCEPTED = 1;
    private static final byte VERDICT_REFUSED = 2;
    private static final byte[] NOTHING = new byte[0];
    private static final Role[] ROLES = Role.values();

    private final byte[] key;
    private final SecureRandom random;
    private final int epoch;
    private final byte[] hello = new byte[HELLO_BYTES];
    private final byte[] acceptorNonce = new byte[NONCE_BYTES];
    private final byte[] input = new byte[HELLO_BYTES];
    private State state;
    private int inputBytes;
    private byte[] output = NOTHING;

    /** What a connection is for. The ordinal is the value on the wire. */
    public enum Role {
        /** Frames between two ranks. */
        PEER,
        /** A rank's line to whoever started it. */
        CONTROL
    }

    /** How far the handshake has come, or how it ended. */
    public enum Outcome {
        /** Nothing is decided: send {@link #takeOutput()} and read on. */
        NEEDS_MORE,
        /** Acceptor: the initiator has proved itself; now {@link #accept()} or {@link #refuse()}. */
        AUTHENTICATED,
        /** The connection is up. */
        ACCEPTED,
        /** Initiator: the peer has proved itself, and does not want this connection. */
        REFUSED,
        /** The other end does not know the job's secret. */
        WRONG_SECRET,
        /** Meant for another job, epoch or rank. */
        WRONG_JOB,
        /** The other end speaks another version of this. */
        WRONG_VERSION,
        /** Not a handshake. */
        MALFORMED;

        /**
         * Whether the other end is not to be trusted; the connection must be dropped without another word.
         *
         * @return true for the outcomes {@code WRONG_…} and {@code MALFORMED}
         */
        public boolean isFailure() {
            return compareTo(WRONG_SECRET) >= 0;
        }
    }

    private enum State {
        AWAITS_HELLO(HELLO_BYTES), AWAITS_CHALLENGE(CHALLENGE_BYTES), AWAITS_PROOF(MAC_BYTES), AWAITS_VERDICT(1),
        DECIDES(0), ACCEPTED(0), REFUSED(0), WRONG_SECRET(0), WRONG_JOB(0), WRONG_VERSION(0), MALFORMED(0);

        private final int awaitedBytes;

        State(final int awaitedBytes) {
            this.awaitedBytes = awaitedBytes;
        }
    }

    private Handshake(final State state, final int epoch, final byte[] secret, final SecureRandom random) {
        if (secret.length != SECRET_BYTES) {
            throw new IllegalArgumentException("secret of " + secret.length + " bytes, expected " + SECRET_BYTES);
        }
        this.state = state;
        this.epoch = epoch;
        this.random = random;
        key = secret.clone();
    }

    /**
     * The end that opened the connection. Its first {@link #takeOutput()} is there at once.
     *
     * @param role what the connection is for
     * @param from this end: world rank, or {@link #LAUNCHER}
     * @param to the other end: world rank, or {@link #LAUNCHER}
     * @param jobId the job
     * @param epoch the epoch, at least 0
     * @param secret the job's secret, {@link #SECRET_BYTES} bytes
     * @param random source of the nonce
     * @return the state of a new handshake
     */
    public static Handshake initiator(final Role role, final int from, final int to, final String jobId,
        final int epoch, final byte[] secret, final SecureRandom random) {
        final Handshake handshake = new Handshake(State.AWAITS_CHALLENGE, epoch, secret, random);
        handshake.writeHello(role, from, to, jobId);
        final byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        System.arraycopy(nonce, 0, handshake.hello, HELLO_NONCE_OFFSET, NONCE_BYTES);
        handshake.output = handshake.hello.clone();
        return handshake;
    }

    /**
     * The end that accepted the connection.
     *
     * @param role what connections to this end are for
     * @param to this end: world rank, or {@link #LAUNCHER}
     * @param jobId the job
     * @param epoch the epoch, or {@link #ANY_EPOCH}
     * @param secret the job's secret, {@link #SECRET_BYTES} bytes
     * @param random source of the nonce
     * @return the state of a new handshake
     */
    public static Handshake acceptor(final Role role, final int to, final String jobId, final int epoch,
        final byte[] secret, final SecureRandom random) {
        final Handshake handshake = new Handshake(State.AWAITS_HELLO, epoch, secret, random);
        handshake.writeHello(role, LAUNCHER, to, jobId);
        return handshake;
    }

    /**
     * Takes bytes from the other end: those that belong to the handshake, and none behind it. Frames may stand right
     * behind the verdict.
     *
     * @param received bytes that have arrived; its position moves behind what was taken
     * @return how far the handshake has come
     */
    public Outcome receive(final ByteBuffer received) {
        while (state.awaitedBytes > 0 && received.hasRemaining()) {
            final int taken = Math.min(state.awaitedBytes - inputBytes, received.remaining());
            received.get(input, inputBytes, taken);
            inputBytes += taken;
            if (inputBytes == state.awaitedBytes) {
                inputBytes = 0;
                state = next();
            }
        }
        if (state == State.DECIDES && received.hasRemaining()) {
            state = State.MALFORMED;
        }
        return outcome();
    }

    /**
     * What {@link #receive} returned last.
     *
     * @return how far the handshake has come
     */
    public Outcome outcome() {
        return switch (state) {
            case AWAITS_HELLO, AWAITS_CHALLENGE, AWAITS_PROOF, AWAITS_VERDICT -> Outcome.NEEDS_MORE;
            case DECIDES -> Outcome.AUTHENTICATED;
            case ACCEPTED -> Outcome.ACCEPTED;
            case REFUSED -> Outcome.REFUSED;
            case WRONG_SECRET -> Outcome.WRONG_SECRET;
            case WRONG_JOB -> Outcome.WRONG_JOB;
            case WRONG_VERSION -> Outcome.WRONG_VERSION;
            case MALFORMED -> Outcome.MALFORMED;
        };
    }

    /**
     * Takes what is to be sent now. To be called after creation, after {@link #receive}, and after {@link #accept} or
     * {@link #refuse}.
     *
     * @return the bytes, often none
     */
    public byte[] takeOutput() {
        final byte[] taken = output;
        output = NOTHING;
        return taken;
    }

    /** Acceptor, once {@link Outcome#AUTHENTICATED}: takes the connection. */
    public void accept() {
        decide(State.ACCEPTED, VERDICT_ACCEPTED);
    }

    /** Acceptor, once {@link Outcome#AUTHENTICATED}: turns the connection down, for instance because it has another. */
    public void refuse() {
        decide(State.REFUSED, VERDICT_REFUSED);
    }

    /**
     * Who opened the connection. At the acceptor this is proved once {@link Outcome#AUTHENTICATED}, and not to be used
     * before.
     *
     * @return world rank, or {@link #LAUNCHER}
     */
    public int from() {
        return intOf(hello, FROM_OFFSET);
    }

    /**
     * The epoch of the end that opened the connection; at the acceptor see {@link #from()}.
     *
     * @return the epoch
     */
    public int epoch() {
        return intOf(hello, EPOCH_OFFSET);
    }

    private void decide(final State decision, final byte verdict) {
        if (state != State.DECIDES) {
            throw new IllegalStateException(state.name());
        }
        state = decision;
        output = new byte[] {verdict};
    }

    private State next() {
        return switch (state) {
            case AWAITS_HELLO -> onHello();
            case AWAITS_CHALLENGE -> onChallenge();
            case AWAITS_PROOF -> isMacOf(SPEAKER_INITIATOR, 0) ? State.DECIDES : State.WRONG_SECRET;
            case AWAITS_VERDICT -> onVerdict();
            default -> throw new IllegalStateException(state.name());
        };
    }

    private State onHello() {
        if (intOf(input, 0) != MAGIC) {
            return State.MALFORMED;
        }
        if (input[VERSION_OFFSET] != VERSION) {
            return State.WRONG_VERSION;
        }
        if (input[HELLO_RESERVED_OFFSET] != 0 || input[HELLO_RESERVED_OFFSET + 1] != 0
            || input[ROLE_OFFSET] < 0 || input[ROLE_OFFSET] >= ROLES.length) {
            return State.MALFORMED;
        }
        if (!isForUs()) {
            return State.WRONG_JOB;
        }
        System.arraycopy(input, 0, hello, 0, HELLO_BYTES);
        random.nextBytes(acceptorNonce);
        final byte[] challenge = new byte[CHALLENGE_BYTES];
        buffer(challenge).putInt(MAGIC).put((byte) VERSION);
        System.arraycopy(acceptorNonce, 0, challenge, CHALLENGE_NONCE_OFFSET, NONCE_BYTES);
        System.arraycopy(mac(SPEAKER_ACCEPTOR), 0, challenge, CHALLENGE_MAC_OFFSET, MAC_BYTES);
        output = challenge;
        return State.AWAITS_PROOF;
    }

    /** Whether the HELLO in {@link #input} names what this acceptor expects, which {@link #hello} holds until then. */
    private boolean isForUs() {
        final int received = intOf(input, EPOCH_OFFSET);
        return input[ROLE_OFFSET] == hello[ROLE_OFFSET]
            && intOf(input, TO_OFFSET) == intOf(hello, TO_OFFSET)
            && received >= 0 && (epoch == ANY_EPOCH || received == epoch)
            && MessageDigest.isEqual(jobDigest(input), jobDigest(hello));
    }

    private State onChallenge() {
        if (intOf(input, 0) != MAGIC) {
            return State.MALFORMED;
        }
        if (input[VERSION_OFFSET] != VERSION) {
            return State.WRONG_VERSION;
        }
        for (int i = CHALLENGE_RESERVED_OFFSET; i < CHALLENGE_NONCE_OFFSET; i++) {
            if (input[i] != 0) {
                return State.MALFORMED;
            }
        }
        System.arraycopy(input, CHALLENGE_NONCE_OFFSET, acceptorNonce, 0, NONCE_BYTES);
        if (!isMacOf(SPEAKER_ACCEPTOR, CHALLENGE_MAC_OFFSET)) {
            return State.WRONG_SECRET;
        }
        output = mac(SPEAKER_INITIATOR);
        return State.AWAITS_VERDICT;
    }

    private State onVerdict() {
        return switch (input[0]) {
            case VERDICT_ACCEPTED -> State.ACCEPTED;
            case VERDICT_REFUSED -> State.REFUSED;
            default -> State.MALFORMED;
        };
    }

    private void writeHello(final Role role, final int from, final int to, final String jobId) {
        buffer(hello).putInt(MAGIC)
            .put((byte) VERSION)
            .put((byte) role.ordinal())
            .putShort((short) 0)
            .putInt(from)
            .putInt(to)
            .putInt(epoch)
            .put(sha256(jobId));
    }

    /** Compares in constant time: how long it takes tells nothing about the right MAC. */
    private boolean isMacOf(final byte speaker, final int offset) {
        final byte[] received = new byte[MAC_BYTES];
        System.arraycopy(input, offset, received, 0, MAC_BYTES);
        return MessageDigest.isEqual(mac(speaker), received);
    }

    private byte[] mac(final byte speaker) {
        return mac(key, new byte[] {speaker}, hello, acceptorNonce);
    }

    /**
     * HMAC-SHA256 as RFC 2104 defines it. Not {@code javax.crypto.Mac}: looking for it, the JDK makes all its security
     * providers, elliptic curves included, at the start of every rank (docs/adr/0010).
     *
     * @param key the key, at most one block of 64 bytes
     * @param parts the message
     * @return 32 bytes
     */
    static byte[] mac(final byte[] key, final byte[]... parts) {
        final MessageDigest inner = sha256();
        inner.update(padded(key, INNER_PAD));
        for (final byte[] part : parts) {
            inner.update(part);
        }
        final MessageDigest outer = sha256();
        outer.update(padded(key, OUTER_PAD));
        return outer.digest(inner.digest());
    }

    private static byte[] padded(final byte[] key, final byte pad) {
        final byte[] block = Arrays.copyOf(key, SHA_256_BLOCK_BYTES);
        for (int i = 0; i < block.length; i++) {
            block[i] ^= pad;
        }
        return block;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] sha256(final String text) {
        return sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] jobDigest(final byte[] helloBytes) {
        final byte[] digest = new byte[HELLO_NONCE_OFFSET - JOB_OFFSET];
        System.arraycopy(helloBytes, JOB_OFFSET, digest, 0, digest.length);
        return digest;
    }

    private static int intOf(final byte[] bytes, final int offset) {
        return buffer(bytes).getInt(offset);
    }

    private static ByteBuffer buffer(final byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
