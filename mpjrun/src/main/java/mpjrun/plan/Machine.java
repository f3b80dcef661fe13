package mpjrun.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What planning has to know about the machine.
 *
 * @param cpus numbers of the CPUs that this process may run on, ascending
 * @param cores how many of them it may keep busy at a time, at most all; a quota can make it fewer
 * @param memoryBytes memory of the machine, or of the control group if that is less
 * @param javaHome the JDK whose JVM runs the ranks
 * @param environment environment variables, which ranks inherit
 * @param hostName its name
 */
public record Machine(List<Integer> cpus, int cores, long memoryBytes, Path javaHome,
    Map<String, String> environment, String hostName) {
    /**
     * The command that runs a JVM.
     *
     * @return its path
     */
    public Path java() {
        return javaHome.resolve("bin/java");
    }
}
