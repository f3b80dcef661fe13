package mpi.core.datatype;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import mpi.MPI;
import mpi.MPIException;
import mpi.core.runtime.Setting;
import mpi.core.runtime.Settings;
import mpi.spi.BasicType;
import mpi.spi.Layout;
import org.junit.jupiter.api.Test;

class PackingTest {
    private static final Layout BOOLEAN = new Layout(BasicType.BOOLEAN, 1, 1, null);
    private static final Layout BYTE = new Layout(BasicType.BYTE, 1, 1, null);
    private static final Layout INT = new Layout(BasicType.INT, 4, 4, null);
    private static final Layout OBJECT = new Layout(BasicType.OBJECT, 0, 1, null);
    private static final Supplier<String> WHERE = () -> "recv on TEST";

    private final Packing packing = packing("");

    private static Packing packing(final String filter) {
        final Properties properties = new Properties();
        properties.setProperty(Setting.OBJECT_FILTER.property(), filter);
        return new Packing(new ObjectCodec(new Settings(Map.of(), properties)));
    }

    private Object[] throughAMessage(final Object[] sent, final Object[] received) {
        final Packed packed = packing.pack(sent, 0, sent.length, OBJECT, WHERE);
        assertEquals(sent.length, packed.objectCount());
        assertEquals(sent.length,
            packing.unpack(packed.data(), packed.lengthBytes(), received, 0, received.length, OBJECT, WHERE));
        return received;
    }

    private static void assertFails(final int errorClass, final String text, final Runnable action) {
        final MPIException e = assertThrows(MPIException.class, action::run);
        assertEquals(errorClass, e.getErrorClass(), e.getMessage());
        assertEquals(text, e.getMessage());
    }

    @Test
    void shouldCarryBooleans() {
        final boolean[] sent = {true, false, true, true};
        final Packed packed = packing.pack(sent, 1, 3, BOOLEAN, WHERE);
        assertArrayEquals(new byte[] {0, 1, 1}, packed.data());
        final boolean[] received = {true, true, false, false, false};
        assertEquals(0, packing.unpack(packed.data(), 2, received, 1, 3, BOOLEAN, WHERE));
        assertArrayEquals(new boolean[] {true, false, true, false, false}, received);
    }

    @Test
    void shouldReadHiddenHeapMemoryFromItsElementZero() {
        final ByteBuffer bytes = ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        final ByteBuffer readOnly = bytes.asReadOnlyBuffer().position(3).limit(4);
        assertArrayEquals(new byte[] {2, 3, 4, 5}, packing.pack(readOnly, 1, 1, INT, WHERE).data());
        assertArrayEquals(new byte[] {5, 6, 7, 8}, packing.pack(bytes.asIntBuffer(), 4, 1, INT, WHERE).data());
        assertArrayEquals(new byte[] {8},
            packing.pack(MemorySegment.ofArray(bytes.array()).asReadOnly(), 7, 1, BYTE, WHERE).data());
    }

    @Test
    void shouldWriteIntoViewsOfHeapBuffersButNotIntoReadOnlyOnes() {
        final byte[] bytes = new byte[8];
        packing.unpack(new byte[] {1, 2, 3, 4}, 4, ByteBuffer.wrap(bytes).asIntBuffer(), 4, 1, INT, WHERE);
        assertArrayEquals(new byte[] {0, 0, 0, 0, 1, 2, 3, 4}, bytes);
        assertFails(MPI.ERR_BUFFER,
            "recv on TEST: cannot receive into a read-only HeapByteBufferR (MPI.ERR_BUFFER)",
            () -> packing.unpack(new byte[4], 4, ByteBuffer.wrap(bytes).asReadOnlyBuffer(), 0, 1, INT, WHERE));
    }

    @Test
    void shouldKeepSharedReferencesCyclesAndNulls() {
        final List<Object> shared = new ArrayList<>(List.of("x"));
        shared.add(shared);
        final Object[] received = throughAMessage(new Object[] {shared, null, shared}, new Object[3]);
        assertSame(received[0], received[2]);
        assertNotSame(shared, received[0]);
        assertSame(received[0], ((List<?>) received[0]).get(1));
        assertNull(received[1]);
    }

    @Test
    void shouldCarryTwoDimensionalArraysAsRows() {
        final int[][] matrix = {{1, 2}, {3}, null};
        assertTrue(java.util.Arrays.deepEquals(matrix, throughAMessage(matrix, new int[3][])));
    }

    @Test
    void shouldNotRejectCollectionsThatAnnounceMoreSlotsThanTheyFill() {
        final Map<Integer, Object> sparse = new HashMap<>(64, 0.25f);
        for (int i = 0; i < 2_000; i++) {
            sparse.put(i, null);
        }
        final ArrayList<String> roomy = new ArrayList<>(100_000);
        final Object[] sent = {sparse, roomy, new ArrayDeque<>(List.of(1)), new HashMap<>(1 << 16)};
        final Object[] received = throughAMessage(sent, new Object[4]);
        assertEquals(sparse, received[0]);
        assertEquals(roomy, received[1]);
        assertEquals(sent[3], received[3]);
    }

