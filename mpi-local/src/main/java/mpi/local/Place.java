package mpi.local;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import mpi.core.runtime.LocalBoot;

/**
 * What a rank is given when it starts, over the border between its classes and those of the world: JDK types only.
 *
 * @param entries the entries, by the keys here and those of {@link LocalBoot}
 */
record Place(Map<String, Object> entries) {
    /** {@code Integer}: the world rank. */
    static final String RANK = "rank";
    /** {@code String}: the class of the {@link RankProgram}. */
    static final String PROGRAM = "program";
    /** {@code BiConsumer<Integer, Throwable>}: takes what the rank fails with, and an exit code. */
    static final String FAILED = "failed";
    /** {@code BiFunction<Integer, String, Error>}: ends the world with an exit code; the result is to be thrown. */
    static final String ENDED = "ended";
    /** {@code Consumer<byte[]>}: takes the rank's result, serialised. */
    static final String RESULT = "result";
    /** {@code String[]}: a main class and its arguments. */
    static final String MAIN = "main";
    /** {@code byte[]}: a serialised lambda. */
    static final String LAMBDA = "lambda";
    /** {@code String[]}: a test class, one of its methods, and the types of that one's parameters. */
    static final String TEST = "test";
    /** {@code Boolean}: whether a test method runs between Init and Finalize. */
    static final String INIT = "init";

    int rank() {
        return (Integer) entries.get(RANK);
    }

    @SuppressWarnings("unchecked") // a map of JDK types is all that can cross class loaders
    <T> T get(final String key) {
        return (T) entries.get(key);
    }

    ConcurrentMap<String, CompletableFuture<Object>> hub() {
        return get(LocalBoot.HUB);
    }

    void fail(final int code, final Throwable thrown) {
        this.<BiConsumer<Integer, Throwable>>get(FAILED).accept(code, thrown);
    }

    Error end(final int code, final String text) {
        return this.<BiFunction<Integer, String, Error>>get(ENDED).apply(code, text);
    }

    void giveResult(final byte[] bytes) {
        this.<Consumer<byte[]>>get(RESULT).accept(bytes);
    }
}
