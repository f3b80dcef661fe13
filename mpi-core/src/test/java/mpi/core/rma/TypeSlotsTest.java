package mpi.core.rma;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import mpi.spi.BasicType;
import mpi.spi.Layout;
import mpi.spi.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Types on their way to a target. */
class TypeSlotsTest {
    private static Layout layout(final long... offsetsAndLengths) {
        final Runs.Builder runs = new Runs.Builder();
        for (int i = 0; i < offsetsAndLengths.length; i += 2) {
            runs.add(offsetsAndLengths[i], offsetsAndLengths[i + 1]);
        }
        final Runs built = runs.build();
        return new Layout(BasicType.INT, built.size(), -100, built, null);
    }

    private static List<Long> runs(final Layout type) {
        final List<Long> runs = new ArrayList<>();
        for (int run = 0; run < type.runs().count(); run++) {
            runs.add(type.runs().offset(run));
            runs.add(type.runs().length(run));
        }
        return runs;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 17})
    void shouldArriveAsTheyLeft(final int offset) {
        for (final Layout type : List.of(layout(4, 8), layout(40, 8, 20, 8, 0, 8), layout(0, 4, 12, 8, 40, 4),
            layout())) {
            final byte[] encoded = TypeSlots.encode(type);
            final byte[] message = new byte[offset + encoded.length + 3];
            System.arraycopy(encoded, 0, message, offset, encoded.length);

            final Layout decoded = TypeSlots.decode(type.basic(), message, offset);

            assertEquals(runs(type), runs(decoded));
            assertEquals(type.extentBytes(), decoded.extentBytes());
            assertEquals(type.sizeBytes(), decoded.sizeBytes());
            assertEquals(type.basic(), decoded.basic());
        }
    }

    @Test
    void shouldUseASlotAgain() {
        final TypeSlots slots = new TypeSlots();
        final Layout first = layout(4, 8);
        final int slot = slots.add(first);
        assertEquals(slot, slots.slotOf(first));
        Layout last = first;
        while (slots.slotOf(first) >= 0) {
            last = layout(4, 8);
            slots.add(last);
        }
        assertEquals(slot, slots.slotOf(last));
        assertSame(last, slots.get(slot));
    }
}
