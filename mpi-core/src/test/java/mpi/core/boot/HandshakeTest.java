package mpi.core.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import mpi.core.boot.Handshake.Outcome;
import mpi.core.boot.Handshake.Role;
import org.junit.jupiter.api.Test;

/** The handshake (engine invariant 14), one end against the other and against strangers. */
class HandshakeTest {
    private static final String JOB = "job-1";
    private static final int VERSION_OFFSET = 4;

    private final SecureRandom random = new SecureRandom();
    private final byte[] secret = filled(7);

    @Test
    void shouldAcceptWhoKnowsTheSecret() {
        final Handshake initiator = initiator(secret);
        final Handshake acceptor = acceptor(secret);

        assertEquals(Outcome.AUTHENTICATED, exchange(initiator, acceptor));
        assertEquals(3, acceptor.from());
        assertEquals(2, acceptor.epoch());
        assertEquals(Outcome.NEEDS_MORE, initiator.outcome(), "no frame before the verdict");

        acceptor.accept();
        assertEquals(Outcome.ACCEPTED, acceptor.outcome());
        assertEquals(Outcome.ACCEPTED, initiator.receive(ByteBuffer.wrap(acceptor.takeOutput())));
    }

    @Test
    void shouldTellTheInitiatorThatItIsRefused() {
        final Handshake initiator = initiator(secret);
        final Handshake acceptor = acceptor(secret);
        exchange(initiator, acceptor);

        acceptor.refuse();

        assertEquals(Outcome.REFUSED, initiator.receive(ByteBuffer.wrap(acceptor.takeOutput())));
        assertFalse(Outcome.REFUSED.isFailure());
    }

    @Test
    void shouldSurviveAnySplit() {
        final Handshake initiator = initiator(secret);
        final Handshake acceptor = acceptor(secret);

        receiveBytewise(acceptor, initiator.takeOutput());
        receiveBytewise(initiator, acceptor.takeOutput());
        receiveBytewise(acceptor, initiator.takeOutput());
        acceptor.accept();
        receiveBytewise(initiator, acceptor.takeOutput());

        assertEquals(Outcome.ACCEPTED, initiator.outcome());
    }

    @Test
    void shouldLeaveWhatStandsBehindTheVerdict() {
        final Handshake initiator = initiator(secret);
        final Handshake acceptor = acceptor(secret);
        exchange(initiator, acceptor);
        acceptor.accept();
        final ByteBuffer received = ByteBuffer.allocate(3).put(acceptor.takeOutput()).putShort((short) 9).flip();

        assertEquals(Outcome.ACCEPTED, initiator.receive(received));
        assertEquals(2, received.remaining());
    }

    @Test
    void shouldAgreeForControlConnectionsOfAnyEpoch() {
        final Handshake initiator = Handshake.initiator(Role.CONTROL, 5, Handshake.LAUNCHER, JOB, 9, secret, random);
        final Handshake acceptor = Handshake.acceptor(Role.CONTROL, Handshake.LAUNCHER, JOB, Handshake.ANY_EPOCH,
            secret, random);

        assertEquals(Outcome.AUTHENTICATED, exchange(initiator, acceptor));
        assertEquals(5, acceptor.from());
        assertEquals(9, acceptor.epoch());
    }

    @Test
    void shouldFailAtTheInitiatorWhenTheAcceptorDoesNotKnowTheSecret() {
        final Handshake initiator = initiator(secret);
        final Handshake acceptor = acceptor(filled(8));
        acceptor.receive(ByteBuffer.wrap(initiator.takeOutput()));

        assertEquals(Outcome.WRONG_SECRET, initiator.receive(ByteBuffer.wrap(acceptor.takeOutput())));
        assertTrue(Outcome.WRONG_SECRET.isFailure());
        assertEquals(0, initiator.takeOutput().length, "nothing is told to a stranger");
    }

    @Test
    void shouldFailAtTheAcceptorWhenTheInitiatorDoesNotKnowTheSecret() {
        final Handshake acceptor = acceptor(secret);
        acceptor.receive(ByteBuffer.wrap(initiator(filled(8)).takeOutput()));

        assertEquals(Outcome.WRONG_SECRET, acceptor.receive(ByteBuffer.allocate(Handshake.MAC_BYTES)));
    }

