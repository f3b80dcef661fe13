package mpi.core.boot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import mpi.MPI;
import mpi.MPIException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentDetectorTest {
    private static final Map<String, String> OURS = Map.of("MPJ_RANK", "2", "MPJ_SIZE", "8", "MPJ_LOCAL_RANK", "1",
        "MPJ_LOCAL_SIZE", "4", "MPJ_HOST_ID", "1", "MPJ_JOB", "job-7", "MPJ_SECRET", "0f".repeat(32),
        "MPJ_RENDEZVOUS", "127.0.0.1:4711", "MPJ_OVERSUBSCRIBED", "1");
    private static final Map<String, String> OPEN_MPI =
        Map.of("OMPI_COMM_WORLD_RANK", "0", "OMPI_COMM_WORLD_SIZE", "4");

    @Test
    void shouldReadOurVariables() {
        final Place place = EnvironmentDetector.detect(OURS);
        assertEquals("rank 2 of 8 of job job-7 (local 1 of 4, host 1, epoch 0)", place.job().toString());
        assertTrue(place.job().oversubscribed());
        final byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) 0x0f);
        assertArrayEquals(secret, place.job().secret());
        assertEquals(Optional.of(InetSocketAddress.createUnresolved("127.0.0.1", 4711)), place.rendezvous());
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "node-3.cluster"})
    void shouldReadWhatItWrites(final String host) {
        final InetSocketAddress rendezvous = InetSocketAddress.createUnresolved(host, 65535);
        final JobEnvironment job = EnvironmentDetector.detect(OURS).job();
        final Place place = EnvironmentDetector.detect(JobVariables.write(job, rendezvous));
        assertEquals(job.toString(), place.job().toString());
        assertArrayEquals(job.secret(), place.job().secret());
        assertEquals(job.oversubscribed(), place.job().oversubscribed());
        assertEquals(Optional.of(rendezvous), place.rendezvous());
    }

    @Test
    void shouldWriteTheNumberOfAResolvedAddress() {
        final Map<String, String> variables = JobVariables.write(EnvironmentDetector.detect(OURS).job(),
            new InetSocketAddress("127.0.0.1", 5));
        assertEquals("127.0.0.1:5", variables.get("MPJ_RENDEZVOUS"));
    }

    @Test
    void shouldBeAWorldOfOneOtherwise() {
        final Place place = EnvironmentDetector.detect(Map.of("PATH", "/bin"));
        assertTrue(place.job().isSingleton());
        assertEquals(Optional.empty(), place.rendezvous());
        assertNotEquals(place.job().jobId(), EnvironmentDetector.detect(Map.of()).job().jobId());
        assertTrue(place.job().jobId().matches("[A-Za-z0-9-]+"));
    }

    @Test
    void shouldPreferOurVariablesToThoseOfOthers() {
        final Map<String, String> both = new HashMap<>(OURS);
        both.putAll(OPEN_MPI);
        both.put("MPJ_SINGLETON", "1");
        assertEquals(8, EnvironmentDetector.detect(both).job().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "MPJ_RANK | 8 | a number from 0 to 7", "MPJ_RANK | -1 | a number from 0 to 7",
        "MPJ_RANK | two | a number from 0 to 7", "MPJ_SIZE | 0 | a number from 1 to 2147483647",
        "MPJ_SIZE | 3000000000 | a number from 1", "MPJ_LOCAL_RANK | 4 | a number from 0 to 3",
        "MPJ_LOCAL_SIZE | 9 | a number from 1 to 8", "MPJ_HOST_ID | -1 | a number from 0",
        "MPJ_OVERSUBSCRIBED | yes | a number from 0 to 1", "MPJ_JOB | a/b | 1 to 64 letters, digits and -",
        "MPJ_JOB | '' | 1 to 64 letters, digits and -", "MPJ_RENDEZVOUS | 127.0.0.1 | host:port",
        "MPJ_RENDEZVOUS | :80 | host:port", "MPJ_RENDEZVOUS | h:0 | host:port",
        "MPJ_RENDEZVOUS | h:65536 | host:port", "MPJ_RENDEZVOUS | ::1:80 | host:port",
        "MPJ_RENDEZVOUS | [h]:80 | host:port"})
    void shouldNameAWrongVariableItsValueAndTheExpectation(final String name, final String value,
        final String expectation) {
        final Map<String, String> environment = new HashMap<>(OURS);
        environment.put(name, value);
        final MPIException e = assertThrows(MPIException.class, () -> EnvironmentDetector.detect(environment));
        assertEquals(MPI.ERR_ARG, e.getErrorClass());
        assertTrue(e.getMessage()
            .startsWith("Init: environment variable " + name + " is \"" + value + "\", expected "
                + expectation),
            e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0f", "not hexadecimal, although it is as long as a secret, 64 letters."})
    void shouldNotShowAWrongSecret(final String secret) {
        final Map<String, String> environment = new HashMap<>(OURS);
        environment.put("MPJ_SECRET", secret);
        final MPIException e = assertThrows(MPIException.class, () -> EnvironmentDetector.detect(environment));
        assertEquals("Init: environment variable MPJ_SECRET has " + secret.length() + " characters (not shown),"
            + " expected 64 hexadecimal digits; mpjrun sets all of MPJ_RANK, MPJ_SIZE and so on (MPI.ERR_ARG)",
            e.getMessage());
        assertNull(e.getCause());
    }

    @Test
    void shouldNameEachMissingVariable() {
        for (final String name : OURS.keySet()) {
            final Map<String, String> environment = new HashMap<>(OURS);
            environment.remove(name);
            final MPIException e = assertThrows(MPIException.class, () -> EnvironmentDetector.detect(environment));
            assertTrue(e.getMessage().startsWith("Init: environment variable " + name + " is not set, expected "),
                e.getMessage());
        }
    }

    @Test
    void shouldRefuseForeignLaunchersWithTheFix() {
        final MPIException e = assertThrows(MPIException.class, () -> EnvironmentDetector.detect(OPEN_MPI));
        assertEquals(MPI.ERR_OTHER, e.getErrorClass());
        assertEquals("Init: this process was started by Open MPI's mpirun (OMPI_COMM_WORLD_RANK=0,"
            + " OMPI_COMM_WORLD_SIZE=4) as one of 4, which cannot be joined yet: start with mpjrun, or set"
            + " MPJ_SINGLETON=1 for a world of one (MPI.ERR_OTHER)", e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "OMPI_COMM_WORLD_SIZE=2 | Open MPI's mpirun | 2",
        "PMI_FD=3 PMI_RANK=0 PMI_SIZE=2 | MPICH's mpiexec | 2", "PMI_SIZE=2 | MPICH's mpiexec | 2",
        "PMI_PORT=host:1 PMI_ID=0 | MPICH's mpiexec | an unknown number",
        "PMIX_RANK=0 SLURM_STEP_NUM_TASKS=3 | PMIx | 3", "PMIX_RANK=0 | PMIx | an unknown number",
        "SLURM_PROCID=1 SLURM_STEP_NODELIST=n1 SLURM_STEP_NUM_TASKS=5 | Slurm's srun | 5",
        "SLURM_PROCID=1 SLURM_STEP_NODELIST=n1 SLURM_STEP_NUM_TASKS=many | Slurm's srun | an unknown number",
        "AWS_BATCH_JOB_NODE_INDEX=0 AWS_BATCH_JOB_NUM_NODES=2 | AWS Batch | 2",
        "JOB_COMPLETION_INDEX=0 MPJ_SIZE=2 | Kubernetes | 2", "RANK=0 MASTER_ADDR=h WORLD_SIZE=2 | torchrun | 2",
        // The first in the order wins: a launcher nested in an allocation before the allocation's scheduler.
        "OMPI_COMM_WORLD_RANK=0 OMPI_COMM_WORLD_SIZE=2 PMIX_RANK=0 SLURM_PROCID=0 SLURM_STEP_NODELIST=n1"
            + " SLURM_STEP_NUM_TASKS=1 | Open MPI's mpirun | 2",
        "PMI_FD=3 PMI_SIZE=2 SLURM_PROCID=0 SLURM_STEP_NODELIST=n1 SLURM_STEP_NUM_TASKS=1 | MPICH's mpiexec | 2"})
    void shouldKnowEachForeignLauncher(final String variables, final String name, final String size) {
        final Map<String, String> environment = parse(variables);
        final MPIException e = assertThrows(MPIException.class, () -> EnvironmentDetector.detect(environment));
        assertTrue(e.getMessage().contains("started by " + name) || e.getMessage().contains("started by a " + name),
            e.getMessage());
        assertTrue(e.getMessage().contains("as one of " + size + ", "), e.getMessage());
        environment.put("MPJ_SINGLETON", "1");
        assertTrue(EnvironmentDetector.detect(environment).job().isSingleton());
    }

    @ParameterizedTest
    @ValueSource(strings = {"OMPI_COMM_WORLD_RANK=0 OMPI_COMM_WORLD_SIZE=1", "PMI_FD=3 PMI_SIZE=1",
        "SLURM_PROCID=0 SLURM_STEP_NODELIST=n1 SLURM_STEP_NUM_TASKS=1", "JOB_COMPLETION_INDEX=3",
        // A batch script has its own SLURM_PROCID, and no step.
        "SLURM_PROCID=0 SLURM_NTASKS=4", "RANK=3"})
    void shouldBeAWorldOfOneWhereNobodyElseWasStarted(final String variables) {
        assertTrue(EnvironmentDetector.detect(parse(variables)).job().isSingleton());
    }

    @Test
    void shouldStayInPlaceInALaterEpoch() {
        final JobEnvironment job = EnvironmentDetector.detect(OURS).job();
        assertEquals("rank 2 of 8 of job job-7 (local 1 of 4, host 1, epoch 3)", job.withEpoch(3).toString());
        assertArrayEquals(job.secret(), job.withEpoch(3).secret());
        assertFalse(job.withEpoch(3).toString().contains("0f0f"), "the secret must not show up in a log");
    }

    private static Map<String, String> parse(final String variables) {
        final Map<String, String> environment = new HashMap<>();
        for (final String variable : variables.split(" ")) {
            final int equals = variable.indexOf('=');
            environment.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return environment;
    }
}
