package mpi.core.boot;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A launcher of somebody else, known by the variables it sets for the processes it starts.
 *
 * @param name what users call it
 * @param marks it is this launcher if all of these variables are set
 * @param sizeVariable holds the number of processes
 * @param isOneIfUnsaid whether without that variable it counts as one process; else the number is unknown then
 */
record ForeignLauncher(String name, List<String> marks, String sizeVariable, boolean isOneIfUnsaid) {

    private static final String PMI = "MPICH's mpiexec (or srun --mpi=pmi2)";

    /**
     * In the order in which they are asked, the first that is recognised wins: a launcher nested in an allocation
     * stands before the scheduler of that allocation. {@code SLURM_PROCID} counts only within a step, because a batch
     * script has it too; Kubernetes does not say how many there are, so that is taken from the user.
     */
    private static final List<ForeignLauncher> KNOWN = List.of(
        new ForeignLauncher("Open MPI's mpirun", List.of("OMPI_COMM_WORLD_RANK"), "OMPI_COMM_WORLD_SIZE", false),
        new ForeignLauncher("Open MPI's mpirun", List.of("OMPI_COMM_WORLD_SIZE"), "OMPI_COMM_WORLD_SIZE", false),
        new ForeignLauncher(PMI, List.of("PMI_PORT"), "PMI_SIZE", false),
        new ForeignLauncher(PMI, List.of("PMI_FD"), "PMI_SIZE", false),
        new ForeignLauncher(PMI, List.of("PMI_SIZE"), "PMI_SIZE", false),
        new ForeignLauncher("a PMIx launcher (prterun, or srun --mpi=pmix)", List.of("PMIX_RANK"),
            "SLURM_STEP_NUM_TASKS", false),
        new ForeignLauncher("Slurm's srun", List.of("SLURM_PROCID", "SLURM_STEP_NODELIST"), "SLURM_STEP_NUM_TASKS",
            false),
        new ForeignLauncher("AWS Batch", List.of("AWS_BATCH_JOB_NODE_INDEX"), "AWS_BATCH_JOB_NUM_NODES", false),
        new ForeignLauncher("a Kubernetes indexed job", List.of("JOB_COMPLETION_INDEX"), JobVariables.SIZE, true),
        new ForeignLauncher("torchrun", List.of("RANK", "MASTER_ADDR"), "WORLD_SIZE", false));

    /**
     * Who started this process.
     *
     * @param environment environment variables
     * @return the launcher, or nothing if none is recognised
     */
    static Optional<ForeignLauncher> find(final Map<String, String> environment) {
        return KNOWN.stream().filter(launcher -> environment.keySet().containsAll(launcher.marks())).findFirst();
    }

    /**
     * How many processes it has started.
     *
     * @param environment environment variables
     * @return the number, or nothing if it does not say
     */
    OptionalInt size(final Map<String, String> environment) {
        final String text = environment.get(sizeVariable);
        if (text == null) {
            return isOneIfUnsaid ? OptionalInt.of(1) : OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(text));
        } catch (final NumberFormatException e) {
            // A size that cannot be read is a size that is not known: the caller shows the text to the user.
            return OptionalInt.empty();
        }
    }

    /**
     * The variables that gave it away.
     *
     * @param environment environment variables
     * @return for example {@code OMPI_COMM_WORLD_RANK=0, OMPI_COMM_WORLD_SIZE=4}
     */
    String evidence(final Map<String, String> environment) {
        return Stream.concat(marks.stream(), Stream.of(sizeVariable))
            .distinct()
            .filter(environment::containsKey)
            .map(variable -> variable + "=" + environment.get(variable))
            .collect(Collectors.joining(", "));
    }
}