    @Test
    void shouldNotTakeItsOwnMacBack() {
        final Handshake acceptor = acceptor(secret);
        acceptor.receive(ByteBuffer.wrap(initiator(secret).takeOutput()));
        final byte[] challenge = acceptor.takeOutput();

        final int end = challenge.length;
        final byte[] reflected = Arrays.copyOfRange(challenge, end - Handshake.MAC_BYTES, end);

        assertEquals(Outcome.WRONG_SECRET, acceptor.receive(ByteBuffer.wrap(reflected)));
    }

    @Test
    void shouldRejectAReplayedProof() {
        final Handshake initiator = initiator(secret);
        final byte[] hello = initiator.takeOutput();
        final Handshake first = acceptor(secret);
        first.receive(ByteBuffer.wrap(hello));
        initiator.receive(ByteBuffer.wrap(first.takeOutput()));
        final byte[] proof = initiator.takeOutput();
        assertEquals(Outcome.AUTHENTICATED, first.receive(ByteBuffer.wrap(proof)));

        final Handshake second = acceptor(secret);
        second.receive(ByteBuffer.wrap(hello));

        assertEquals(Outcome.WRONG_SECRET, second.receive(ByteBuffer.wrap(proof)));
    }

    @Test
    void shouldRejectWhatIsMeantForAnother() {
        assertRejected(Handshake.initiator(Role.PEER, 3, 1, "job-2", 2, secret, random), Outcome.WRONG_JOB);
        assertRejected(Handshake.initiator(Role.PEER, 3, 1, JOB, 1, secret, random), Outcome.WRONG_JOB);
        assertRejected(Handshake.initiator(Role.PEER, 3, 0, JOB, 2, secret, random), Outcome.WRONG_JOB);
        assertRejected(Handshake.initiator(Role.CONTROL, 3, 1, JOB, 2, secret, random), Outcome.WRONG_JOB);
    }

    @Test
    void shouldRejectAnotherVersionAtBothEnds() {
        final byte[] hello = initiator(secret).takeOutput();
        hello[VERSION_OFFSET]++;
        assertEquals(Outcome.WRONG_VERSION, acceptor(secret).receive(ByteBuffer.wrap(hello)));

        final Handshake initiator = initiator(secret);
        final Handshake acceptor = acceptor(secret);
        acceptor.receive(ByteBuffer.wrap(initiator.takeOutput()));
        final byte[] challenge = acceptor.takeOutput();
        challenge[VERSION_OFFSET]++;
        assertEquals(Outcome.WRONG_VERSION, initiator.receive(ByteBuffer.wrap(challenge)));
    }

    @Test
    void shouldCallAnythingBehindTheProofMalformed() {
        final Handshake initiator = initiator(secret);
        final Handshake acceptor = acceptor(secret);
        acceptor.receive(ByteBuffer.wrap(initiator.takeOutput()));
        initiator.receive(ByteBuffer.wrap(acceptor.takeOutput()));

        final byte[] proofAndMore = Arrays.copyOf(initiator.takeOutput(), Handshake.MAC_BYTES + 1);

        assertEquals(Outcome.MALFORMED, acceptor.receive(ByteBuffer.wrap(proofAndMore)));
        assertThrows(IllegalStateException.class, acceptor::accept);
    }

    @Test
    void shouldNotTakeAWrongSecretLength() {
        assertThrows(IllegalArgumentException.class, () -> acceptor(new byte[31]));
    }

