package mpi;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import mpi.BadArguments.Bad;
import mpi.spi.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The table of operation × fault: every public operation is called with every argument in turn that it must not have,
 * and with everything else right. Each call must be refused by an error of the standard's class before the engine hears
 * of it. Parameters are known by type and name ({@link BadArguments}); an operation with an unknown one fails here.
 *
 * <p>Rooted operations are called once as the root and once as another rank: what does not matter at one of them is not
 * looked at there, but must be refused at the other.
 */
class FaultTableTest {
    private static final int[] RANKS = {0, 1, 2, 3};
    private static final int ME = 2;

    /** Who is asked; what it becomes when it may not be used any more, and the class of that error. */
    private record Receiver(Class<?> type, Supplier<Object> usable, Supplier<Object> gone, int goneClass,
        Set<String> stillAnswers) {}

    /** Operations that a freed communicator still answers, as a null object does. */
    private static final Set<String> OF_ABSENT_COMMS = Set.of("isNull", "Is_null", "getErrhandler", "Errorhandler_get",
        "getRequest");
    /** Operations that have a form with one buffer, in place. */
    private static final Set<String> ONE_BUFFER = Set.of("allGather", "allGatherv", "allReduce", "reduceScatter",
        "reduceScatterBlock", "iAllGather", "iAllGatherv", "iAllReduce", "iReduceScatter", "iReduceScatterBlock",
        "allGatherInit", "allGathervInit", "allReduceInit", "reduceScatterInit", "reduceScatterBlockInit");
    /** Tested where their order matters, with Init and Finalize. */
    private static final Set<String> LIFE = Set.of("Init", "InitThread", "initThread", "Finalize");

    @RegisterExtension
    final RunningMpi mpi = new RunningMpi();

    private final Set<String> holes = new TreeSet<>();
    private int faults;

    private static FakeComm fake() {
        return ((FakeEngine) MPI.COMM_WORLD.environment().engine).world;
    }

    private static FakeComm newFake(final String name) {
        final FakeComm made = new FakeComm(name, RANKS, ME);
        made.child = new FakeComm("CHILD", RANKS, ME);
        return made;
    }

    static Intracomm intracomm() {
        fake().child = newFake("PART");
        return MPI.COMM_WORLD.dup();
    }

    static Intercomm intercomm() {
        fake().child = newFake("BRIDGE");
        fake().child.remoteWorldRanks = new int[] {4, 5, 6, 7};
        return MPI.COMM_WORLD.createIntercomm(MPI.COMM_WORLD, ME, 1, 1);
    }

    static Cartcomm grid() {
        fake().child = newFake("GRID");
        return (Cartcomm) MPI.COMM_WORLD.createCart(new int[] {2, 2}, new boolean[2], false);
    }

    static Graphcomm graph() {
        fake().child = newFake("GRAPH");
        return (Graphcomm) MPI.COMM_WORLD.createGraph(new int[] {1, 2, 6, 7}, new int[] {1, 0, 0, 1, 2, 3, 2}, false);
    }

    private static <T extends Freeable> T freed(final T handle) {
        handle.free();
        return handle;
    }

    private static Request request() {
        return MPI.COMM_WORLD.iSend(new int[2], 2, MPI.INT, 1, 1);
    }

    private static Prequest prequest() {
        return MPI.COMM_WORLD.sendInit(new int[2], 2, MPI.INT, 1, 1);
    }

    private static Op op() {
        return new Op((Op.Function) (_, _, _, _) -> {}, true);
    }

    private static Info info() {
        final Info info = new Info();
        info.set("host", "a value");
        return info;
    }

    private static final Set<String> OF_NULL_REQUESTS = Set.of("isNull", "Is_null", "waitFor", "waitStatus", "Wait",
        "test", "testStatus", "Test", "getStatus", "toFuture");

