package mpjrun.cli;

import java.io.PrintStream;
import mpjrun.plan.Installation;
import mpjrun.plan.Machine;
import mpjrun.plan.Program;

/**
 * Answers the options that ask instead of running something.
 */
final class Information {
    private final Options.Information asked;
    private final Machine machine;
    private final PrintStream out;

    Information(final Options.Information asked, final Machine machine, final PrintStream out) {
        this.asked = asked;
        this.machine = machine;
        this.out = out;
    }

    boolean isAsked() {
        return asked.isVersionAsked || asked.isJavaAsked || asked.isClassPathAsked;
    }

    /**
     * Prints what was asked for.
     *
     * @param program the program, as far as it is named
     * @param installation our jars
     * @return the exit code
     */
    int print(final Program program, final Installation installation) {
        if (asked.isVersionAsked) {
            out.println("mpjrun " + version() + " on JDK " + Runtime.version() + " in " + machine.javaHome());
        }
        if (asked.isJavaAsked) {
            out.println(machine.java());
        }
        if (asked.isClassPathAsked) {
            out.println(program.classPathWith(installation));
        }
        return 0;
    }

    private static String version() {
        final String version = Information.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
