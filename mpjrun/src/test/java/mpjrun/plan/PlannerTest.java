package mpjrun.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import mpjrun.plan.JobOptions.Binding;
import mpjrun.plan.JobOptions.Mapping;
import mpjrun.plan.JobOptions.TransportChoice;
import org.junit.jupiter.api.Test;

/** Whole plans, as text. */
class PlannerTest {
    private static final long GIBIBYTE = 1L << 30;
    private static final JobIdentity IDENTITY = new JobIdentity("4711-abc", new byte[32]);
    private static final Program PROGRAM = new Program("hello.Hello", List.of("/home/me/classes"), List.of("a", "-n"));
    private static final Installation INSTALLATION = new Installation(List.of("/mpj/api.jar", "/mpj/core.jar"),
        List.of("/mpj/prk.jar"));
    private static final Machine SMALL =
        new Machine(List.of(0, 1), 2, 10 * GIBIBYTE, Path.of("/jdk"), Map.of(), "here");
    private static final Machine LARGE =
        new Machine(List.of(2, 3, 4, 5, 10, 11, 12, 13), 8, 100 * GIBIBYTE, Path.of("/jdk"), Map.of(), "here");

    private static JobOptions options(final int size, final Binding binding, final int hosts, final Mapping mapping) {
        return new JobOptions(size, List.of(), Map.of(), Path.of("/home/me"), Optional.empty(), binding, hosts, mapping,
            new JobPlan.Output(false, false), Optional.empty(), false, Optional.empty(), Tools.NONE);
    }

    private static JobPlan plan(final JobOptions options, final Machine machine) {
        return new Planner(options, PROGRAM, INSTALLATION, machine).plan(IDENTITY, AotUse.NONE);
    }

    /** The flags of every rank are tested once. */
    private static String command(final JobPlan.RankPlan rank) {
        return String.join(" ", rank.command()).replace(String.join(" ", RankJvm.REQUIRED), "REQUIRED");
    }

    private static String text(final JobPlan.RankPlan rank) {
        return rank.place() + "\noversubscribed " + rank.place().oversubscribed() + "\n"
            + command(rank) + "\n" + rank.environment() + " in " + rank.directory() + "\n";
    }

    private static String text(final JobPlan plan) {
        return plan.ranks().stream().map(PlannerTest::text).collect(Collectors.joining())
            + plan.output() + " " + plan.timeLimit() + " " + plan.statistics() + "\n";
    }

    private static List<Integer> hosts(final int size, final int hosts, final Mapping mapping) {
        return plan(options(size, Binding.NONE, hosts, mapping), LARGE).ranks()
            .stream()
            .map(rank -> rank.place().hostId())
            .toList();
    }

    @Test
    void shouldGiveEveryRankTheseFlags() {
        assertEquals("""
            --add-opens java.base/jdk.internal.misc=ALL-UNNAMED --enable-native-access=ALL-UNNAMED \
            -Xlog:aot=off -Xlog:cds=off -XX:CompileCommand=quiet \
            -XX:CompileCommand=dontinline,mpi.MessageCalls::* -XX:CompileCommand=inline,mpi.Comm::* \
            -XX:CompileCommand=inline,mpi.CommDialect::* -XX:CompileCommand=inline,mpi.Request::* \
            -XX:CompileCommand=inline,mpi.RequestDialect::* -XX:CompileCommand=inline,mpi.Status::<init> \
            -XX:CompileCommand=dontinline,mpi.core.transport.Memcpy::* \
            -XX:CompileCommand=dontinline,mpi.transport.tcp.NativeSend::* \
            -XX:CompileCommand=inline,jdk.internal.foreign.AbstractMemorySegmentImpl::asSlice* \
            -XX:CompileCommand=inline,jdk.internal.foreign.HeapMemorySegmentImpl*::*""",
            String.join(" ", RankJvm.REQUIRED));
    }

    @Test
    void shouldPlanTwoRanksOnTwoCores() {
        assertEquals("""
            rank 0 of 2 of job 4711-abc (local 0 of 2, host 0, epoch 0)
            oversubscribed false
            /jdk/bin/java REQUIRED -Xmx3584m -XX:+UseSerialGC \
            -cp /mpj/api.jar:/mpj/core.jar:/home/me/classes:/mpj/prk.jar hello.Hello a -n
            {} in /home/me
            rank 1 of 2 of job 4711-abc (local 1 of 2, host 0, epoch 0)
            oversubscribed false
            /jdk/bin/java REQUIRED -Xmx3584m -XX:+UseSerialGC \
            -cp /mpj/api.jar:/mpj/core.jar:/home/me/classes:/mpj/prk.jar hello.Hello a -n
            {} in /home/me
            Output[tagged=false, timestamped=false, merged=false, files=Optional.empty] Optional.empty false
            """, text(plan(options(2, Binding.NONE, 1, Mapping.SLOT), SMALL)));
    }

