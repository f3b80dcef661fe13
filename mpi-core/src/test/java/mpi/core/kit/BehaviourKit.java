package mpi.core.kit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import mpi.Intracomm;
import mpi.MPI;
import mpi.core.kit.WindowCases.Sharing;

/**
 * What any program may rely on, whatever carries its messages: every {@code should} method of the classes of
 * cases, on the world, on this rank alone, on a duplicate and on the halves of a split with the ranks in
 * opposite order. Knows nothing but package {@code mpi}, so that it runs in one JVM ({@link MpiTest}) and as a
 * job of processes ({@link KitMain}).
 */
public final class BehaviourKit {
    private static final Map<Class<?>, BiFunction<Intracomm, Sample, Object>> CASES = new LinkedHashMap<>();

    static {
        CASES.put(RingCases.class, RingCases::new);
        CASES.put(OrderCases.class, (comm, _) -> new OrderCases(comm));
        CASES.put(BufferCases.class, BufferCases::new);
        CASES.put(MatrixCases.class, MatrixCases::new);
        CASES.put(DerivedCases.class, (comm, _) -> new DerivedCases(comm));
        CASES.put(ModeCases.class, ModeCases::new);
        CASES.put(RequestCases.class, (comm, _) -> new RequestCases(comm));
        CASES.put(CollectiveCases.class, (comm, _) -> new CollectiveCases(comm));
        CASES.put(IntercommCases.class, (comm, _) -> new IntercommCases(comm));
        CASES.put(IntercommCollectiveCases.class, (comm, _) -> new IntercommCollectiveCases(comm));
        CASES.put(NeighbourCases.class, (comm, _) -> new NeighbourCases(comm));
        CASES.put(DerivedModeCases.class, (comm, _) -> new DerivedModeCases(comm));
        CASES.put(StartedCases.class, (comm, _) -> new StartedCases(comm));
        CASES.put(PersistentCases.class, (comm, _) -> new PersistentCases(comm));
    }

    private BehaviourKit() {}

    /**
     * Moves many random datatypes between all ranks of the world, all of which must call it.
     *
     * @param types how many
     * @throws AssertionError if one does not arrive as it should; the text tells the seed
     */
    public static void runRandomTypes(final int types) {
        new DerivedCases(MPI.COMM_WORLD, types).shouldMoveRandomTypes();
    }

    /**
     * Repeats collective operations that are prepared once, on the world; all its ranks must call it.
     *
     * @throws AssertionError if a case fails; the text names it
     */
    public static void runPersistent() {
        MPI.COMM_WORLD.setErrhandler(MPI.ERRORS_RETURN);
        run(MPI.COMM_WORLD, PersistentCases.class, new Sample(1, 0));
    }

    /**
     * Runs the cases of windows, on the world and on its halves; all its ranks must call it.
     *
     * @param isShared whether every rank can map the memory of all others
     * @return how many cases this rank has passed
     * @throws AssertionError if a case fails; the text names it
     */
    public static int runWindows(final boolean isShared) {
        final Intracomm world = MPI.COMM_WORLD;
        world.setErrhandler(MPI.ERRORS_RETURN);
        final Intracomm half = world.split(world.getRank() % 2, -world.getRank());
        half.setName("half");
        final Sharing all = isShared ? Sharing.ALL : Sharing.NOT_ALL;
        int passed = run(world, new WindowCases(world, all)) + run(world, new WindowDialectCases(world, all));
        passed += run(half, new WindowCases(half, isShared ? Sharing.ALL : Sharing.UNKNOWN));
        half.free();
        return passed;
    }

    /**
     * Runs all cases; all ranks of the world must call it.
     *
     * @return how many cases this rank has passed
     * @throws AssertionError if a case fails; the text names it
     */
    public static int run() {
        return run(Sample.all());
    }

    /**
     * Runs all cases, each with some of its exchanges; all ranks of the world must call it.
     *
     * @param sample draws the exchanges
     * @return how many cases this rank has passed
     * @throws AssertionError if a case fails; the text names it
     */
    public static int run(final Sample sample) {
        final Intracomm world = MPI.COMM_WORLD;
        // Ranks may share a JVM: one that fails must not end it, or nobody would hear why.
        world.setErrhandler(MPI.ERRORS_RETURN);
        MPI.COMM_SELF.setErrhandler(MPI.ERRORS_RETURN);
        final Intracomm duplicate = world.dup();
        final Intracomm half = world.split(world.getRank() % 2, -world.getRank());
        duplicate.setName("duplicate");
        half.setName("half");
        int passed = 0;
        for (final Intracomm comm : new Intracomm[] {world, MPI.COMM_SELF, duplicate, half}) {
            passed += run(comm, sample);
        }
        half.free();
        duplicate.free();
        return passed;
    }

    private static int run(final Intracomm comm, final Sample sample) {
        int passed = 0;
        for (final Class<?> cases : CASES.keySet()) {
            passed += run(comm, cases, sample);
        }
        return passed;
    }

    private static int run(final Intracomm comm, final Class<?> cases, final Sample sample) {
        return run(comm, CASES.get(cases).apply(comm, sample));
    }

    private static int run(final Intracomm comm, final Object cases) {
        int passed = 0;
        // Sorted: ranks must agree on the order, which reflection does not promise.
        for (final Method method : Arrays.stream(cases.getClass().getDeclaredMethods())
            .filter(candidate -> candidate.getName().startsWith("should"))
            .sorted(Comparator.comparing(Method::getName))
            .toList()) {
            run(comm, method, cases);
            passed++;
        }
        return passed;
    }

    private static void run(final Intracomm comm, final Method method, final Object cases) {
        final String name = method.getDeclaringClass().getSimpleName() + "." + method.getName() + " on "
            + comm.getName() + ", rank " + comm.getRank() + " of " + comm.getSize();
        try {
            method.invoke(cases);
        } catch (final InvocationTargetException e) {
            final Throwable cause = e.getCause();
            throw new AssertionError(name + ": " + (cause instanceof AssertionError ? cause.getMessage() : cause),
                cause);
        } catch (final IllegalAccessException e) {
            throw new AssertionError(name, e);
        }
        comm.barrier(); // a rank that is ahead must not send into a wildcard of the case before
    }
}