    private static List<Receiver> receivers() {
        return List.of(
            new Receiver(Intracomm.class, FaultTableTest::intracomm, () -> freed(intracomm()), MPI.ERR_COMM,
                OF_ABSENT_COMMS),
            new Receiver(Intercomm.class, FaultTableTest::intercomm, () -> freed(intercomm()), MPI.ERR_COMM,
                OF_ABSENT_COMMS),
            new Receiver(Cartcomm.class, FaultTableTest::grid, () -> freed(grid()), MPI.ERR_COMM, OF_ABSENT_COMMS),
            new Receiver(Graphcomm.class, FaultTableTest::graph, () -> freed(graph()), MPI.ERR_COMM, OF_ABSENT_COMMS),
            new Receiver(Datatype.class, () -> Datatype.createContiguous(2, MPI.INT),
                () -> freed(Datatype.createContiguous(2, MPI.INT)), MPI.ERR_TYPE,
                Set.of("isNull", "getName", "getType")),
            new Receiver(Group.class, MPI.COMM_WORLD::getGroup, () -> freed(MPI.COMM_WORLD.getGroup()), MPI.ERR_GROUP,
                Set.of("isNull")),
            new Receiver(Op.class, FaultTableTest::op, () -> freed(op()), MPI.ERR_OP, Set.of("isNull")),
            new Receiver(Info.class, FaultTableTest::info, () -> freed(info()), MPI.ERR_INFO, Set.of("isNull")),
            new Receiver(Request.class, FaultTableTest::request, () -> freed(request()), MPI.ERR_REQUEST,
                OF_NULL_REQUESTS),
            new Receiver(Prequest.class, FaultTableTest::prequest, () -> freed(prequest()), MPI.ERR_REQUEST,
                OF_NULL_REQUESTS),
            new Receiver(Message.class, Message::new, null, 0, Set.of()),
            new Receiver(Message.class, FaultTableTest::message, Message::new, MPI.ERR_REQUEST,
                Set.of("isNull", "isNoProc", "mProbe", "imProbe")),
            new Receiver(Status.class, Status::new, null, 0, Set.of()),
            new Receiver(Errhandler.class, () -> MPI.ERRORS_RETURN, null, 0, Set.of()),
            new Receiver(MPI.class, () -> null, null, 0, Set.of()));
    }

    /** Whether a message with something in it is asked to probe, or one without to receive. */
    private static boolean isOfOther(final Object target, final Method method) {
        return target instanceof final Message message && message.isNull() == method.getName().endsWith("Recv");
    }

    private static Message message() {
        fake().matched = new FakeMessage();
        final Message message = new Message();
        message.mProbe(1, 1, MPI.COMM_WORLD);
        fake().matched = null;
        return message;
    }

