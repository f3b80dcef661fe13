package mpi.core.invariants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import mpi.CartComm;
import mpi.Comm;
import mpi.Datatype;
import mpi.Group;
import mpi.Info;
import mpi.Intracomm;
import mpi.MPI;
import mpi.MPIException;
import mpi.Request;
import mpi.core.kit.MpiTest;
import mpi.spi.Faults;
import org.junit.jupiter.api.Test;

/**
 * The catalogue of error classes: each is provoked in a running job, or there is a reason why it cannot be. A new class
 * without either fails here.
 */
class ErrorClassTest {
    /** Which text an error has: operation, where it was, what is wrong, class. */
    private static final String TEXT =
        "[a-z_]+( on COMM_\\w+, rank \\d+ of \\d+)?(, (to|from) .+, (tag -?\\d+|any tag))?"
            + "(, block of rank \\d+)?: .{10,} \\(MPI\\.%s\\)";
    private static final int TAG = 7;

    /** What provokes a class, whatever the number of ranks. */
    private static final Map<Integer, Consumer<Intracomm>> PROVOCATIONS = new TreeMap<>();
    /** The test that provokes a class, which needs more than a call of one rank. */
    private static final Map<Integer, Class<?>> ELSEWHERE = Map.of(MPI.ERR_PROC_FAILED, FailureDialectTest.class);
    /** Why nothing of ours raises a class. */
    private static final Map<Integer, String> REASONS = new HashMap<>();

    static {
        final int[] two = new int[2];
        provoke(MPI.ERR_BUFFER, world -> world.send(two, 3, MPI.INT, 0, TAG));
        provoke(MPI.ERR_COUNT, world -> world.send(two, -1, MPI.INT, 0, TAG));
        provoke(MPI.ERR_TYPE, world -> world.send(two, 1, Datatype.createContiguous(2, MPI.INT), 0, TAG));
        provoke(MPI.ERR_TAG, world -> world.recv(two, 2, MPI.INT, 0, -3));
        provoke(MPI.ERR_COMM, Comm::free);
        provoke(MPI.ERR_RANK, world -> world.send(two, 2, MPI.INT, world.getSize(), TAG));
        provoke(MPI.ERR_REQUEST, world -> completed(world).cancel());
        provoke(MPI.ERR_ROOT, world -> world.bcast(two, 2, MPI.INT, -7));
        provoke(MPI.ERR_GROUP, world -> world.create(freed(world.getGroup())));
        provoke(MPI.ERR_OP, world -> world.allReduce(two, 2, MPI.INT, MPI.MINLOC));
        provoke(MPI.ERR_TOPOLOGY, world -> world.neighborAllGather(two, 1, MPI.INT, two, 1, MPI.INT));
        provoke(MPI.ERR_DIMS, _ -> CartComm.createDims(6, new int[] {4, 0}));
        provoke(MPI.ERR_ARG, world -> world.split(-3, 0));
        provoke(MPI.ERR_TRUNCATE, world -> {
            final Request send = world.iSend(two, 2, MPI.INT, world.getRank(), TAG);
            try {
                world.recv(new int[1], 1, MPI.INT, world.getRank(), TAG);
            } finally {
                send.waitFor();
            }
        });
        provoke(MPI.ERR_OTHER, world -> world.send(new Object[] {new Failing(false)}, 1, MPI.OBJECT, 0, TAG));
        provoke(MPI.ERR_NO_MEM, world -> world.send(new Object[] {new Failing(true)}, 1, MPI.OBJECT, 0, TAG));
        provoke(MPI.ERR_IN_STATUS, world -> {
            final Request receive = world.iRecv(new int[1], 1, MPI.INT, world.getRank(), TAG);
            world.send(two, 2, MPI.INT, world.getRank(), TAG);
            Request.waitAll(new Request[] {receive});
        });
        provoke(MPI.ERR_INTERN, _ -> useUpCommunicators());
        provoke(MPI.ERR_INFO_KEY, _ -> new Info().get(""));
        provoke(MPI.ERR_INFO_NOKEY, _ -> new Info().delete("absent"));
        provoke(MPI.ERR_INFO_VALUE, _ -> new Info().set("key", null));
        provoke(MPI.ERR_INFO, world -> world.setInfo(null));
        provoke(MPI.ERR_KEYVAL, world -> world.getAttr(MPI.KEYVAL_INVALID));

        excuse("stands for codes that are none of the classes", MPI.ERR_UNKNOWN);
        excuse("waitall throws at the first failure; the other requests stay as they are", MPI.ERR_PENDING);
        excuse("a rank that aborts ends the job", MPI.ERR_PROC_ABORTED);
        excuse("for programs of Open MPI that compare with it", MPI.ERR_SYSRESOURCE);
        excuse("the bound of the classes, not one of them", MPI.ERR_LASTCODE);
        excuse("files", MPI.ERR_ACCESS, MPI.ERR_AMODE, MPI.ERR_BAD_FILE, MPI.ERR_CONVERSION, MPI.ERR_DUP_DATAREP,
            MPI.ERR_FILE_EXISTS, MPI.ERR_FILE_IN_USE, MPI.ERR_FILE, MPI.ERR_IO, MPI.ERR_NOT_SAME, MPI.ERR_NO_SPACE,
            MPI.ERR_NO_SUCH_FILE, MPI.ERR_QUOTA, MPI.ERR_READ_ONLY, MPI.ERR_UNSUPPORTED_DATAREP,
            MPI.ERR_UNSUPPORTED_OPERATION);
        excuse("windows: WindowCases of the kit provoke it", MPI.ERR_ASSERT, MPI.ERR_BASE, MPI.ERR_DISP,
            MPI.ERR_LOCKTYPE, MPI.ERR_RMA_ATTACH, MPI.ERR_RMA_FLAVOR, MPI.ERR_RMA_RANGE, MPI.ERR_RMA_SHARED,
            MPI.ERR_RMA_SYNC, MPI.ERR_SIZE, MPI.ERR_WIN);
        excuse("nobody compares the accesses of ranks to a window", MPI.ERR_RMA_CONFLICT);
        excuse("dynamic processes", MPI.ERR_NAME, MPI.ERR_PORT, MPI.ERR_SERVICE, MPI.ERR_SPAWN);
    }

