package mpi.local;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mpi.core.runtime.Setting;

/**
 * Runs the ranks of a world as threads of this JVM, where a debugger and a test see them all. Needs none of the options
 * that ranks in processes need, and no library but our jars.
 *
 * <p><b>Isolated.</b> Each rank has its own copies of all classes but those of the JDK and of JUnit: the program's, its
 * libraries', MPI's. So statics are the rank's own, {@code MPI.COMM_WORLD} is the rank's, and a main method runs as it
 * is. Ranks share no object, however they come by it; they pass messages.
 *
 * <p><b>Into the ranks, and out.</b> A class is given by itself or by name; each rank loads it anew by its name. A
 * lambda is serialised, with what it captures, and read again in each rank with the rank's classes: it gets copies, and
 * what it captures must be {@link Serializable} (a lambda that uses a field of its object captures the object). Results
 * and exceptions come back as copies too, made of the caller's classes.
 *
 * <p><b>Shared</b>, unlike with processes: {@code System.in}, {@code out} and {@code err}, system properties, the
 * environment, the current directory, the heap, JDK-wide state such as default locales. {@code System.exit} ends the
 * JVM with all ranks. A native library can be loaded by one rank only: the JVM gives it to one class loader.
 *
 * <p><b>Failing.</b> What leaves the main method of a rank ends the world, as do an abort, an error under
 * {@code ERRORS_ARE_FATAL} and a main method that returns without Finalize: whatever other ranks wait for in MPI fails
 * with an {@link mpi.MPIException}, threads that wait elsewhere are interrupted. {@code run} returns when all threads
 * of all ranks have ended, and throws a {@link LocalWorldException} that names the first rank that failed, with what it
 * has thrown as its cause; a thread that neither ends nor heeds its interruption is named in it after five seconds.
 *
 * <p>Immutable; a world can run any number of times, also at once.
 */
public final class LocalWorld {
    private final int ranks;
    private final Map<String, String> settings;
    private final Duration timeLimit;
    private final ClassLoader classes;

    private LocalWorld(final int ranks, final Map<String, String> settings, final Duration timeLimit,
        final ClassLoader classes) {
        if (ranks < 1) {
            throw new IllegalArgumentException(ranks + " ranks, expected at least 1");
        }
        this.ranks = ranks;
        this.settings = settings;
        this.timeLimit = timeLimit;
        this.classes = classes;
    }

    /**
     * A world without a time limit, with the settings that the environment gives.
     *
     * @param ranks number of ranks, at least 1
     * @return the world, which runs nothing yet
     */
    public static LocalWorld of(final int ranks) {
        final Map<String, String> inherited = new HashMap<>();
        for (final Setting setting : Setting.values()) {
            final String value = System.getenv(setting.variable());
            if (value != null) {
                inherited.put(setting.variable(), value);
            }
        }
        return new LocalWorld(ranks, Map.copyOf(inherited), null, null);
    }

    /**
     * Runs the main method of a class in so many ranks; returns when all have ended.
     *
     * @param ranks number of ranks
     * @param main the class, which each rank loads by its name
     * @param arguments what main is given
     * @throws LocalWorldException if a rank fails
     */
    public static void run(final int ranks, final Class<?> main, final String... arguments) {
        of(ranks).run(main, arguments);
    }

    /**
     * Runs the main method of a class in so many ranks; returns when all have ended.
     *
     * @param ranks number of ranks
     * @param main name of the class
     * @param arguments what main is given
     * @throws LocalWorldException if a rank fails
     */
    public static void run(final int ranks, final String main, final String... arguments) {
        of(ranks).run(main, arguments);
    }

    /**
     * Runs a lambda in so many ranks; returns when all have ended.
     *
     * @param ranks number of ranks
     * @param main from Init to Finalize, as a main method
     * @throws LocalWorldException if a rank fails
     * @throws IllegalArgumentException if the lambda captures what is not serialisable
     */
    public static void run(final int ranks, final RankMain main) {
        of(ranks).run(main);
    }

    /**
     * Runs a lambda in so many ranks; returns when all have ended.
     *
     * @param ranks number of ranks
     * @param main from Init to Finalize, as a main method
     * @param <R> its result
     * @return the result of each rank
     * @throws LocalWorldException if a rank fails
     * @throws IllegalArgumentException if the lambda captures what is not serialisable
     */
    public static <R extends Serializable> List<R> call(final int ranks, final RankCall<R> main) {
        return of(ranks).call(main);
    }

