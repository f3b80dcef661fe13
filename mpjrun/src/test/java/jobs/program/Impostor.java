package jobs.program;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import mpi.MPI;

/** The last rank is taken by a process that does not know the secret of the job. */
public final class Impostor {
    private Impostor() {}

    /**
     * Runs a rank.
     *
     * @param args none
     * @throws IOException if the impostor cannot be started
     * @throws InterruptedException never
     */
    public static void main(final String[] args) throws IOException, InterruptedException {
        final boolean isLast = System.getenv("MPJ_RANK").equals("1");
        final String wrongSecret = "ab".repeat(32);
        if (isLast && !System.getenv("MPJ_SECRET").equals(wrongSecret)) {
            final List<String> command = new ArrayList<>();
            command.add(ProcessHandle.current().info().command().orElseThrow());
            command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), Impostor.class.getName()));
            final ProcessBuilder impostor = new ProcessBuilder(command).inheritIO();
            impostor.environment().put("MPJ_SECRET", wrongSecret);
            System.exit(impostor.start().waitFor());
        }
        MPI.Init(args);
        MPI.Finalize();
    }
}
