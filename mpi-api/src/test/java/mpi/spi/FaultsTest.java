package mpi.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.reflect.Field;
import mpi.MPI;
import mpi.MPIException;
import org.junit.jupiter.api.Test;

/**
 * The catalogue of texts, as far as the operations' own tests do not hold it.
 */
class FaultsTest {
    @Test
    void shouldNameEveryErrorClass() throws IllegalAccessException {
        int named = 0;
        for (final Field field : MPI.class.getFields()) {
            if (field.getName().startsWith("ERR_") && !field.getName().equals("ERR_LASTCODE")) {
                assertEquals(field.getName(), Faults.className(field.getInt(null)));
                named++;
            }
        }
        assertEquals(60, named);
        assertEquals("ERR_UNKNOWN", Faults.className(4711));
    }

    @Test
    void shouldSayWhatPeerAndTag() {
        assertEquals("recv on COMM_WORLD, rank 2 of 8", Faults.on("recv", "COMM_WORLD", 2, 8));
        assertEquals(", from 3, tag 7", Faults.from(3, 7));
        assertEquals(", from any source, any tag", Faults.from(MPI.ANY_SOURCE, MPI.ANY_TAG));
        assertEquals(", from MPI.PROC_NULL, tag 0", Faults.from(MPI.PROC_NULL, 0));
        assertEquals(", to MPI.PROC_NULL, tag 0", Faults.to(MPI.PROC_NULL, 0));
    }

    @Test
    void shouldTellOfATruncatedMessage() {
        final MPIException fault = Faults.truncated("recv on COMM_WORLD, rank 2 of 8, from 3, tag 7", 104, 96);
        assertEquals("recv on COMM_WORLD, rank 2 of 8, from 3, tag 7: message of 104 bytes is longer than the buffer of"
            + " 96 bytes (MPI.ERR_TRUNCATE)", fault.getMessage());
        assertSame(MPI.ERR_TRUNCATE, fault.getErrorClass());
    }

    @Test
    void shouldTellOfAMessageThatEndsWithinAnItem() {
        final MPIException fault = Faults.notWhole("recv on COMM_WORLD, rank 2 of 8, from 3, tag 7", 7, "INT", 4);
        assertEquals("recv on COMM_WORLD, rank 2 of 8, from 3, tag 7: message of 7 bytes is no whole number of INT,"
            + " which has 4 bytes: it was sent as another datatype (MPI.ERR_TYPE)", fault.getMessage());
        assertSame(MPI.ERR_TYPE, fault.getErrorClass());
    }

    @Test
    void shouldTellOfASendToItself() {
        final MPIException fault = Faults.sendToItself("send on COMM_WORLD, rank 2 of 8, to 2, tag 7");
        assertEquals("send on COMM_WORLD, rank 2 of 8, to 2, tag 7: deadlock: this rank sends to itself and waits for a"
            + " receive that no thread is there to post; use sendRecv, post the receive before by iRecv, or use iSend"
            + " (MPI.ERR_OTHER)", fault.getMessage());
        assertSame(MPI.ERR_OTHER, fault.getErrorClass());
    }
}
