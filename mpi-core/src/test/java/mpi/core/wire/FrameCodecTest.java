package mpi.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FrameCodecTest {
    private static final String UNTOUCHED = "EAGER context=9 source=9 tag=9 messageBytes=9 sendId=9 recvId=9"
        + " consumedBytes=9 payloadBytes=9 objectCount=9";

    private final byte[] bytes = new byte[FrameCodec.HEADER_BYTES];
    private final MemorySegment memory = MemorySegment.ofArray(bytes);
    private final Frame frame = new Frame();

    /** The headers of version 3, as they must stay. */
    static Stream<Arguments> goldenHeaders() {
        return Stream.of(
            Arguments.of("EAGER context=65538 source=3 tag=7 messageBytes=16 sendId=0 recvId=0 consumedBytes=513"
                + " payloadBytes=16 objectCount=2",
                "03 00 0000 10000000 02000100 03000000 07000000 02000000 1000000000000000 0000000000000000"
                    + " 0000000000000000 0102000000000000"),
            Arguments.of("RTS context=1 source=2147483647 tag=0 messageBytes=1099511627776 sendId=4294967297 recvId=-1"
                + " consumedBytes=0 payloadBytes=0 objectCount=0",
                "03 01 0000 00000000 01000000 ffffff7f 00000000 00000000 0000000000010000 0100000001000000"
                    + " ffffffffffffffff 0000000000000000"),
            Arguments.of("CTS context=0 source=0 tag=0 messageBytes=66051 sendId=4294967297 recvId=8589934594"
                + " consumedBytes=-1 payloadBytes=0 objectCount=0",
                "03 02 0000 00000000 00000000 00000000 00000000 00000000 0302010000000000 0100000001000000"
                    + " 0200000002000000 ffffffffffffffff"),
            Arguments.of("DATA context=4 source=1 tag=2147483647 messageBytes=66051 sendId=65536 recvId=8589934594"
                + " consumedBytes=7 payloadBytes=515 objectCount=0",
                "03 03 0000 03020000 04000000 01000000 ffffff7f 00000000 0302010000000000 0000010000000000"
                    + " 0200000002000000 0700000000000000"),
            Arguments.of("DONE context=0 source=0 tag=0 messageBytes=0 sendId=4294967297 recvId=0 consumedBytes=0"
                + " payloadBytes=0 objectCount=0",
                "03 04 0000 00000000 00000000 00000000 00000000 00000000 0000000000000000 0100000001000000"
                    + " 0000000000000000 0000000000000000"),
            Arguments.of("CREDIT context=0 source=0 tag=0 messageBytes=0 sendId=0 recvId=0"
                + " consumedBytes=1311768467463790320 payloadBytes=0 objectCount=0",
                "03 05 0000 00000000 00000000 00000000 00000000 00000000 0000000000000000 0000000000000000"
                    + " 0000000000000000 f0debc9a78563412"),
            Arguments.of("CANCEL context=0 source=0 tag=0 messageBytes=0 sendId=4294967297 recvId=0 consumedBytes=0"
                + " payloadBytes=0 objectCount=0",
                "03 06 0000 00000000 00000000 00000000 00000000 00000000 0000000000000000 0100000001000000"
                    + " 0000000000000000 0000000000000000"),
            Arguments.of("CANCELLED context=0 source=0 tag=0 messageBytes=0 sendId=4294967297 recvId=0 consumedBytes=0"
                + " payloadBytes=0 objectCount=0",
                "03 07 0000 00000000 00000000 00000000 00000000 00000000 0000000000000000 0100000001000000"
                    + " 0000000000000000 0000000000000000"));
    }

    @ParameterizedTest
    @MethodSource("goldenHeaders")
    void shouldReadAndWriteGoldenHeader(final String text, final String hex) {
        final byte[] golden = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertEquals(0, FrameCodec.decode(MemorySegment.ofArray(golden), 0, golden.length, frame));
        assertEquals(text, frame.toString());

        Arrays.fill(bytes, (byte) -1);
        FrameCodec.encode(frame, memory, 0);
        assertEquals(HexFormat.of().formatHex(golden), HexFormat.of().formatHex(bytes));
    }

    @Test
    void shouldHaveAGoldenHeaderOfEachType() {
        assertEquals(List.of(Frame.Type.values()).toString(),
            goldenHeaders().map(header -> ((String) header.get()[0]).split(" ")[0]).toList().toString());
    }

    @Test
    void shouldNotTouchWhatLiesAround() {
        final byte[] longer = new byte[FrameCodec.HEADER_BYTES + 2];
        Arrays.fill(longer, (byte) 0x55);
        FrameCodec.encode(valid(Frame.Type.EAGER), MemorySegment.ofArray(longer), 1);
        assertEquals(0x55, longer[0]);
        assertEquals(0x55, longer[longer.length - 1]);
        assertEquals(0, FrameCodec.decode(MemorySegment.ofArray(longer), 1, FrameCodec.HEADER_BYTES, frame));
    }

    @Test
    void shouldRejectATruncatedHeaderUnread() {
        FrameCodec.encode(valid(Frame.Type.EAGER), memory, 0);
        final Frame untouched = nines();
        for (int length = 0; length < FrameCodec.HEADER_BYTES; length++) {
            assertEquals(FrameCodec.TRUNCATED,
                FrameCodec.decode(MemorySegment.ofArray(Arrays.copyOf(bytes, length)), 0, length, untouched));
            assertEquals(UNTOUCHED, untouched.toString());
        }
    }

    @Test
    void shouldRejectOtherVersionsAndReservedBits() {
        for (int version = 0; version < 256; version++) {
            FrameCodec.encode(valid(Frame.Type.EAGER), memory, 0);
            bytes[FrameCodec.VERSION_OFFSET] = (byte) version;
            assertEquals(version == FrameCodec.VERSION ? 0 : FrameCodec.BAD_VERSION, decode());
        }
        for (int bit = 0; bit < 16; bit++) {
            FrameCodec.encode(valid(Frame.Type.EAGER), memory, 0);
            bytes[FrameCodec.RESERVED_OFFSET + bit / 8] = (byte) (1 << bit % 8);
            assertEquals(FrameCodec.BAD_VERSION, decode());
        }
    }

    @Test
    void shouldRejectUnknownTypes() {
        for (int type = Frame.Type.values().length; type < 256; type++) {
            FrameCodec.encode(valid(Frame.Type.EAGER), memory, 0);
            bytes[FrameCodec.TYPE_OFFSET] = (byte) type;
            assertEquals(FrameCodec.BAD_TYPE, decode());
        }
    }

    @ParameterizedTest
    @EnumSource(Frame.Type.class)
    void shouldRejectLengthsThatCannotBe(final Frame.Type type) {
        assertEquals(0, decode(valid(type)));
        final Frame negativePayload = valid(type);
        negativePayload.payloadBytes = -1;
        negativePayload.messageBytes = type == Frame.Type.EAGER ? -1 : negativePayload.messageBytes;
        assertEquals(FrameCodec.BAD_LENGTH, decode(negativePayload));
        final Frame negativeMessage = valid(type);
        negativeMessage.messageBytes = Long.MIN_VALUE;
        assertEquals(FrameCodec.BAD_LENGTH, decode(negativeMessage));
        final Frame negativeObjects = valid(type);
        negativeObjects.objectCount = -1;
        assertEquals(FrameCodec.BAD_LENGTH, decode(negativeObjects));
        final Frame otherPayload = valid(type);
        otherPayload.payloadBytes += 1;
        assertEquals(type == Frame.Type.DATA ? 0 : FrameCodec.BAD_LENGTH, decode(otherPayload));
    }

    @Test
    void shouldRejectDataWithoutDataOrPlace() {
        final Frame data = valid(Frame.Type.DATA);
        data.payloadBytes = 0;
        assertEquals(FrameCodec.BAD_LENGTH, decode(data));
        data.payloadBytes = 8;
        data.dataOffset(-1);
        assertEquals(FrameCodec.BAD_LENGTH, decode(data));
    }

    @Test
    void shouldTellExposedMemoryFromEarlyPayload() {
        frame.exposed(7);
        assertEquals("7 0", frame.exposed() + " " + frame.earlyBytes());
        frame.exposed(Frame.NOT_EXPOSED);
        assertEquals("-1 0", frame.exposed() + " " + frame.earlyBytes());
        frame.earlyBytes(7);
        assertEquals("-1 7", frame.exposed() + " " + frame.earlyBytes());
    }

    @Test
    void shouldRejectMoreEarlyPayloadThanThereIsOrThanThereIsRoomFor() {
        final Frame request = valid(Frame.Type.RTS);
        request.messageBytes = 100;
        request.earlyBytes(100);
        assertEquals(0, decode(request));
        request.earlyBytes(101);
        assertEquals(FrameCodec.BAD_LENGTH, decode(request));
        request.messageBytes = 2 * Frame.MAX_EARLY_BYTES;
        request.earlyBytes(Frame.MAX_EARLY_BYTES);
        assertEquals(0, decode(request));
        request.earlyBytes(Frame.MAX_EARLY_BYTES + 1);
        assertEquals(FrameCodec.BAD_LENGTH, decode(request));
        request.recvId = Long.MIN_VALUE;
        assertEquals(FrameCodec.BAD_LENGTH, decode(request));
    }

    @Test
    void shouldReadWhatItAcceptsAsItWasWrittenAndRejectTheRest() {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        int accepted = 0;
        for (int i = 0; i < 200_000; i++) {
            random.nextBytes(bytes);
            if (random.nextInt(10) > 0) {
                Arrays.fill(bytes, 0, FrameCodec.CONTEXT_OFFSET, (byte) 0);
                bytes[FrameCodec.VERSION_OFFSET] = FrameCodec.VERSION;
                bytes[FrameCodec.TYPE_OFFSET] = (byte) random.nextInt(8);
            }
            final byte[] before = bytes.clone();
            final int result = FrameCodec.decode(memory, 0, random.nextInt(60), frame);
            assertTrue(result <= 0 && result >= FrameCodec.BAD_LENGTH, "seed " + seed);
            if (result == 0) {
                accepted++;
                FrameCodec.encode(frame, memory, 0);
                assertEquals(HexFormat.of().formatHex(before), HexFormat.of().formatHex(bytes), "seed " + seed);
            }
        }
        assertTrue(accepted > 100, accepted + " frames accepted, seed " + seed);
    }

    private int decode(final Frame written) {
        FrameCodec.encode(written, memory, 0);
        return decode();
    }

    private int decode() {
        return FrameCodec.decode(memory, 0, bytes.length, frame);
    }

    private static Frame valid(final Frame.Type type) {
        final Frame valid = new Frame();
        valid.type = type;
        valid.payloadBytes = type == Frame.Type.EAGER || type == Frame.Type.DATA ? 8 : 0;
        valid.messageBytes = valid.payloadBytes;
        return valid;
    }

    private static Frame nines() {
        final Frame nines = new Frame();
        nines.type = Frame.Type.EAGER;
        nines.context = 9;
        nines.source = 9;
        nines.tag = 9;
        nines.messageBytes = 9;
        nines.sendId = 9;
        nines.recvId = 9;
        nines.consumedBytes = 9;
        nines.payloadBytes = 9;
        nines.objectCount = 9;
        return nines;
    }
}
