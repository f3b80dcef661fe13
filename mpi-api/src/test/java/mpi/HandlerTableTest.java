package mpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import mpi.spi.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Who hears of errors (MPI 4.1, section 9.3): every operation of every kind of communicator whose engine fails tells
 * the communicator's handler once if it is of the lowerCamelCase dialect, and none if it is of the other; every
 * operation that makes a communicator hands the handler on.
 */
class HandlerTableTest {
    private static final int ERROR = MPI.ERR_SYSRESOURCE;
    /** Calls the handler because it is asked to. */
    private static final Set<String> CALLERS = Set.of("callErrhandler", "abort", "Abort");

    @RegisterExtension
    final RunningMpi mpi = new RunningMpi();

    private final List<String> heard = new ArrayList<>();
    private final Errhandler mine = new Errhandler((comm, code) -> heard.add(comm.engine().name() + " " + code));
    private final MPIException fault = Faults.fault(ERROR, "an operation", "failed as the test wants it");
    private final Set<String> wrong = new TreeSet<>();

    private static Map<Class<?>, Supplier<Comm>> kinds() {
        return Map.of(Intracomm.class, FaultTableTest::intracomm, Intercomm.class, FaultTableTest::intercomm,
            Cartcomm.class, FaultTableTest::grid, Graphcomm.class, FaultTableTest::graph);
    }

    @Test
    void shouldHearOfEveryOperationThatFails() {
        int failed = 0;
        for (final Map.Entry<Class<?>, Supplier<Comm>> kind : kinds().entrySet()) {
            for (final Method method : FaultTableTest.operations(kind.getKey())) {
                final Comm comm = kind.getValue().get();
                comm.setErrhandler(mine);
                final int root = comm instanceof Intercomm ? MPI.ROOT : comm.rank;
                final Object[] arguments = FaultTableTest.good(method, root);
                mpi.world.child.fault = fault;
                heard.clear();
                final Object outcome = Modifier.isStatic(method.getModifiers()) || CALLERS.contains(method.getName())
                    ? null
                    : FaultTableTest.call(method, comm, arguments);
                if (outcome == fault) {
                    failed++;
                    final boolean isCapital = Character.isUpperCase(method.getName().charAt(0));
                    final String told = mpi.world.child.name + " " + ERROR;
                    if (!heard.equals(isCapital ? List.of() : List.of(told))) {
                        wrong.add(method + " tells " + heard);
                    }
                } else if (!heard.isEmpty()) {
                    wrong.add(method + " tells " + heard + " of nothing");
                }
            }
        }
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
        assertTrue(failed > 200, failed + " operations only");
        assertTrue(mpi.engine.aborts.isEmpty());
    }

    @Test
    void shouldHandItOnToEveryCommunicatorMade() {
        final Set<String> makers = new TreeSet<>();
        for (final Map.Entry<Class<?>, Supplier<Comm>> kind : kinds().entrySet()) {
            for (final Method method : FaultTableTest.operations(kind.getKey())) {
                if (Comm.class.isAssignableFrom(method.getReturnType()) && !Modifier.isStatic(method.getModifiers())) {
                    final Comm comm = kind.getValue().get();
                    comm.setErrhandler(mine);
                    final Object[] arguments = FaultTableTest.good(method, 0);
                    for (int i = 0; i < arguments.length; i++) {
                        // the new one is made of the local communicator, over the way that the other one gives
                        arguments[i] = arguments[i] == MPI.COMM_WORLD ? comm : arguments[i];
                    }
                    if (FaultTableTest.call(method, comm, arguments) instanceof final Comm made && !made.isNull()
                        && made.engine() != null) {
                        assertSame(mine, made.getErrhandler(), method.toString());
                        makers.add(kind.getKey().getSimpleName() + "." + method.getName());
                    }
                }
            }
        }
        assertTrue(makers.size() >= 25, makers.toString());
    }

    private Request request(final MPIException error) {
        final FakeRequest engine = new FakeRequest();
        engine.error = error;
        engine.done = true;
        mpi.world.requests.add(engine);
        return MPI.COMM_WORLD.iRecv(new int[2], 2, MPI.INT, 1, 1);
    }

    @Test
    void shouldHearOnceOfRequestsThatFail() {
        MPI.COMM_WORLD.setErrhandler(mine);
        final List<Consumer<Request>> lower = List.of(Request::waitFor, Request::waitStatus, Request::test,
            Request::testStatus, request -> Request.waitAny(array(request)),
            request -> Request.waitAnyStatus(array(request)), request -> Request.testAny(array(request)),
            request -> Request.testAnyStatus(array(request)));
        final List<Consumer<Request>> lowerOfMany = List.of(request -> Request.waitAll(array(request)),
            request -> Request.waitAllStatus(array(request)), request -> Request.testAll(array(request)),
            request -> Request.testAllStatus(array(request)), request -> Request.waitSome(array(request)),
            request -> Request.waitSomeStatus(array(request)), request -> Request.testSome(array(request)),
            request -> Request.testSomeStatus(array(request)));
        final List<Consumer<Request>> capitals = List.of(Request::Wait, Request::Test,
            request -> Request.Waitany(array(request)), request -> Request.Testany(array(request)),
            request -> Request.Waitall(array(request)), request -> Request.Testall(array(request)),
            request -> Request.Waitsome(array(request)), request -> Request.Testsome(array(request)));
        lower.forEach(call -> assertHeard(List.of("COMM_WORLD " + ERROR), call));
        lowerOfMany.forEach(call -> assertHeard(List.of("COMM_WORLD " + MPI.ERR_IN_STATUS), call));
        capitals.forEach(call -> assertHeard(List.of(), call));
    }

    /** A null one beside it must not matter. */
    private static Request[] array(final Request request) {
        return new Request[] {null, request};
    }

    private void assertHeard(final List<String> expected, final Consumer<Request> call) {
        heard.clear();
        final Request request = request(fault);
        assertThrows(MPIException.class, () -> call.accept(request));
        assertEquals(expected, heard);
    }

    /** The communicator of the request that failed is told, not the one of the first request. */
    @Test
    void shouldHearOfTheRequestThatFailed() {
        final Intracomm other = FaultTableTest.intracomm();
        other.setErrhandler(mine);
        MPI.COMM_WORLD.setErrhandler(MPI.ERRORS_RETURN);
        final FakeRequest engine = new FakeRequest();
        engine.error = fault;
        mpi.world.child.requests.add(engine);
        final Request failing = other.iRecv(new int[2], 2, MPI.INT, 1, 1);
        assertThrows(MPIException.class, () -> Request.waitAll(new Request[] {request(null), failing}));
        assertEquals(List.of("PART " + MPI.ERR_IN_STATUS), heard);
    }

    /** What the handler was when the operation started does not matter (MPI 4.1, section 9.3). */
    @Test
    void shouldAskTheHandlerOfTheMomentOfTheError() {
        final Request request = request(fault);
        MPI.COMM_WORLD.setErrhandler(mine);
        assertHeard(List.of("COMM_WORLD " + ERROR), _ -> request.waitFor());
    }

    /** What a handler throws reaches the caller. */
    @Test
    void shouldLetTheHandlerThrow() {
        final IllegalStateException thrown = new IllegalStateException("as the handler wants it");
        MPI.COMM_WORLD.setErrhandler(new Errhandler((_, _) -> {
            throw thrown;
        }));
        mpi.world.fault = fault;
        assertSame(thrown, assertThrows(IllegalStateException.class, () -> MPI.COMM_WORLD.barrier()));
    }
}
