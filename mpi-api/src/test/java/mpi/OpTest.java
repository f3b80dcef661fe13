package mpi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import mpi.spi.Reduction;
import org.junit.jupiter.api.Test;

/**
 * Operations of the user, in each form a dialect has, called as the engine calls them.
 */
class OpTest {
    private final double[] in = {9, 1, 2, 9};
    private final double[] inOut = {8, 8, 10, 20};

    private static void combine(final Op op, final Object left, final int leftOffset, final Object right,
        final int rightOffset, final int count, final Datatype type) {
        op.reduction().function().combine(left, leftOffset, right, rightOffset, count, type.layout);
    }

    @Test
    void shouldCallMpiJavasFunctionWithOffsets() {
        final Op op = new Op(new User_function() {
            @Override
            public void Call(final Object invec, final int inoffset, final Object inoutvec, final int inoutoffset,
                final int count, final Datatype type) {
                assertSame(in, invec);
                assertSame(MPI.DOUBLE, type);
                for (int i = 0; i < count; i++) {
                    ((double[]) inoutvec)[inoutoffset + i] += ((double[]) invec)[inoffset + i];
                }
            }
        }, false);
        combine(op, in, 1, inOut, 2, 2, MPI.DOUBLE);
        assertArrayEquals(new double[] {8, 8, 11, 22}, inOut);
        assertFalse(op.isCommutative());
    }

    @Test
    void shouldCallALambdaWithArraysOfTheItemsOnly() {
        final Op op = new Op((left, right, count, type) -> {
            assertEquals(2, ((double[]) left).length);
            assertEquals(2, ((double[]) right).length);
            for (int i = 0; i < count; i++) {
                ((double[]) right)[i] *= ((double[]) left)[i];
            }
        }, true);
        combine(op, in, 1, inOut, 2, 2, MPI.DOUBLE);
        assertArrayEquals(new double[] {8, 8, 10, 40}, inOut);
        assertTrue(op.isCommutative());
        final double[] whole = {3};
        combine(new Op((left, right, count, type) -> assertSame(whole, left), true), whole, 0, new double[1], 0, 1,
            MPI.DOUBLE);
    }

    @Test
    void shouldCallTheArrayFormOfAUserFunction() {
        final Op op = new Op(new UserFunction() {
            @Override
            public void call(final Object left, final Object right, final int count, final Datatype type) {
                ((int[]) right)[1] += ((int[]) left)[1] + ((int[]) left).length;
            }
        }, true);
        final int[] right = {0, 0, 0, 5};
        combine(op, new int[] {1, 2}, 0, right, 2, 1, MPI.INT2);
        assertArrayEquals(new int[] {0, 0, 0, 9}, right);
    }

    @Test
    void shouldCallTheBufferFormOfAUserFunction() {
        final Op op = new Op(new UserFunction() {
            @Override
            public void call(final ByteBuffer left, final ByteBuffer right, final int count, final Datatype type) {
                assertTrue(left.isDirect() && left.order() == ByteOrder.nativeOrder() && left.capacity() == 16);
                final DoubleBuffer from = left.asDoubleBuffer();
                final DoubleBuffer to = right.asDoubleBuffer();
                for (int i = 0; i < count; i++) {
                    to.put(i, Math.max(from.get(i), to.get(i)));
                }
            }

            @Override
            public void call(final Object left, final Object right, final int count, final Datatype type) {
                ((boolean[]) right)[0] &= ((boolean[]) left)[0];
            }
        }, true);
        combine(op, new double[] {1, 50, 3}, 1, inOut, 2, 2, MPI.DOUBLE);
        assertArrayEquals(new double[] {8, 8, 50, 20}, inOut);
        final boolean[] flags = {true};
        combine(op, new boolean[] {false}, 0, flags, 0, 1, MPI.BOOLEAN);
        assertFalse(flags[0]);
    }

    @Test
    void shouldLetTheBufferFormCallTheArrayForm() {
        final UserFunction function = new UserFunction() {
            @Override
            public void call(final Object left, final Object right, final int count, final Datatype type) {
                ((short[]) right)[1] -= ((short[]) left)[1];
            }
        };
        final ByteBuffer left = ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder()).putShort(2, (short) 3);
        final ByteBuffer right = ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder()).putShort(2, (short) 10);
        function.call(left, right, 2, MPI.SHORT);
        assertEquals(7, right.getShort(2));
        assertThrows(UnsupportedOperationException.class,
            () -> new UserFunction() {}.call(new int[1], new int[1], 1, MPI.INT));
    }

    @Test
    void shouldCombineObjects() {
        final Op op = new Op((left, right, count, type) -> ((Object[]) right)[0] = "" + ((Object[]) left)[0]
            + ((Object[]) right)[0], false);
        final Object[] right = {"x", "b"};
        combine(op, new Object[] {"a"}, 0, right, 1, 1, MPI.OBJECT);
        assertArrayEquals(new Object[] {"x", "ab"}, right);
    }

    @Test
    void shouldFreeOnlyTheUsersOwn() {
        final Op op = new Op((left, right, count, type) -> {}, true);
        op.free();
        assertTrue(op.isNull());
        Expect.fault(MPI.ERR_OP, "op_commutative: the reduction operation is null or was freed (MPI.ERR_OP)",
            op::isCommutative);
        Expect.fault(MPI.ERR_OP, "op_free: the reduction operation is null or was freed (MPI.ERR_OP)", op::free);
        Expect.fault(MPI.ERR_OP, "op_free: MPI.SUM is predefined and cannot be freed (MPI.ERR_OP)", MPI.SUM::free);
        Expect.fault(MPI.ERR_ARG, "op_create: the function is null (MPI.ERR_ARG)",
            () -> new Op((User_function) null, true));
        assertSame(Reduction.Kind.MAXLOC, MPI.MAXLOC.reduction().kind());
    }

    @Test
    void shouldKnowTheTypesItIsDefinedOn() {
        assertTrue(MPI.SUM.isDefinedOn(MPI.DOUBLE_COMPLEX) && !MPI.MAX.isDefinedOn(MPI.DOUBLE_COMPLEX));
        assertTrue(MPI.LAND.isDefinedOn(MPI.BOOLEAN) && !MPI.SUM.isDefinedOn(MPI.BOOLEAN));
        assertTrue(MPI.MINLOC.isDefinedOn(MPI.DOUBLE_INT) && !MPI.MINLOC.isDefinedOn(MPI.DOUBLE));
        assertFalse(MPI.REPLACE.isDefinedOn(MPI.INT) || MPI.NO_OP.isDefinedOn(MPI.INT));
        assertTrue(new Op((left, right, count, type) -> {}, true).isDefinedOn(MPI.OBJECT));
    }
}
