package mpjrun;

/**
 * The launcher as a main class: what the script {@code mpjrun} becomes, under a name for run configurations of IDEs.
 * With {@code --threads} it needs our jars alone and no option of the JVM.
 */
public final class Main {
    private Main() {}

    /**
     * Runs a job and ends with its exit code.
     *
     * @param arguments options, program, and the program's arguments, as of {@code mpjrun}
     */
    public static void main(final String[] arguments) {
        mpjrun.cli.Main.main(arguments);
    }
}
