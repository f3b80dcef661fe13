package mpi.core.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ControlCodecTest {
    private static final int FUZZ_ROUNDS = 20_000;
    private static final RankState.Operation OPERATION =
        new RankState.Operation("recv", "W", 3, 7, 1024, 20_000_000_000L);

    /** Each message and what it looks like on the wire; a change here is a breaking change. */
    static Stream<Arguments> golden() {
        return Stream.of(
            Arguments.of(new ControlMessage.Hello(2, 8, 4711),
                "02010000 10000000 02000000 08000000 6712000000000000"),
            Arguments.of(new ControlMessage.Exchange(1, 2, new byte[] {(byte) 0xca, (byte) 0xfe}),
                "02020000 0e000000 01000000 02000000 02000000 cafe"),
            Arguments.of(new ControlMessage.Exchanged(1, 2, new byte[][] {{(byte) 0xca}, {}}),
                "02030000 15000000 01000000 02000000 02000000 01000000 ca 00000000"),
            Arguments.of(new ControlMessage.MissingQuery(1, 2),
                "02040000 08000000 01000000 02000000"),
            Arguments.of(new ControlMessage.Missing(1, 2, new int[] {3, 5}),
                "02050000 14000000 01000000 02000000 02000000 03000000 05000000"),
            Arguments.of(new ControlMessage.Initialized(),
                "02060000 00000000"),
            Arguments.of(new ControlMessage.Finalized("ok"),
                "02070000 06000000 02000000 6f6b"),
            Arguments.of(new ControlMessage.Abort(3, "é"),
                "02080000 0a000000 03000000 02000000 c3a9"),
            Arguments.of(new ControlMessage.StateQuery(9, true),
                "02090000 09000000 0900000000000000 01"),
            Arguments.of(new ControlMessage.State(9, new RankState(true, 17, List.of(OPERATION)), "at"),
                "020a0000 41000000 0900000000000000 01 1100000000000000 01000000"
                    + "04000000 72656376 01000000 57 03000000 07000000 0004000000000000 00c817a804000000"
                    + "00 02000000 6174"),
            Arguments.of(
                new ControlMessage.State(9,
                    new RankState(true, 17, List.of(), new RankState.Activity(1, 2, 3, true, List.of(4))), ""),
                "020a0000 3b000000 0900000000000000 01 1100000000000000 00000000"
                    + "01 0100000000000000 0200000000000000 0300000000000000 01 01000000 04000000 00000000"),
            Arguments.of(new ControlMessage.PeerDied(5, "x"),
                "020b0000 09000000 05000000 01000000 78"));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void shouldEncodeAsPictured(final ControlMessage message, final String hex) throws ProtocolException {
        assertEquals(hex.replace(" ", ""), hexOf(ControlCodec.encode(message)));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void shouldDecodeWhatItEncodes(final ControlMessage message, final String hex) throws ProtocolException {
        final ByteBuffer source = ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
        final ControlMessage decoded = ControlCodec.decode(source);
        assertInstanceOf(message.getClass(), decoded);
        assertEquals(hexOf(ControlCodec.encode(message)), hexOf(ControlCodec.encode(decoded)));
    }

    @ParameterizedTest
    @MethodSource("golden")
    void shouldRefuseEveryOtherLength(final ControlMessage message, final String hex) {
        final byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        for (int length = 0; length < bytes.length; length++) {
            final ByteBuffer cut = ByteBuffer.wrap(bytes, 0, length);
            assertThrows(ProtocolException.class, () -> ControlCodec.decode(cut), message + " cut to " + length);
        }
        final ByteBuffer longer = ByteBuffer.allocate(bytes.length + 1).put(bytes).position(0);
        assertThrows(ProtocolException.class, () -> ControlCodec.decode(longer));
        final ByteBuffer longerBody = longer.duplicate();
        longerBody.put(4, (byte) (bytes[4] + 1));
        assertThrows(ProtocolException.class, () -> ControlCodec.decode(longerBody));
    }

    @Test
    void shouldRefuseHeadersOfAnotherKind() throws ProtocolException {
        for (final String hex : List.of("0106000000000000", "0206010000000000", "0200000000000000",
            "020c000000000000", "02ff000000000000", "02060000ffffffff", "0206000001000004")) {
            final ByteBuffer header = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
            assertThrows(ProtocolException.class, () -> ControlCodec.messageBytes(header), hex);
        }
        final ByteBuffer longest = ByteBuffer.wrap(HexFormat.of().parseHex("0206000000000004"));
        assertEquals(ControlCodec.HEADER_BYTES + ControlCodec.MAX_BODY_BYTES, ControlCodec.messageBytes(longest));
    }

    @Test
    void shouldCheckCountsBeforeReservingMemory() {
        // Claims of 2^31 - 1 parts, ranks, operations and bytes, in messages of a few bytes.
        for (final String hex : List.of("02030000 0c000000 00000000 00000000 ffffff7f",
            "02050000 0c000000 00000000 00000000 ffffff7f", "02020000 0c000000 00000000 00000000 ffffff7f",
            "020a0000 15000000 0000000000000000 01 0000000000000000 ffffff7f", "02070000 04000000 ffffff7f")) {
            final ByteBuffer message = ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
            assertThrows(ProtocolException.class, () -> ControlCodec.decode(message), hex);
        }
    }

    @Test
    void shouldRefuseToEncodeBodiesBeyondTheLimit() {
        final byte[] large = new byte[ControlCodec.MAX_BODY_BYTES];
        assertThrows(ProtocolException.class, () -> ControlCodec.encode(new ControlMessage.Exchange(0, 0, large)));
    }

    @Test
    void shouldCutLongTextsBetweenCharactersAndSaySo() throws ProtocolException {
        for (int shift = 0; shift < 2; shift++) {
            final String text = "x".repeat(shift) + "é".repeat(ControlCodec.MAX_TEXT_BYTES);
            final ControlMessage.Finalized decoded = assertInstanceOf(ControlMessage.Finalized.class,
                ControlCodec.decode(ControlCodec.encode(new ControlMessage.Finalized(text))));
            assertTrue(decoded.statistics().endsWith("[cut here: too long]"));
            assertFalse(decoded.statistics().contains("\ufffd"));
            assertTrue(decoded.statistics().getBytes(StandardCharsets.UTF_8).length <= ControlCodec.MAX_TEXT_BYTES);
        }
    }

    @Test
    void shouldSendNoMoreOperationsThanTheLimit() throws ProtocolException {
        final RankState state = new RankState(true, 1, Collections.nCopies(1000, OPERATION));
        final ControlMessage.State decoded = assertInstanceOf(ControlMessage.State.class,
            ControlCodec.decode(ControlCodec.encode(new ControlMessage.State(1, state, ""))));
        assertEquals(Collections.nCopies(ControlCodec.MAX_OPERATIONS, OPERATION), decoded.state().operations());
    }

    @Test
    void shouldKeepLargeExchangesWhole() throws ProtocolException {
        final byte[][] all = new byte[64][];
        final Random random = new Random(1);
        for (int rank = 0; rank < all.length; rank++) {
            all[rank] = new byte[1000 + rank];
            random.nextBytes(all[rank]);
        }
        final ControlMessage.Exchanged decoded = assertInstanceOf(ControlMessage.Exchanged.class,
            ControlCodec.decode(ControlCodec.encode(new ControlMessage.Exchanged(0, 0, all))));
        assertArrayEquals(all, decoded.all());
    }

    /** Whatever comes in, the decoder returns a message or throws ProtocolException. */
    @Test
    void shouldSurviveRandomAndDamagedMessages() {
        final long seed = System.nanoTime();
        System.out.println("ControlCodecTest seed " + seed);
        final Random random = new Random(seed);
        final List<byte[]> samples =
            golden().map(each -> HexFormat.of().parseHex(((String) each.get()[1]).replace(" ", ""))).toList();
        int decoded = 0;
        int refused = 0;
        for (int i = 0; i < FUZZ_ROUNDS; i++) {
            final byte[] bytes = random.nextInt(4) == 0 ? random(random) : damaged(random, samples);
            try {
                ControlCodec.decode(ByteBuffer.wrap(bytes));
                decoded++;
            } catch (final ProtocolException e) {
                refused++;
            }
        }
        assertTrue(decoded > 0 && refused > 0, decoded + " decoded, " + refused + " refused");
    }

    private static byte[] random(final Random random) {
        final byte[] bytes = new byte[random.nextInt(100)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] damaged(final Random random, final List<byte[]> samples) {
        final byte[] bytes = samples.get(random.nextInt(samples.size())).clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static String hexOf(final ByteBuffer bytes) {
        return HexFormat.of().formatHex(bytes.array(), 0, bytes.limit());
    }
}
