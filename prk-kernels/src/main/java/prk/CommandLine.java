package prk;

import java.io.PrintStream;
import java.util.Arrays;
import mpi.Comm;
import mpi.MPI;

/**
 * The command line of a kernel: a row of whole numbers. Rank 0 reads it and tells all others, since a launcher need
 * not hand it to them.
 */
final class CommandLine {
    /** The rank that reads, prints and judges. */
    static final int ROOT = 0;

    /** A little less than what an {@code int} can count: not every JVM makes longer arrays. */
    static final int MAX_ARRAY_LENGTH = Integer.MAX_VALUE - 8;

    /** What fits into a rank's part of a window, which has less than 2 GiB. */
    static final int MAX_WINDOW_LENGTH = Integer.MAX_VALUE / Double.BYTES;

    private static final int MAX_NUMBERS = 15;

    private final String usage;
    private final String[] args;

    /**
     * Takes a command line.
     *
     * @param usage the line that explains it
     * @param required how many numbers there must be
     * @param optional how many more there may be
     * @param args what the user typed
     */
    CommandLine(final String usage, final int required, final int optional, final String... args)
        throws UsageException {
        this.usage = usage;
        this.args = args.clone();
        if (args.length < required || args.length > required + optional) {
            final String expected = optional == 0 ? "" + required : required + " to " + (required + optional);
            throw problem("found " + args.length + " arguments, expected " + expected);
        }
    }

    /** Reads the argument at {@code index}, which is called {@code name} in texts. */
    long number(final int index, final String name, final long min, final long max) throws UsageException {
        try {
            final long value = Long.parseLong(args[index]);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (final NumberFormatException e) {
            // reported below, as a number out of range is
        }
        throw problem(name + " is \"" + args[index] + "\", expected a whole number from " + min + " to " + max);
    }

    /** As {@link #number}, with a value for an argument that is not there. */
    long numberOr(final long absent, final int index, final String name, final long min, final long max)
        throws UsageException {
        return index < args.length ? number(index, name, min, max) : absent;
    }

    /** Reads the argument at {@code index} as a number with a fraction; what it is allowed to be is the caller's. */
    double real(final int index, final String name) throws UsageException {
        try {
            final double value = Double.parseDouble(args[index]);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (final NumberFormatException e) {
            // reported below, as infinity is
        }
        throw problem(name + " is \"" + args[index] + "\", expected a number");
    }

    /** Reads the argument at {@code index} as the name of one of the choices. */
    <E extends Enum<E>> E choice(final int index, final String name, final Class<E> choices) throws UsageException {
        for (final E choice : choices.getEnumConstants()) {
            if (choice.name().equals(args[index])) {
                return choice;
            }
        }
        throw problem(name + " is \"" + args[index] + "\", expected one of "
            + Arrays.toString(choices.getEnumConstants()));
    }

    UsageException problem(final String text) {
        return new UsageException(text, usage);
    }

    /**
     * Lets root read its command line and tells all ranks what it says; collective.
     *
     * @param args what the user typed; only root's counts
     * @param world all ranks
     * @param err where root prints what is wrong
     * @param reader reads the command line; called at root only
     * @return the numbers, the same on every rank; none if the command line is wrong
     */
    static long[] share(final String[] args, final Comm world, final PrintStream err, final Reader reader) {
        final long[] message = new long[1 + MAX_NUMBERS];
        if (world.getRank() == ROOT) {
            try {
                final long[] numbers = reader.read(args);
                message[0] = numbers.length;
                System.arraycopy(numbers, 0, message, 1, numbers.length);
            } catch (final UsageException e) {
                err.println(e.getMessage());
            }
        }
        world.bcast(message, message.length, MPI.LONG, ROOT);
        return Arrays.copyOfRange(message, 1, 1 + (int) message[0]);
    }

    /** Reads a kernel's command line. */
    @FunctionalInterface
    interface Reader {
        long[] read(String[] args) throws UsageException;
    }
}
