package mpjrun.cli;

import java.util.Set;

/**
 * Options that users of other launchers know and that are not here, with what to write in their place.
 */
enum Habit {
    HOSTS("ranks can only be started on this machine as yet; --simulate-hosts N treats it as several",
        "H", "host", "hosts", "hostfile", "machinefile", "machinesfile", "f", "default-hostfile", "w", "nodelist"),
    RANKS_OF_A_HOST("all ranks are on this machine; -n says how many", "ppn", "N", "npernode", "ntasks-per-node",
        "perhost"),
    PARAMETER("settings are given as -Dmpj.NAME=VALUE, and --help-settings lists them; --transport chooses a transport",
        "mca", "gmca", "pmixmca", "prtemca", "psl"),
    DEVICE("--transport chooses a transport; mpjrun.sh understands -dev", "dev"),
    INPUT("rank 0 has the input", "stdin"),
    STACKS("--timeout shows the stacks anyway", "get-stack-traces"),
    TASKS("-n says how many ranks", "ntasks");

    private final String hint;
    private final Set<String> names;

    Habit(final String hint, final String... names) {
        this.hint = hint;
        this.names = Set.of(names);
    }

    /**
     * What to say of an unknown option.
     *
     * @param word the option as written
     * @return what to add to the complaint, empty if nothing is known of it
     */
    static String hint(final String word) {
        final String name = word.replaceFirst("^--?", "").replaceFirst("=.*", "");
        for (final Habit habit : values()) {
            if (habit.names.contains(name)) {
                return "; " + habit.hint;
            }
        }
        return "";
    }
}