    @Test
    void shouldPlanWithEveryOption() {
        final JobOptions options = new JobOptions(1, List.of("-Xmx1g", "-Dx=y"), Map.of("A", "b c"), Path.of("/work"),
            Optional.of(TransportChoice.TCP), Binding.CORE, 1, Mapping.NODE, new JobPlan.Output(true, true),
            Optional.of(Duration.ofSeconds(90)), true, Optional.of("niodev"), Tools.NONE);
        final JobPlan plan = plan(options, LARGE);
        assertEquals(Map.of("A", "b c", "MPJ_TRANSPORT", "tcp", "MPJ_STATS", "true", "MPJ_LEADING_ARGUMENTS",
            "0 1 niodev"),
            plan.ranks().getFirst().environment());
        assertEquals("""
            taskset -c 2 /jdk/bin/java REQUIRED -XX:ParallelGCThreads=8 -XX:ConcGCThreads=2 -Xmx1g -Dx=y \
            -cp /mpj/api.jar:/mpj/core.jar:/home/me/classes:/mpj/prk.jar hello.Hello 0 1 niodev a -n""",
            command(plan.ranks().getFirst()));
        assertEquals(Path.of("/work"), plan.ranks().getFirst().directory());
        assertEquals(new JobPlan.Output(true, true), plan.output());
        assertEquals(Optional.of(Duration.ofSeconds(90)), plan.timeLimit());
        assertTrue(plan.statistics());
    }

    @Test
    void shouldCallAJobOversubscribedFromOneRankMoreThanCoresOn() {
        for (final JobPlan.RankPlan rank : plan(options(2, Binding.NONE, 1, Mapping.SLOT), SMALL).ranks()) {
            assertFalse(rank.place().oversubscribed());
        }
        for (final JobPlan.RankPlan rank : plan(options(3, Binding.NONE, 1, Mapping.SLOT), SMALL).ranks()) {
            assertTrue(rank.place().oversubscribed());
        }
    }

    @Test
    void shouldDealRanksToHostsInBlocksOrInTurn() {
        assertEquals(List.of(0, 0, 1, 1), hosts(4, 2, Mapping.SLOT));
        assertEquals(List.of(0, 1, 0, 1), hosts(4, 2, Mapping.NODE));
        assertEquals(List.of(0, 0, 0, 1, 1, 2, 2), hosts(7, 3, Mapping.SLOT));
        assertEquals(List.of(0, 1, 2, 0, 1, 2, 0), hosts(7, 3, Mapping.NODE));
        assertEquals(List.of(0, 1), hosts(2, 5, Mapping.SLOT));
    }

    @Test
    void shouldCountLocalRanksByTheRealMachine() {
        final JobPlan plan = plan(options(4, Binding.NONE, 2, Mapping.NODE), LARGE);
        assertEquals(3, plan.ranks().get(3).place().localRank());
        assertEquals(4, plan.ranks().get(3).place().localSize());
    }

    @Test
    void shouldBindRanksToCpusInTurn() {
        final List<String> cpus = plan(options(10, Binding.CORE, 1, Mapping.SLOT), LARGE).ranks()
            .stream()
            .map(rank -> rank.command().get(2))
            .toList();
        assertEquals(List.of("2", "3", "4", "5", "10", "11", "12", "13", "2", "3"), cpus);
    }

    @Test
    void shouldStartToolsAtEachRank() {
        final JobOptions options = new JobOptions(11, List.of("-Dx=%r"), Map.of(), Path.of("/work"), Optional.empty(),
            Binding.NONE, 2, Mapping.NODE, new JobPlan.Output(false, false), Optional.empty(), false,
            Optional.empty(), new Tools(Optional.of(5005), Optional.of(Path.of("/rec"))));
        final Program program = new Program("hello.Hello", List.of(), List.of("%r/%h/%l", "%%r", "%%", "%rx"));
        final List<String> third = new Planner(options, program, INSTALLATION, LARGE)
            .plan(IDENTITY, new AotUse.From(Path.of("/cache")))
            .ranks()
            .get(3)
            .command();
        final List<String> tools = List.of("-Dx=3",
            "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:5008",
            "-Xlog:jfr+startup=off", "-XX:StartFlightRecording=dumponexit=true,filename='/rec/rank.03.jfr'");
        assertEquals(tools, third.subList(third.indexOf("-Dx=3"), third.indexOf("-cp")));
        assertEquals(List.of("3/here-1/3", "%r", "%%", "%rx"), third.subList(third.size() - 4, third.size()));
        assertFalse(third.contains("-XX:AOTCache=/cache"), "a JVM with an agent refuses a cache");
    }

    @Test
    void shouldPutTheApiOnTheModulePathFirst() {
        final Program program = new Program("m.Main", List.of(), List.of("a"),
            Optional.of(new Program.ProgramModule("mod", List.of("/mods"))));
        final Installation installation = new Installation(List.of("/mpj/agrona.jar", "/mpj/mpi-api-1.jar"), List.of());
        assertEquals(List.of("-cp", "/mpj/agrona.jar:/mpj/mpi-api-1.jar", "--module-path", "/mpj/mpi-api-1.jar:/mods",
            "-m", "mod/m.Main"), program.start(installation));
    }

    @Test
    void shouldNeverPutTheSecretIntoArguments() {
        final byte[] secret = JobIdentity.create().secret();
        final JobPlan plan = new Planner(options(2, Binding.NONE, 1, Mapping.SLOT), PROGRAM, INSTALLATION, SMALL)
            .plan(new JobIdentity("job", secret), AotUse.NONE);
        assertFalse(text(plan).contains(HexFormat.of().formatHex(secret)));
        assertEquals(secret, plan.ranks().getFirst().place().secret());
    }

    @Test
    void shouldGiveEachJobItsOwnNameAndSecret() {
        final JobIdentity one = JobIdentity.create();
        final JobIdentity other = JobIdentity.create();
        assertTrue(one.jobId().matches("[A-Za-z0-9-]{1,64}"), one.jobId());
        assertFalse(one.jobId().equals(other.jobId()));
        assertEquals(32, one.secret().length);
        assertFalse(HexFormat.of().formatHex(one.secret()).equals(HexFormat.of().formatHex(other.secret())));
    }
}
