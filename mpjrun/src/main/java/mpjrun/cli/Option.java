package mpjrun.cli;

import java.util.List;

/**
 * Every option of the launcher, declared once: how it is written, what {@code --help} says of it. {@link OptionParser}
 * says what it does.
 */
enum Option {
    SIZE(Section.RANKS, "RANKS", "how many ranks to start; without it one a core", "-n", "-np", "-c"),
    BINDING(Section.RANKS, "none|core", "bind each rank to a core of its own", "--bind-to"),
    BINDING_REPORT(Section.RANKS, "", "print what each rank is bound to", "--report-bindings"),
    THREADS(Section.RANKS, "", "run the ranks as threads of the launcher, with statics of their own, for debuggers",
        "--threads"),
    NO_SHARING(Section.RANKS, "", "refuse more ranks than there are cores", "--no-oversubscribe"),
    ANYWAY(Section.RANKS, "", "taken from other launchers' command lines: here it is so anyway", "--oversubscribe",
        "--allow-run-as-root", "-genvall", "-envall"),
    HOSTS(Section.RANKS, "HOSTS", "treat the ranks of this machine as those of so many hosts: TCP between them",
        "--simulate-hosts"),
    MAPPING(Section.RANKS, "slot|node", "deal ranks to hosts in blocks (slot, the default) or in turn (node)",
        "--map-by"),

    CLASS_PATH(Section.PROGRAM, "PATH", "the program's class path; without it $CLASSPATH, else the current directory",
        "-cp", "-classpath", "--class-path"),
    VARIABLE(Section.PROGRAM, "VAR[=VALUE]", "set an environment variable for the ranks, which inherit all others",
        "-x"),
    VARIABLE_OF_ALL(Section.PROGRAM, "VAR VALUE", "the same, as MPICH's mpiexec has it", "-genv", "-env"),
    DIRECTORY(Section.PROGRAM, "DIRECTORY", "start the ranks there", "--wdir"),
    LEADING_ARGUMENTS(Section.PROGRAM, "DEVICE", "give main three arguments in front of its own, its rank, the number"
        + " of ranks and DEVICE, which MPI.Init takes away again, as MPJ Express does; mpjrun.sh asks for it",
        "--leading-arguments"),
    JAVA(Section.PROGRAM, "HOME", "the JDK to use; without it the first one new enough of $MPJ_JAVA_HOME, $JAVA_HOME,"
        + " $PATH, the usual places", "--java"),
    NO_CACHE(Section.PROGRAM, "", "compile Prog.java again, start without the AOT cache, and keep nothing",
        "--no-cache"),

    TRANSPORT(Section.MESSAGES, "auto|shm|tcp",
        "shared memory only, TCP only, or what suits each pair of ranks (auto, the default)", "--transport"),
    ALGORITHM(Section.MESSAGES, "OPERATION=ALGORITHM", "run a collective operation by this algorithm, for example"
        + " allreduce=ring; may be repeated", "--coll"),
    CHECK(Section.MESSAGES, "", "check that the ranks' collectives fit together, and end a deadlocked job with exit"
        + " code 111, showing who waits for whom; with --threads only the former", "--check"),
    STATISTICS(Section.MESSAGES, "", "print at the end what each rank sent, received and copied", "--stats"),

    TAGS(Section.OUTPUT, "", "start each line of output with its rank", "--tag-output"),
    TIMES(Section.OUTPUT, "", "start each line of output with the time", "--timestamp-output"),
    MERGING(Section.OUTPUT, "", "let standard error of the ranks go where their standard output goes",
        "--merge-stderr-to-stdout"),
    OUTPUT_FILES(Section.OUTPUT, "DIR[:nocopy]", "write the output of each rank to DIR/1/rank.N/stdout and stderr, too,"
        + " with :nocopy to these only; :nojobid leaves out the 1", "--output-filename"),
    TIME_LIMIT(Section.OUTPUT, "SECONDS",
        "end the job after this time, with exit code 110, showing where each rank was and what it was waiting for; the"
            + " stacks of all threads go to a file",
        "--timeout"),

    DEBUGGER(Section.TOOLS, "PORT",
        "let each rank listen for a debugger on the loopback interface: rank 0 on this port,"
            + " the others on those that follow",
        "--jdwp"),
    RECORDINGS(Section.TOOLS, "DIR", "let the flight recorder of the JDK record each rank into DIR/rank.N.jfr",
        "--jfr"),

    PRINT_JAVA(Section.INFORMATION, "", "print the java command that ranks are run by", "--print-java"),
    PRINT_CLASS_PATH(Section.INFORMATION, "", "print the class path that ranks get", "--print-classpath"),
    EXPLANATION(Section.INFORMATION, "OPERATION[:BYTES]",
        "print which algorithm a collective operation on so many bytes (64KiB, 1MiB) would run by, and why, in a job"
            + " with the other options of the command line",
        "--explain-coll"),
    VERSION(Section.INFORMATION, "", "print the versions of mpj and of the JDK", "--version"),
    HELP(Section.INFORMATION, "", "print this", "-h", "--help"),
    SETTINGS_HELP(Section.INFORMATION, "", "print all settings of the engine", "--help-settings");

    private final Section section;
    private final String label;
    private final String description;
    private final List<String> names;

    /** What belongs together in {@code --help}. */
    enum Section {
        RANKS("Ranks"), PROGRAM("Program"), MESSAGES("Messages"), OUTPUT("Output and time"),
        TOOLS("Tools of the JDK"), INFORMATION("Information, without running anything");

        private final String heading;

        Section(final String heading) {
            this.heading = heading;
        }

        String heading() {
            return heading;
        }
    }

    Option(final Section section, final String label, final String description, final String... names) {
        this.section = section;
        this.label = label;
        this.description = description;
        this.names = List.of(names);
    }

    /**
     * Looks an option up.
     *
     * @param name a name as written
     * @return the option, or null if none is called that
     */
    static Option named(final String name) {
        for (final Option option : values()) {
            if (option.names.contains(name)) {
                return option;
            }
        }
        return null;
    }

    Section section() {
        return section;
    }

    /** Whether the next word is its value. */
    boolean hasValue() {
        return !label.isEmpty();
    }

    /** How many words follow its name. */
    int valueWords() {
        return hasValue() ? label.split(" ").length : 0;
    }

    /** What stands for the value in {@code --help}. */
    String label() {
        return label;
    }

    String description() {
        return description;
    }

    List<String> names() {
        return names;
    }
}