    private static void provoke(final int errorClass, final Consumer<Intracomm> provocation) {
        PROVOCATIONS.put(errorClass, provocation);
    }

    private static void excuse(final String reason, final int... errorClasses) {
        for (final int errorClass : errorClasses) {
            REASONS.put(errorClass, reason);
        }
    }

    /** Fails in its own code. */
    private static final class Failing implements Serializable {
        private static final long serialVersionUID = 1L;
        private final boolean isOutOfMemory;

        Failing(final boolean isOutOfMemory) {
            this.isOutOfMemory = isOutOfMemory;
        }

        private void writeObject(final ObjectOutputStream stream) {
            throw isOutOfMemory ? new OutOfMemoryError("as the test wants it") : new AssertionError("of its own");
        }
    }

    private static Group freed(final Group group) {
        group.free();
        return group;
    }

    private static Request completed(final Comm comm) {
        final Request request = comm.iRecv(new int[1], 1, MPI.INT, MPI.PROC_NULL, TAG);
        request.waitFor();
        return request;
    }

    private static void useUpCommunicators() {
        final List<Intracomm> made = new ArrayList<>();
        try {
            for (int i = 0; i < 1 << 15; i++) {
                made.add(MPI.COMM_SELF.dup());
            }
        } finally {
            made.forEach(Comm::free);
        }
    }

    @MpiTest(ranks = {1, 2})
    void shouldProvokeEachClass(final Intracomm world) {
        world.setErrhandler(MPI.ERRORS_RETURN);
        MPI.COMM_SELF.setErrhandler(MPI.ERRORS_RETURN);
        PROVOCATIONS.forEach((errorClass, provocation) -> {
            final MPIException error = thrown(errorClass, () -> provocation.accept(world));
            assertEquals(errorClass, error.getErrorClass(), error.getMessage());
            assertEquals(errorClass, error.getErrorCode(), error.getMessage());
            final String form = TEXT.formatted(Faults.className(errorClass));
            assertTrue(Pattern.matches(form, error.getMessage()), error.getMessage());
        });
        final int[] sum = {1};
        world.allReduce(sum, 1, MPI.INT, MPI.SUM);
        assertEquals(world.getSize(), sum[0], "all is well after all these errors");
    }

    private static MPIException thrown(final int errorClass, final Runnable call) {
        try {
            call.run();
        } catch (final MPIException e) {
            return e;
        }
        throw new AssertionError(Faults.className(errorClass) + " was not provoked");
    }

    @Test
    void shouldProvokeOrExcuseEveryClass() throws IllegalAccessException {
        final TreeSet<String> missing = new TreeSet<>();
        for (final Field field : MPI.class.getFields()) {
            if (field.getName().startsWith("ERR_")) {
                final int errorClass = field.getInt(null);
                final long entries = List.of(PROVOCATIONS, ELSEWHERE, REASONS)
                    .stream()
                    .filter(table -> table.containsKey(errorClass))
                    .count();
                if (entries != 1) {
                    missing.add(field.getName() + " has " + entries + " entries");
                }
                if (errorClass != MPI.ERR_LASTCODE) {
                    assertEquals(field.getName(), Faults.className(errorClass));
                }
            }
        }
        assertEquals(new TreeSet<>(), missing);
    }
}
