package jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import jobs.program.Misuse;
import mpi.MPI;
import org.junit.jupiter.api.Test;

/** Mistakes of a program are told to the rank that makes them, in either dialect, and harm nobody else. */
class MisuseIT {
    private static final String SEND = "send on COMM_WORLD, rank 0 of 2, to 1, tag 7: ";
    private static final String FIVE = SEND + "5 items of MPI.INT take bytes 0 to 19 of int[4], which has 16 bytes"
        + " (MPI.ERR_BUFFER)";
    private static final String NEGATIVE = "i" + SEND + "the count is -1, it must be 0 or more (MPI.ERR_COUNT)";
    private static final String NOBODY = "send on COMM_WORLD, rank 0 of 2, to 2, tag 7: the destination is rank 2, it"
        + " must be 0 to 1 or MPI.PROC_NULL (MPI.ERR_RANK)";
    private static final String TAG = "ssend on COMM_WORLD, rank 0 of 2, to 1, tag -5: the tag is -5, it must be 0 to"
        + " 2147483647 (MPI.ERR_TAG)";
    private static final String NULL = SEND + "the buffer is null but the count is 4 (MPI.ERR_BUFFER)";
    private static final String TOO_LONG = "recv on COMM_WORLD, rank 0 of 2, from 1, tag 7: message of 32 bytes is"
        + " longer than the buffer of 16 bytes (MPI.ERR_TRUNCATE)";

    private static String told(final String what, final int errorClass, final String text) {
        return what + ": " + errorClass + " " + text;
    }

    private static Stream<String> both(final String what, final int errorClass, final String text) {
        return Stream.of(told("lower " + what, errorClass, text), told("upper " + what, errorClass, text));
    }

    @Test
    void shouldTellEachMistakeAndGoOn() throws Exception {
        final String offset = SEND + "4 items of MPI.INT from offset 1 on take bytes 4 to 19 of int[4], which has 16"
            + " bytes (MPI.ERR_BUFFER)";
        // In lower case memory is raw: numbers of one type may be sent as another.
        final String objects = SEND + "MPI.OBJECT needs an array of objects, the buffer is int[4] (MPI.ERR_TYPE)";
        final String doubles = SEND + "MPI.DOUBLE needs double[], the buffer is int[4] (MPI.ERR_TYPE)";
        final String finalized = " on COMM_WORLD: MPI is finalized (MPI.ERR_OTHER)";
        final Stream<String> atRank0 = Stream.of(
            both("count", MPI.ERR_BUFFER, FIVE),
            Stream.of(told("upper offset", MPI.ERR_BUFFER, offset)),
            both("negative", MPI.ERR_COUNT, NEGATIVE),
            both("rank", MPI.ERR_RANK, NOBODY),
            both("tag", MPI.ERR_TAG, TAG),
            Stream.of(told("lower type", MPI.ERR_TYPE, objects), told("upper type", MPI.ERR_TYPE, doubles)),
            both("null", MPI.ERR_BUFFER, NULL),
            both("long", MPI.ERR_TRUNCATE, TOO_LONG)).flatMap(lines -> lines);
        final String lower = told("lower finalized", MPI.ERR_OTHER, "send" + finalized);
        final String upper = told("upper finalized", MPI.ERR_OTHER, "recv" + finalized);
        final Stream<String> atBoth = Stream.of(lower, lower, upper, upper,
            "rank 0 received [1, 2, 3, 4]", "rank 1 received [1, 2, 3, 4]");

        final JobResult result = JobCommand.mpjrun("-n", "2").program(Misuse.class).run();

        final List<String> expected = Stream.concat(atRank0, atBoth).sorted().toList();
        final String[] lines = result.out().split("\n");
        Arrays.sort(lines);
        assertEquals(expected, List.of(lines), result::toString);
        result.expectNoErr().expectCode(0);
    }
}
