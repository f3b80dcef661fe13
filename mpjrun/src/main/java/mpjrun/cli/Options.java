package mpjrun.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mpjrun.plan.JobOptions.Binding;
import mpjrun.plan.JobOptions.Mapping;
import mpjrun.plan.JobOptions.TransportChoice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Our options, as written: every value that was given, and null where none was and there is no default.
 */
@Command(name = "mpjrun", separator = " ")
final class Options {
    @Mixin
    final Ranks ranks = new Ranks();

    @Mixin
    final Start start = new Start();

    @Mixin
    final Messages messages = new Messages();

    @Mixin
    final Watching watching = new Watching();

    @Mixin
    final Information information = new Information();

    /** How many, and where. */
    static final class Ranks {
        @Option(names = {"-n", "-np", "-c"}, paramLabel = "RANKS",
            description = "how many ranks to start; without it one a core")
        Integer size;

        @Option(names = "--bind-to", paramLabel = "none|core", description = "bind each rank to a core of its own")
        Binding binding = Binding.NONE;

        @Option(names = "--no-oversubscribe", description = "refuse more ranks than there are cores")
        boolean isSharingRefused;

        @Option(names = "--simulate-hosts", paramLabel = "HOSTS",
            description = "treat the ranks of this machine as those of so many hosts: TCP between them")
        int simulatedHosts = 1;

        @Option(names = "--map-by", paramLabel = "slot|node",
            description = "deal ranks to hosts in blocks (slot, the default) or in turn (node)")
        Mapping mapping = Mapping.SLOT;
    }

    /** What is run. */
    static final class Start {
        @Option(names = {"-cp", "-classpath", "--class-path"}, paramLabel = "PATH",
            description = "the program's class path; without it $CLASSPATH, else the current directory")
        String classPath;

        @Option(names = "-x", paramLabel = "VAR[=VALUE]", arity = "1",
            description = "set an environment variable for the ranks, which inherit all others")
        List<String> variables = new ArrayList<>();

        @Option(names = "--wdir", paramLabel = "DIRECTORY", description = "start the ranks there")
        Path directory;

        @Option(names = "--java", paramLabel = "HOME",
            description = "the JDK to use; without it the first one new enough of $MPJ_JAVA_HOME, $JAVA_HOME, $PATH,"
                + " the usual places")
        String java;

        @Option(names = "--no-cache", description = "compile Prog.java again, and keep nothing")
        boolean isCacheless;
    }

    /** How ranks talk. */
    static final class Messages {
        @Option(names = "--transport", paramLabel = "auto|shm|tcp",
            description = "shared memory only, TCP only, or what suits each pair of ranks (auto, the default)")
        TransportChoice transport;

        @Option(names = "--stats", description = "print at the end what each rank sent, received and copied")
        boolean isCounting;
    }

    /** What is shown, and for how long. */
    static final class Watching {
        @Option(names = "--tag-output", description = "start each line of output with its rank")
        boolean isTagged;

        @Option(names = "--timestamp-output", description = "start each line of output with the time")
        boolean isTimestamped;

        @Option(names = "--timeout", paramLabel = "SECONDS",
            description = "end the job after this time, with exit code 110, showing what each rank was waiting for")
        Long timeoutSeconds;
    }

    /** Questions. */
    static final class Information {
        @Option(names = "--print-java", description = "print the java command that ranks are run by")
        boolean isJavaAsked;

        @Option(names = "--print-classpath", description = "print the class path that ranks get")
        boolean isClassPathAsked;

        @Option(names = "--version", description = "print the versions of mpj and of the JDK")
        boolean isVersionAsked;

        @Option(names = {"-h", "--help"}, description = "print this")
        boolean isHelpAsked;

        @Option(names = "--help-settings", description = "print all settings of the engine")
        boolean isSettingsHelpAsked;
    }
}
