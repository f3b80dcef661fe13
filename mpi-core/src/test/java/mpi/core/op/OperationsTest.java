package mpi.core.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Array;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import mpi.MPI;
import mpi.MPIException;
import mpi.spi.BasicType;
import mpi.spi.Layout;
import mpi.spi.Reduction;
import mpi.spi.Reduction.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OperationsTest {
    private static final Set<Kind> ARITHMETIC = EnumSet.of(Kind.MAX, Kind.MIN, Kind.SUM, Kind.PROD);
    private static final Set<Kind> LOGICAL =
        EnumSet.of(Kind.LAND, Kind.LOR, Kind.LXOR, Kind.BAND, Kind.BOR, Kind.BXOR);
    private static final Set<Kind> LOCATING = EnumSet.of(Kind.MAXLOC, Kind.MINLOC);
    private static final Set<Kind> MOVING = EnumSet.of(Kind.REPLACE, Kind.NO_OP);

    /** The table of the standard, with Java's types. */
    private static Set<Kind> definedFor(final BasicType type) {
        final Set<Kind> kinds = EnumSet.copyOf(MOVING);
        switch (type) {
            case BYTE, CHAR, SHORT, INT, LONG -> {
                kinds.addAll(ARITHMETIC);
                kinds.addAll(LOGICAL);
            }
            case FLOAT, DOUBLE -> kinds.addAll(ARITHMETIC);
            case BOOLEAN -> kinds.addAll(LOGICAL);
            case FLOAT_COMPLEX, DOUBLE_COMPLEX -> kinds.addAll(EnumSet.of(Kind.SUM, Kind.PROD));
            case PACKED -> {}
            case OBJECT -> kinds.clear();
            default -> kinds.addAll(LOCATING);
        }
        return kinds;
    }

    private static Layout layout(final BasicType type) {
        return new Layout(type, type.sizeBytes(), type.sizeBytes(), null);
    }

    private static Reduction predefined(final Kind kind) {
        return new Reduction(kind, true, null);
    }

    @ParameterizedTest
    @EnumSource(BasicType.class)
    void shouldBeDefinedForWhatTheStandardSays(final BasicType type) {
        for (final Kind kind : EnumSet.complementOf(EnumSet.of(Kind.USER))) {
            assertEquals(definedFor(type).contains(kind), Operations.isDefined(predefined(kind), layout(type)),
                () -> kind + " on " + type);
        }
    }

    @Test
    void shouldSayWhatIsNotDefined() {
        final MPIException fault = Operations.undefined(predefined(Kind.BAND), layout(BasicType.DOUBLE), "reduce on X");
        assertEquals("reduce on X: operation MPI.BAND is not defined for MPI.DOUBLE (MPI.ERR_OP)", fault.getMessage());
        assertEquals(MPI.ERR_OP, fault.getErrorClass());
    }

    @ParameterizedTest
    @EnumSource(BasicType.class)
    void shouldAgreeWithAScalarOracle(final BasicType type) {
        final long seed = System.nanoTime();
        System.out.println("OperationsTest seed " + seed);
        final Random random = new Random(seed);
        for (final Kind kind : definedFor(type)) {
            for (final int count : new int[] {0, 1, 3, 17, 64, 1000}) {
                final int perItem = Operations.elementsPerItem(layout(type));
                final Operands in = Operands.random(type, count + 2, random);
                final Operands inout = Operands.random(type, count + 2, random);
                final Operands left = in.copy();
                final Operands right = inout.copy();
                Operations.combine(predefined(kind), layout(type), in.array, inout.array, perItem,
                    perItem * (1 + count));
                for (int i = 0; i < count + 2; i++) {
                    final boolean inside = i > 0 && i <= count;
                    final String expected =
                        inside ? Oracle.combine(kind, type, left.item(i), right.item(i)) : right.item(i).text();
                    assertEquals(expected, inout.item(i).text(), kind + " on " + type + ": " + left.item(i).text()
                        + ", " + right.item(i).text() + ", item " + i + " of " + count + ", seed " + seed);
                    assertEquals(left.item(i).text(), in.item(i).text(), "the left operand is only read");
                }
            }
        }
    }

    @Test
    void shouldHandUsersTypedArrays() {
        final Layout type = layout(BasicType.DOUBLE_COMPLEX);
        final int[] seen = new int[3];
        final Reduction op = new Reduction(Kind.USER, false, (in, inOffset, inout, inoutOffset, count, layout) -> {
            seen[0] = inOffset;
            seen[1] = inoutOffset;
            seen[2] = count;
            ((double[]) inout)[inoutOffset] += ((double[]) in)[inOffset];
            assertEquals(type, layout);
        });
        final double[] inout = {0, 0, 5, 0, 0, 0};
        Operations.combine(op, type, new double[] {0, 0, 1, 0, 0, 0}, inout, 2, 6);
        assertEquals("2 2 2", seen[0] + " " + seen[1] + " " + seen[2]);
        assertEquals(6, inout[2]);
    }

    @Test
    void shouldKeepTheOrderOfWhatChoosesByPosition() {
        assertTrue(Operations.isCommutative(predefined(Kind.SUM)));
        assertFalse(Operations.isCommutative(predefined(Kind.REPLACE)));
        assertFalse(Operations.isCommutative(predefined(Kind.NO_OP)));
        assertFalse(Operations.isCommutative(new Reduction(Kind.USER, false, (a, b, c, d, e, f) -> {})));
    }

    @ParameterizedTest
    @EnumSource(BasicType.class)
    void shouldKnowTheBytesOfAnElement(final BasicType type) {
        if (type != BasicType.OBJECT) {
            final int bytes = switch (Array.newInstance(type.arrayClass().componentType(), 0)) {
                case byte[] _, boolean[] _ -> 1;
                case char[] _, short[] _ -> 2;
                case int[] _, float[] _ -> 4;
                default -> 8;
            };
            assertEquals(bytes, Operations.elementBytes(type));
            assertEquals(type.sizeBytes() / bytes, Operations.elementsPerItem(layout(type)));
        }
    }
}
