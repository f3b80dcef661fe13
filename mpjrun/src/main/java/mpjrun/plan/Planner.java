package mpjrun.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        final List<JobPlan.RankPlan> ranks = new ArrayList<>();
        for (int rank = 0; rank < options.size(); rank++) {
            final JobEnvironment place = place(rank, identity);
            final AotUse use = rank > 0 && aot instanceof AotUse.To ? AotUse.NONE : aot;
            ranks.add(new JobPlan.RankPlan(place, bound(rank, command(place, use)), variables(rank),
                options.directory()));
        }
        return new JobPlan(List.copyOf(ranks), options.output(), options.timeLimit(), options.statistics(),
            options.tools().patience());
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

    private List<String> command(final JobEnvironment place, final AotUse aot) {
        final Placeholders placeholders = Placeholders.of(place, machine.hostName(), options.simulatedHosts());
        final List<String> given = new ArrayList<>(options.jvmFlags().size());
        options.jvmFlags().forEach(flag -> given.add(placeholders.replaceIn(flag)));
        given.addAll(options.tools().flags(place.rank(), options.size()));
        final List<String> command = new ArrayList<>();
        command.add(machine.java().toString());
        command.addAll(new RankJvm(machine, options.size(), given).flags(aot));
        command.addAll(program.start(installation));
        command.addAll(leadingArguments(place.rank()));
        program.arguments().forEach(argument -> command.add(placeholders.replaceIn(argument)));
        return List.copyOf(command);
    }

    /** As MPJ Express has them: the rank, then what its processes need to find each other, then the device. */
    private List<String> leadingArguments(final int rank) {
        return options.device()
            .map(device -> List.of(String.valueOf(rank), String.valueOf(options.size()), device))
            .orElse(List.of());
    }

    /**
     * What a rank is bound to.
     *
     * @param rank world rank
     * @return the number of a CPU, empty if it is not bound
     */
    public Optional<Integer> cpu(final int rank) {
        return options.binding() == Binding.NONE ? Optional.empty()
            : Optional.of(machine.cpus().get(rank % machine.cpus().size()));
    }

    /** The launcher binds: a JVM that bound itself would have sized itself for the whole machine before. */
    private List<String> bound(final int rank, final List<String> command) {
        final Optional<Integer> cpu = cpu(rank);
        if (cpu.isEmpty()) {
            return command;
        }
        final List<String> bound = new ArrayList<>(List.of("taskset", "-c", cpu.get().toString()));
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
            .ifPresent(choice -> variables.put(Setting.TRANSPORT.variable(), choice.text()));
        if (options.statistics()) {
            variables.put(Setting.STATS.variable(), "true");
        }
        if (options.device().isPresent()) {
            variables.put(JobVariables.LEADING_ARGUMENTS, String.join(" ", leadingArguments(rank)));
        }
        return Collections.unmodifiableMap(variables);
    }
}