    @Test
    void shouldFillWhatFitsOfAMessageThatIsTooLong() {
        final Packed packed = packing.pack(new Object[] {"a", "b", "c"}, 0, 3, OBJECT, WHERE);
        final Object[] received = {"-", "-", "-"};
        assertFails(MPI.ERR_TRUNCATE,
            "recv on TEST: message of 3 objects is longer than the buffer of 1 objects (MPI.ERR_TRUNCATE)",
            () -> packing.unpack(packed.data(), packed.lengthBytes(), received, 1, 1, OBJECT, WHERE));
        assertArrayEquals(new Object[] {"-", "a", "-"}, received);
    }

    @Test
    void shouldNameTheClassThatIsNotSerializable() {
        assertFails(MPI.ERR_TYPE, "recv on TEST: class java.lang.Thread is not java.io.Serializable (MPI.ERR_TYPE)",
            () -> packing.pack(new Object[] {List.of(Thread.currentThread())}, 0, 1, OBJECT, WHERE));
    }

    @Test
    void shouldRefuseObjectsThatCannotStandInTheArrayAndChangeNothing() {
        final Packed packed = packing.pack(new Object[] {"a", 1}, 0, 2, OBJECT, WHERE);
        final String[] received = {"x", "y"};
        assertFails(MPI.ERR_TYPE, "recv on TEST: a received object of class java.lang.Integer cannot stand in an array"
            + " of java.lang.String (MPI.ERR_TYPE)",
            () -> packing.unpack(packed.data(), packed.lengthBytes(), received, 0, 2, OBJECT, WHERE));
        assertArrayEquals(new String[] {"x", "y"}, received);
    }

    @Test
    void shouldApplyTheFilterOfTheSetting() {
        final Packed packed = packing.pack(new Object[] {new ArrayList<>(), "s"}, 0, 2, OBJECT, WHERE);
        final Packing strict = packing("!java.util.ArrayList");
        final MPIException e = assertThrows(MPIException.class,
            () -> strict.unpack(packed.data(), packed.lengthBytes(), new Object[2], 0, 2, OBJECT, WHERE));
        assertEquals(MPI.ERR_TYPE, e.getErrorClass());
        assertEquals("recv on TEST: a received object is refused: the filter rejects java.util.ArrayList; to receive"
            + " it, change the setting mpj.object.filter (or MPJ_OBJECT_FILTER, or the JVM's jdk.serialFilter) of this"
            + " rank (MPI.ERR_TYPE)", e.getMessage());
        assertEquals(MPI.ERR_ARG,
            assertThrows(MPIException.class, () -> packing("maxdepth=x")).getErrorClass());
    }

    @Test
    void shouldRefuseAnArrayLongerThanItsMessage() {
        final Packed packed = packing.pack(new Object[] {new byte[3]}, 0, 1, OBJECT, WHERE);
        final ByteBuffer message = ByteBuffer.wrap(packed.data()).order(ByteOrder.BIG_ENDIAN);
        message.putInt(packed.lengthBytes() - 3 - 4, 1 << 30);
        final MPIException e = assertThrows(MPIException.class,
            () -> packing.unpack(packed.data(), packed.lengthBytes(), new Object[1], 0, 1, OBJECT, WHERE));
        assertEquals(MPI.ERR_TYPE, e.getErrorClass(), e.getMessage());
        assertTrue(e.getMessage().contains("announces more than its message can hold"), e.getMessage());
    }

    @Test
    void shouldReportMalformedMessages() {
        final Packed packed = packing.pack(new Object[] {"abcdef"}, 0, 1, OBJECT, WHERE);
        for (int length = 0; length < packed.lengthBytes(); length++) {
            final int cut = length;
            final MPIException e = assertThrows(MPIException.class,
                () -> packing.unpack(packed.data(), cut, new Object[1], 0, 1, OBJECT, WHERE));
            assertEquals(MPI.ERR_OTHER, e.getErrorClass(), e.getMessage());
            assertTrue(e.getMessage().startsWith("recv on TEST: "), e.getMessage());
        }
    }

    /** Fails in its own code. */
    private static final class Failing implements Serializable {
        private static final long serialVersionUID = 1L;

        private void writeObject(final java.io.ObjectOutputStream stream) {
            throw new IllegalStateException("of its own");
        }
    }

    @Test
    void shouldReportFailuresOfTheObjectsOwnCode() {
        assertFails(MPI.ERR_OTHER,
            "recv on TEST: cannot serialise an object: java.lang.IllegalStateException: of its own"
                + " (MPI.ERR_OTHER)",
            () -> packing.pack(new Object[] {new Failing()}, 0, 1, OBJECT, WHERE));
    }

    @Test
    void shouldSayWhichBuffersATypeNeeds() {
        assertFails(MPI.ERR_TYPE, "recv on TEST: MPI.OBJECT needs an Object[], not a int[] (MPI.ERR_TYPE)",
            () -> packing.pack(new int[1], 0, 1, OBJECT, WHERE));
        assertFails(MPI.ERR_TYPE,
            "recv on TEST: the elements of a String[] can only be sent as MPI.OBJECT (MPI.ERR_TYPE)",
            () -> packing.pack(new String[1], 0, 1, INT, WHERE));
        assertFails(MPI.ERR_BUFFER, "recv on TEST: a buffer over a CharSequence has no memory to send (MPI.ERR_BUFFER)",
            () -> packing.pack(CharBuffer.wrap("abc"), 0, 1, BYTE, WHERE));
    }
}
