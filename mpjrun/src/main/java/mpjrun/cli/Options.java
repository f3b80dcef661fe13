package mpjrun.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import mpjrun.plan.JobOptions.Binding;
import mpjrun.plan.JobOptions.Mapping;
import mpjrun.plan.JobOptions.TransportChoice;

/**
 * Our options, as written: every value that was given, and null where none was and there is no default. {@link Option}
 * says what each means.
 */
final class Options {
    /** All that were written, whatever their values. */
    final Set<Option> given = EnumSet.noneOf(Option.class);
    final Ranks ranks = new Ranks();
    final Start start = new Start();
    final Messages messages = new Messages();
    final Watching watching = new Watching();
    final Tools tools = new Tools();
    final Information information = new Information();

    /** How many, and where. */
    static final class Ranks {
        Integer size;
        Binding binding = Binding.NONE;
        boolean isBindingReported;
        boolean areThreads;
        boolean isSharingRefused;
        int simulatedHosts = 1;
        Mapping mapping = Mapping.SLOT;
    }

    /** What is run. */
    static final class Start {
        String classPath;
        final List<String> variables = new ArrayList<>();
        Path directory;
        String java;
        String device;
        boolean isCacheless;
    }

    /** How ranks talk. */
    static final class Messages {
        TransportChoice transport;
        boolean isCounting;
    }

    /** What is shown, and for how long. */
    static final class Watching {
        boolean isTagged;
        boolean isTimestamped;
        boolean isMerged;
        String files;
        Long timeoutSeconds;
    }

    /** What looks into the JVMs of ranks. */
    static final class Tools {
        Integer debuggerPort;
        Path recordings;
    }

    /** Questions. */
    static final class Information {
        boolean isJavaAsked;
        boolean isClassPathAsked;
        boolean isVersionAsked;
        boolean isHelpAsked;
        boolean isSettingsHelpAsked;
        Explanation explained;
    }
}
