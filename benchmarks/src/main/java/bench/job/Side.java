package bench.job;

import java.util.List;
import java.util.stream.Stream;

/**
 * One of the two that are compared.
 *
 * @param library whose program runs
 * @param flags for its launcher
 * @param arguments for the program, before those of the task
 */
public record Side(Library library, List<String> flags, List<String> arguments) {

    public static Side of(final Library library, final String flags) {
        return new Side(library, words(flags), List.of());
    }

    /** The same, with messages in this kind of memory. */
    public Side buffer(final String kind) {
        return new Side(library, flags, List.of("--buffer", kind));
    }

    /** The same, with this collective operation. */
    public Side operation(final String name) {
        return new Side(library, flags, List.of("--operation", name));
    }

    /** The same, with this form of it. */
    public Side form(final String name) {
        return new Side(library, flags, Stream.concat(arguments.stream(), Stream.of("--form", name)).toList());
    }

    private static List<String> words(final String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }
}
