package mpjrun.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import mpi.core.boot.JobEnvironment;
import mpi.core.boot.JobVariables;
import mpi.core.runtime.Setting;
import mpjrun.plan.JobOptions.Binding;
import mpjrun.plan.JobOptions.Mapping;

/**
 * From what was asked for and what the machine is to what is to be started. Reads and writes nothing.
 */
public final class Planner {
    private final JobOptions options;
    private final Program program;
    private final Installation installation;
    private final Machine machine;

    /**
     * Takes what a plan is made of.
     *
     * @param options what was asked for
     * @param program what every rank runs
     * @param installation our jars
     * @param machine where the ranks run
     */
    public Planner(final JobOptions options, final Program program, final Installation installation,
        final Machine machine) {
        this.options = options;
        this.program = program;
        this.installation = installation;
        this.machine = machine;
    }

    /**
     * The plan of a job.
     *
     * @param identity the job's name and secret
     * @param aot what the ranks have to do with an AOT cache
     * @return the plan
     */
    public JobPlan plan(final JobIdentity identity, final AotUse aot) {
        final RankJvm jvm = new RankJvm(machine, options.size(), options.jvmFlags());
        final List<String> usual = jvm.flags(aot instanceof AotUse.To ? AotUse.NONE : aot);
        final List<String> cacheMaker = jvm.flags(aot);
        final List<JobPlan.RankPlan> ranks = new ArrayList<>();
        for (int rank = 0; rank < options.size(); rank++) {
            final boolean makesCache = rank == 0 && aot instanceof AotUse.To;
            final List<String> flags = makesCache ? cacheMaker : usual;
            ranks.add(new JobPlan.RankPlan(place(rank, identity), bound(rank, command(rank, flags)), variables(rank),
                options.directory()));
        }
        return new JobPlan(List.copyOf(ranks), options.output(), options.timeLimit(), options.statistics());
    }

    /**
     * Whether ranks have to share cores.
     *
     * @return true if there are more ranks than cores for them
     */
    public boolean isOversubscribed() {
        return options.size() > machine.cores();
    }

    /**
     * The collector that ranks have if the user does not choose one.
     *
     * @return the flag that chooses it
     */
    public String collector() {
        return new RankJvm(machine, options.size(), options.jvmFlags()).isSerialByDefault()
            ? "-XX:+UseSerialGC"
            : "-XX:+UseG1GC";
    }

    private List<String> command(final int rank, final List<String> flags) {
        final List<String> command = new ArrayList<>();
        command.add(machine.java().toString());
        command.addAll(flags);
        command.add("-cp");
        command.add(program.classPathWith(installation));
        command.add(program.mainClass());
        command.addAll(leadingArguments(rank));
        command.addAll(program.arguments());
        return List.copyOf(command);
    }

    /** As MPJ Express has them: the rank, then what its processes need to find each other, then the device. */
    private List<String> leadingArguments(final int rank) {
        return options.device()
            .map(device -> List.of(String.valueOf(rank), String.valueOf(options.size()), device))
            .orElse(List.of());
    }

    /** The launcher binds: a JVM that bound itself would have sized itself for the whole machine before. */
    private List<String> bound(final int rank, final List<String> command) {
        if (options.binding() == Binding.NONE) {
            return command;
        }
        final int cpu = machine.cpus().get(rank % machine.cpus().size());
        final List<String> bound = new ArrayList<>(List.of("taskset", "-c", String.valueOf(cpu)));
        bound.addAll(command);
        return List.copyOf(bound);
    }

    private JobEnvironment place(final int rank, final JobIdentity identity) {
        final int size = options.size();
        return new JobEnvironment(identity.jobId(), 0, rank, size, rank, size, host(rank), isOversubscribed(),
            identity.secret());
    }

    private int host(final int rank) {
        final int hosts = Math.min(options.simulatedHosts(), options.size());
        if (options.mapping() == Mapping.NODE) {
            return rank % hosts;
        }
        // the first hosts take one rank more where the ranks do not divide evenly
        final int slots = options.size() / hosts;
        final int fuller = options.size() % hosts;
        final int inFuller = fuller * (slots + 1);
        return rank < inFuller ? rank / (slots + 1) : fuller + (rank - inFuller) / slots;
    }

    private Map<String, String> variables(final int rank) {
        final Map<String, String> variables = new LinkedHashMap<>(options.variables());
        options.transport()
            .ifPresent(choice -> variables.put(Setting.TRANSPORT.variable(), choice.name().toLowerCase(Locale.ROOT)));
        if (options.statistics()) {
            variables.put(Setting.STATS.variable(), "true");
        }
        if (options.device().isPresent()) {
            variables.put(JobVariables.LEADING_ARGUMENTS, String.join(" ", leadingArguments(rank)));
        }
        return Collections.unmodifiableMap(variables);
    }
}
