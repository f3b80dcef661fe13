package mpjrun.plan;

import java.nio.file.Path;

/**
 * What the JVMs of ranks have to do with an AOT cache: classes in the form they have in memory once they are loaded and
 * linked (docs/adr/0010).
 */
public sealed interface AotUse {
    /** No rank has one. */
    AotUse NONE = new None();

    /** Nothing. */
    record None() implements AotUse {}

    /**
     * Every rank starts from a cache, unless the user's flags do not go with it.
     *
     * @param file the cache, checked
     */
    record From(Path file) implements AotUse {}

    /**
     * Rank 0 makes a cache when it ends.
     *
     * @param file where it goes
     */
    record To(Path file) implements AotUse {}
}