    /** Operations of a class, each signature once; of the topologies, those that only they have or give meaning to. */
    static List<Method> operations(final Class<?> type) {
        final boolean isGraph = Cartcomm.class == type || Graphcomm.class == type;
        final Map<String, Method> found = new LinkedHashMap<>();
        for (Class<?> owner = type; owner != Object.class; owner = owner.getSuperclass()) {
            for (final Method method : owner.getDeclaredMethods()) {
                final boolean isInherited = Prequest.class == type && owner != type
                    || isGraph && owner.isAssignableFrom(Intracomm.class) && !isNeighborhood(method)
                    || !isGraph && isNeighborhood(method);
                if (Modifier.isPublic(method.getModifiers()) && !method.isBridge() && !isInherited
                    && !method.getName().equals("toString") && !LIFE.contains(method.getName())
                    && !UnsupportedTest.PROCESSES.contains(method.getName())) {
                    method.setAccessible(true); // the dialects are not public
                    found.putIfAbsent(method.getName() + Arrays.toString(method.getParameterTypes()), method);
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static boolean isNeighborhood(final Method method) {
        return method.getName().toLowerCase(Locale.ROOT).contains("neighborall");
    }

    @Test
    void shouldRefuseEveryWrongArgumentOfEveryOperation() {
        for (final Receiver receiver : receivers()) {
            for (final Method method : operations(receiver.type)) {
                if (method.getParameterCount() > 0 && !isInPlaceOverGroups(receiver, method)) {
                    checkArguments(receiver, method);
                }
            }
        }
        report();
        assertTrue(faults > 3000, faults + " faults only");
    }

    @Test
    void shouldRefuseWhatIsFreed() {
        for (final Receiver receiver : receivers()) {
            for (final Method method : operations(receiver.type)) {
                if (receiver.gone != null && !Modifier.isStatic(method.getModifiers())
                    && !receiver.stillAnswers.contains(method.getName())) {
                    final Object outcome = call(method, receiver.gone.get(), good(method, 0));
                    expect(receiver, method, "freed", receiver.goneClass, outcome);
                }
            }
        }
        report();
    }

    @Test
    void shouldRefuseWhatIsInPlaceOverIntercommunicators() {
        final Receiver bridge = receivers().get(1);
        int found = 0;
        for (final Method method : operations(Intercomm.class)) {
            if (isInPlaceOverGroups(bridge, method)) {
                expect(bridge, method, "in place", MPI.ERR_BUFFER, call(method, intercomm(), good(method, 0)));
                found++;
            }
        }
        report();
        assertTrue(found >= 15, found + " operations only");
        Expect.fault(MPI.ERR_BUFFER, "allreduce on BRIDGE, rank 2 of 4: one buffer is for sending and receiving in"
            + " place, which an intercommunicator does not allow; pass two (MPI.ERR_BUFFER)",
            () -> intercomm().allReduce(new int[2], 2, MPI.INT, MPI.SUM));
    }

    /** One buffer for what is sent and what is received, which has no meaning where the two are of other groups. */
    private static boolean isInPlaceOverGroups(final Receiver receiver, final Method method) {
        return receiver.type == Intercomm.class && ONE_BUFFER.contains(method.getName())
            && Arrays.stream(method.getParameters()).noneMatch(parameter -> parameter.getName().equals("sendbuf"));
    }

    @Test
    void shouldRefuseNeighbourhoodsWithoutATopology() {
        for (final Object comm : new Object[] {intracomm(), intercomm()}) {
            for (final Method method : operations(Graphcomm.class)) {
                if (isNeighborhood(method)) {
                    final Object outcome = call(method, comm, good(method, 0));
                    expect(null, method, "without a topology", MPI.ERR_TOPOLOGY, outcome);
                }
            }
        }
        report();
    }

    private void report() {
        assertTrue(holes.isEmpty(), () -> holes.size() + " holes:\n" + String.join("\n", holes));
    }

    private void checkArguments(final Receiver receiver, final Method method) {
        final Parameter[] parameters = method.getParameters();
        final List<List<Bad>> faultsOf = new ArrayList<>();
        for (final Parameter parameter : parameters) {
            final List<Bad> known = BadArguments.of(method, receiver.type == Intercomm.class, parameter);
            if (known == null) {
                holes.add(name(receiver, method) + ": what is wrong for " + parameter + "?");
            }
            faultsOf.add(known == null ? List.of() : known);
        }
        if (faultsOf.stream().allMatch(List::isEmpty)) {
            return; // anything goes
        }
        final List<Integer> legal = legalRoots(receiver, method);
        for (int index = 0; index < parameters.length && !legal.isEmpty(); index++) {
            for (final Bad bad : faultsOf.get(index)) {
                checkFault(receiver, method, legal, index, bad);
            }
        }
    }

    /** The roots with which good arguments are right; for an operation without a root, anything if they are. */
    private List<Integer> legalRoots(final Receiver receiver, final Method method) {
        final List<Integer> legal = new ArrayList<>();
        Object refusal = null;
        for (final int root : receiver.type == Intercomm.class ? new int[] {MPI.ROOT, 1} : new int[] {ME, 1}) {
            final Object target = receiver.usable.get();
            final Object outcome = call(method, target, good(method, root));
            if (isOfOther(target, method)) {
                return List.of();
            }
            if (outcome instanceof Throwable) {
                refusal = outcome;
            } else {
                legal.add(root);
            }
        }
        if (legal.isEmpty()) {
            holes.add(name(receiver, method) + " with good arguments: " + refusal);
        }
        return legal;
    }

    private void checkFault(
        final Receiver receiver, final Method method, final List<Integer> roots, final int index, final Bad bad) {
        final String fault = method.getParameters()[index].getName() + " = " + bad.label();
        Object refusal = null;
        for (final int root : roots) {
            final Object target = receiver.usable.get();
            final Object[] arguments = good(method, root);
            arguments[index] = bad.value();
            final FakeComm asked = fake().child;
            clearCalls();
            final Object outcome = call(method, target, arguments);
            refusal = outcome instanceof Throwable || refusal == null ? outcome : refusal;
            if (outcome instanceof Throwable) {
                expect(receiver, method, fault, bad.errorClass(), outcome);
                if (!fake().calls.isEmpty() || !mpi.engine.self.calls.isEmpty()
                    || asked != null && !asked.calls.isEmpty()) {
                    holes.add(name(receiver, method) + ", " + fault + ": the engine was asked");
                }
            }
        }
        faults++;
        if (!(refusal instanceof Throwable)) {
            holes.add(name(receiver, method) + ", " + fault + ": not refused");
        }
    }

    private void clearCalls() {
        mpi.engine.aborts.clear();
        fake().calls.clear();
        mpi.engine.self.calls.clear();
        if (fake().child != null) {
            fake().child.calls.clear();
        }
    }

    private void expect(final Receiver receiver, final Method method, final String fault, final int errorClass,
        final Object outcome) {
        if (!(outcome instanceof final MPIException refusal)) {
            holes.add(name(receiver, method) + ", " + fault + ": " + outcome);
        } else if (refusal.getErrorClass() != errorClass) {
            holes.add(name(receiver, method) + ", " + fault + ": not "
                + Faults.className(errorClass) + " but " + refusal.getMessage());
        }
        if (!mpi.engine.aborts.isEmpty()) {
            holes.add(name(receiver, method) + ", " + fault + ": the job was ended");
        }
    }

    private static String name(final Receiver receiver, final Method method) {
        return (receiver == null ? "" : receiver.type.getSimpleName() + ".") + method.getName()
            + Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList();
    }

    static Object[] good(final Method method, final int root) {
        return Arrays.stream(method.getParameters())
            .map(parameter -> BadArguments.good(method, parameter, root))
            .toArray();
    }

    /** What a call gives back or throws. */
    static Object call(final Method method, final Object target, final Object[] arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (final InvocationTargetException e) {
            return e.getCause();
        } catch (final IllegalAccessException | IllegalArgumentException e) {
            throw new AssertionError(method + Arrays.toString(arguments), e);
        }
    }
}