    /**
     * The same world with a setting.
     *
     * @param name property or variable of the setting, {@code mpj.eager.limit} or {@code MPJ_EAGER_LIMIT}
     * @param value its value
     * @return a world
     * @throws IllegalArgumentException if there is no such setting
     */
    public LocalWorld withSetting(final String name, final String value) {
        for (final Setting setting : Setting.values()) {
            if (name.equals(setting.property()) || name.equals(setting.variable())) {
                final Map<String, String> more = new HashMap<>(settings);
                more.put(setting.variable(), value);
                return new LocalWorld(ranks, Map.copyOf(more), timeLimit, classes);
            }
        }
        throw new IllegalArgumentException("there is no setting " + name + ", expected one of "
            + Arrays.stream(Setting.values()).map(Setting::property).collect(Collectors.joining(", ")));
    }

    /**
     * The same world with a time limit; when it is over the world fails, and the text holds the stacks of all threads.
     *
     * @param limit how long a run may take
     * @return a world
     */
    public LocalWorld withTimeLimit(final Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("time limit " + limit + ", expected more than 0");
        }
        return new LocalWorld(ranks, settings, limit, classes);
    }

    /**
     * The same world with another class path.
     *
     * @param loader where the ranks' copies of classes come from, ours among them; without it, the loader of the class
     *     or lambda that is run, or where only a name is given, the context class loader
     * @return a world
     */
    public LocalWorld withClassesOf(final ClassLoader loader) {
        return new LocalWorld(ranks, settings, timeLimit, loader);
    }

    /**
     * Runs the main method of a class; returns when all ranks have ended.
     *
     * @param main the class, which each rank loads by its name
     * @param arguments what main is given
     * @throws LocalWorldException if a rank fails
     */
    public void run(final Class<?> main, final String... arguments) {
        runMain(loader(main.getClassLoader()), main.getName(), arguments);
    }

    /**
     * Runs the main method of a class; returns when all ranks have ended.
     *
     * @param main name of the class
     * @param arguments what main is given
     * @throws LocalWorldException if a rank fails
     */
    public void run(final String main, final String... arguments) {
        runMain(loader(Thread.currentThread().getContextClassLoader()), main, arguments);
    }

    /**
     * Runs a lambda; returns when all ranks have ended.
     *
     * @param main from Init to Finalize, as a main method
     * @throws LocalWorldException if a rank fails
     * @throws IllegalArgumentException if the lambda captures what is not serialisable
     */
    public void run(final RankMain main) {
        runLambda(main);
    }

    /**
     * Runs a lambda; returns when all ranks have ended.
     *
     * @param main from Init to Finalize, as a main method
     * @param <R> its result
     * @return the result of each rank
     * @throws LocalWorldException if a rank fails
     * @throws IllegalArgumentException if the lambda captures what is not serialisable
     */
    @SuppressWarnings("unchecked") // a copy of what the lambda returned
    public <R extends Serializable> List<R> call(final RankCall<R> main) {
        final List<R> results = new ArrayList<>();
        try {
            for (final byte[] bytes : runLambda(main)) {
                results.add((R) Copies.fromBytes(bytes, main.getClass().getClassLoader()));
            }
        } catch (final IOException | ClassNotFoundException e) {
            throw new LocalWorldException("the result of a rank cannot be read", e, results.size(), 1);
        }
        return results;
    }

    /** Runs a method of a test class, which may take the world as its parameter. */
    void runTest(final Class<?> test, final String method, final List<String> parameters, final boolean init) {
        final String[] words =
            Stream.concat(Stream.of(test.getName(), method), parameters.stream()).toArray(String[]::new);
        new World(ranks, loader(test.getClassLoader()), settings, timeLimit, TestProgram.class,
            Map.of(Place.TEST, words, Place.INIT, init)).run();
    }

    private void runMain(final ClassLoader loader, final String main, final String... arguments) {
        final String[] words = Stream.concat(Stream.of(main), Stream.of(arguments)).toArray(String[]::new);
        new World(ranks, loader, settings, timeLimit, MainProgram.class, Map.of(Place.MAIN, words)).run();
    }

    private List<byte[]> runLambda(final Serializable main) {
        final byte[] bytes;
        try {
            bytes = Copies.toBytes(main);
        } catch (final IOException e) {
            throw new IllegalArgumentException(
                "each rank gets a copy of the lambda and of what it captures, which cannot be made: " + e, e);
        }
        return new World(ranks, loader(main.getClass().getClassLoader()), settings, timeLimit, LambdaProgram.class,
            Map.of(Place.LAMBDA, bytes)).run();
    }

    private ClassLoader loader(final ClassLoader usual) {
        if (classes != null) {
            return classes;
        }
        return usual == null ? LocalWorld.class.getClassLoader() : usual;
    }
}
