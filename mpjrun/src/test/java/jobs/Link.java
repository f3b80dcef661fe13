package jobs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Commands before a command, which then sees a network of its own: a pair of interfaces, each the end of a link of 1
 * Gbit/s, with the address 10.99.r.1 at end r. What goes from one address to the other has to pass the link: the rules
 * of routing that would keep it in the machine come after those that send it out.
 */
final class Link {
    /** The address at the end of a rank, for {@code mpj.tcp.bind}. */
    static final String ADDRESS_OF_A_RANK = "10.99.%r.1";

    /** {@code docs/benchmarks/README.md} has the same commands. */
    private static final String ONE_GIGABIT = """
        ip link set lo up || exit
        ip link add end0 address 02:00:00:00:00:00 type veth peer name end1 address 02:00:00:00:00:01 || exit
        ip rule add pref 100 lookup local && ip rule del pref 0 || exit
        for r in 0 1; do
            ip addr add 10.99.$r.1/32 dev end$r && ip link set end$r up || exit
            echo 1 >/proc/sys/net/ipv4/conf/end$r/accept_local || exit
            echo 0 >/proc/sys/net/ipv4/conf/end$r/rp_filter || exit
            tc qdisc add dev end$r root tbf rate 1gbit burst 256k latency 50ms || exit
        done
        echo 0 >/proc/sys/net/ipv4/conf/all/rp_filter || exit
        for r in 0 1; do
            o=$((1 - r))
            ip neigh add 10.99.$o.1 lladdr 02:00:00:00:00:0$o dev end$r || exit
            ip route add 10.99.$o.1 dev end$r src 10.99.$r.1 table 10$r || exit
            ip rule add pref 1$r iif lo to 10.99.$o.1 lookup 10$r || exit
        done""";

    private Link() {}

    /** There is such a link. */
    static String[] ofOneGigabit() throws IOException, InterruptedException {
        final List<String> words = new ArrayList<>(List.of("unshare", "--net"));
        if (!"root".equals(System.getProperty("user.name"))) {
            words.add("--map-root-user");
        }
        words.addAll(List.of("sh", "-c", ONE_GIGABIT + "\nexec \"$0\" \"$@\""));
        final Process trial = new ProcessBuilder(Stream.concat(words.stream(), Stream.of("true")).toList())
            .redirectErrorStream(true)
            .start();
        final String output = new String(trial.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(trial.waitFor() == 0, "no link of 1 Gbit/s in a network namespace can be made here: " + output);
        return words.toArray(String[]::new);
    }
}
