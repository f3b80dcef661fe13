package mpi.spi;

import java.util.Arrays;
import java.util.List;

/**
 * Arguments that a launcher puts in front of those of the program, as MPJ Express does: programs written for it expect
 * their own from {@code args[3]} on, and that {@code MPI.Init} returns their own only.
 */
public final class LeadingArguments {
    /** Environment variable that holds them, separated by blanks; only a launcher that has put them sets it. */
    public static final String VARIABLE = "MPJ_LEADING_ARGUMENTS";

    private LeadingArguments() {}

    /**
     * Takes away what the launcher has added, and nothing else.
     *
     * @param arguments what the program gives to Init, or {@code null}
     * @param added the value of {@link #VARIABLE}, {@code null} if there is none
     * @return the program's own arguments: the same array if they do not begin with the added ones, an empty one for
     *     {@code null}
     */
    public static String[] strip(final String[] arguments, final String added) {
        if (arguments == null) {
            return new String[0];
        }
        final List<String> leading = added == null ? List.of() : List.of(added.split(" "));
        final int count = leading.size();
        if (count == 0 || count > arguments.length || !leading.equals(Arrays.asList(arguments).subList(0, count))) {
            return arguments;
        }
        return Arrays.copyOfRange(arguments, count, arguments.length);
    }
}