    @Test
    void shouldNeverAuthenticateNoise() {
        final long seed = System.nanoTime();
        System.out.println("HandshakeTest.shouldNeverAuthenticateNoise seed " + seed);
        final Random noise = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            final byte[] hello = initiator(secret).takeOutput();
            final byte[] bytes = Arrays.copyOf(hello, noise.nextInt(256));
            for (int changes = 1 + noise.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
                bytes[noise.nextInt(bytes.length)] ^= (byte) (1 + noise.nextInt(255));
            }
            assertUntrusted(acceptor(secret).receive(ByteBuffer.wrap(bytes)));
            final Handshake initiator = initiator(secret);
            initiator.takeOutput();
            assertUntrusted(initiator.receive(ByteBuffer.wrap(bytes)));
            assertEquals(0, initiator.takeOutput().length);
        }
    }

    @Test
    void shouldRejectAnySingleChangedBitOfTheWholeExchange() {
        for (int bit = 0; bit < (Handshake.HELLO_BYTES + Handshake.CHALLENGE_BYTES + Handshake.MAC_BYTES) * 8; bit++) {
            final Handshake initiator = initiator(secret);
            final Handshake acceptor = acceptor(secret);
            final byte[] hello = flip(initiator.takeOutput(), bit);
            acceptor.receive(ByteBuffer.wrap(hello));
            final byte[] challenge = flip(acceptor.takeOutput(), bit - Handshake.HELLO_BYTES * 8);
            initiator.receive(ByteBuffer.wrap(challenge));
            final byte[] proof = flip(initiator.takeOutput(),
                bit - (Handshake.HELLO_BYTES + Handshake.CHALLENGE_BYTES) * 8);
            assertFalse(acceptor.receive(ByteBuffer.wrap(proof)) == Outcome.AUTHENTICATED, "bit " + bit);
        }
    }

    @Test
    void shouldKeepTheFormat() {
        final SecureRandom counting = new Counting();
        final Handshake initiator = Handshake.initiator(Role.PEER, 3, 1, JOB, 2, secret, counting);
        final Handshake acceptor = Handshake.acceptor(Role.PEER, 1, JOB, 2, secret, counting);

        final byte[] hello = initiator.takeOutput();
        acceptor.receive(ByteBuffer.wrap(hello));
        final byte[] challenge = acceptor.takeOutput();
        initiator.receive(ByteBuffer.wrap(challenge));
        final byte[] proof = initiator.takeOutput();

        assertEquals("4d504a4801000000030000000100000002000000026ab639c21df8aa80e5789370a9db1b8b524b776fd8a0c2"
            + "ba71efb377ecc7d9000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
            HexFormat.of().formatHex(hello));
        assertEquals("4d504a4801000000202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f3fd767f3"
            + "33fdb59660bb0ac83960802cd93a949a0806eeb39fffd3b848433726",
            HexFormat.of().formatHex(challenge));
        assertEquals("08ade86a71a104037509b62eb29e41a5605292a37e66ad84e27ff4fb952b81f8",
            HexFormat.of().formatHex(proof));
        acceptor.receive(ByteBuffer.wrap(proof));
        acceptor.accept();
        assertArrayEquals(new byte[] {1}, acceptor.takeOutput());
    }

    private void assertRejected(final Handshake initiator, final Outcome expected) {
        final Handshake acceptor = acceptor(secret);
        assertEquals(expected, acceptor.receive(ByteBuffer.wrap(initiator.takeOutput())));
        assertEquals(0, acceptor.takeOutput().length, "nothing is told to a stranger");
    }

    private static void assertUntrusted(final Outcome outcome) {
        assertTrue(outcome == Outcome.NEEDS_MORE || outcome.isFailure(), outcome.name());
    }

    private Handshake initiator(final byte[] key) {
        return Handshake.initiator(Role.PEER, 3, 1, JOB, 2, key, random);
    }

    private Handshake acceptor(final byte[] key) {
        return Handshake.acceptor(Role.PEER, 1, JOB, 2, key, random);
    }

    private static Outcome exchange(final Handshake initiator, final Handshake acceptor) {
        acceptor.receive(ByteBuffer.wrap(initiator.takeOutput()));
        initiator.receive(ByteBuffer.wrap(acceptor.takeOutput()));
        return acceptor.receive(ByteBuffer.wrap(initiator.takeOutput()));
    }

    private static void receiveBytewise(final Handshake end, final byte[] bytes) {
        for (final byte b : bytes) {
            end.receive(ByteBuffer.wrap(new byte[] {b}));
        }
    }

    private static byte[] flip(final byte[] bytes, final int bit) {
        if (bit >= 0 && bit < bytes.length * 8) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
        return bytes;
    }

    private static byte[] filled(final int value) {
        final byte[] bytes = new byte[Handshake.SECRET_BYTES];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /** Gives 0, 1, 2, … */
    private static final class Counting extends SecureRandom {
        private static final long serialVersionUID = 1;
        private byte next;

        @Override
        public void nextBytes(final byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = next++;
            }
        }
    }

    @Test
    void shouldMakeMacsAsTheJdkDoes() throws GeneralSecurityException {
        final byte[] key = new byte[Handshake.SECRET_BYTES];
        final byte[] message = new byte[200];
        final Random random = new Random(1);
        for (int length = 0; length < message.length; length++) {
            random.nextBytes(key);
            random.nextBytes(message);
            final Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(message, 0, length);
            assertArrayEquals(mac.doFinal(),
                Handshake.mac(key, Arrays.copyOf(message, length / 3),
                    Arrays.copyOfRange(message, length / 3, length)));
        }
    }
}
