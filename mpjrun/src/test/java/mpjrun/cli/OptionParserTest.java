package mpjrun.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import mpjrun.plan.JobOptions.Binding;
import mpjrun.plan.JobOptions.Mapping;
import mpjrun.plan.JobOptions.TransportChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What options mean, and what is said of wrong ones. */
class OptionParserTest {
    private static Options parse(final String line) throws BadInputException {
        final OptionParser parser = new OptionParser();
        return parser.parse(Words.split(line.split(" ")));
    }

    @Test
    void shouldReadEveryOption() throws BadInputException {
        final Options options = parse("-n 4 -cp a:b -x A=b -x C --wdir d --tag-output --timestamp-output --timeout 9"
            + " --transport tcp --bind-to core --simulate-hosts 2 --map-by node --stats --java j --no-cache"
            + " --leading-arguments d --jdwp 5005 --jfr r --output-filename o:nocopy --merge-stderr-to-stdout"
            + " --report-bindings -genv D e --oversubscribe --allow-run-as-root -genvall -envall"
            + " --no-oversubscribe --print-java --print-classpath --version --help");
        assertEquals(4, options.ranks.size);
        assertEquals("a:b", options.start.classPath);
        assertEquals(List.of("A=b", "C", "D=e"), options.start.variables);
        assertEquals(Path.of("d"), options.start.directory);
        assertTrue(options.watching.isTagged);
        assertTrue(options.watching.isTimestamped);
        assertEquals(9L, options.watching.timeoutSeconds);
        assertEquals(TransportChoice.TCP, options.messages.transport);
        assertEquals(Binding.CORE, options.ranks.binding);
        assertEquals(2, options.ranks.simulatedHosts);
        assertEquals(Mapping.NODE, options.ranks.mapping);
        assertTrue(options.messages.isCounting);
        assertEquals("d", options.start.device);
        assertEquals(5005, options.tools.debuggerPort);
        assertEquals(Path.of("r"), options.tools.recordings);
        assertEquals("o:nocopy", options.watching.files);
        assertTrue(options.watching.isMerged);
        assertTrue(options.ranks.isBindingReported);
        assertEquals("j", options.start.java);
        assertTrue(options.start.isCacheless);
        assertTrue(options.ranks.isSharingRefused);
        assertTrue(options.information.isJavaAsked);
        assertTrue(options.information.isClassPathAsked);
        assertTrue(options.information.isVersionAsked);
        assertTrue(options.information.isHelpAsked);
    }

    @Test
    void shouldHaveDefaults() throws BadInputException {
        final Options options = parse("Main");
        assertNull(options.ranks.size);
        assertNull(options.messages.transport);
        assertEquals(Binding.NONE, options.ranks.binding);
        assertEquals(1, options.ranks.simulatedHosts);
        assertEquals(Mapping.SLOT, options.ranks.mapping);
    }

    @ParameterizedTest
    @CsvSource({"-n 3", "-np 3", "-c 3", "--np 3", "-n3", "-n=3"})
    void shouldReadTheNumberOfRanksInAllSpellings(final String line) throws BadInputException {
        assertEquals(3, parse(line).ranks.size);
    }

    @Test
    void shouldTellRanksOfAlgorithmsByVariables() throws BadInputException {
        final Options options = parse("--coll allreduce=ring --coll bcast=chain --coll reduce_scatter=auto Main");
        assertEquals(List.of("MPJ_COLL_ALLREDUCE_ALGORITHM=ring", "MPJ_COLL_BCAST_ALGORITHM=chain",
            "MPJ_COLL_REDUCESCATTER_ALGORITHM=auto"), options.start.variables);
    }

    @Test
    void shouldTakeTheLastOfRepeatedOptions() throws BadInputException {
        final Options options = parse("-n 2 --bind-to core -x A -n 3 --stats --no-cache --stats -x B");
        assertEquals(3, options.ranks.size);
        assertEquals(Binding.CORE, options.ranks.binding);
        assertTrue(options.messages.isCounting);
        assertTrue(options.start.isCacheless);
        assertEquals(List.of("A", "B"), options.start.variables);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "-n x | Invalid value for option '-n': 'x' is not a number of at least 1",
        "-n 0 | Invalid value for option '-n': '0' is not a number of at least 1",
        "-n -1 | Invalid value for option '-n': '-1' is not a number of at least 1",
        "-np 0 | Invalid value for option '-np': '0' is not a number of at least 1",
        "-n0 | Invalid value for option '-n': '0' is not a number of at least 1",
        "-n 3000000000 | Invalid value for option '-n': '3000000000' is not a number of at least 1",
        "--timeout 1.5 | Invalid value for option '--timeout': '1.5' is not a number of at least 1",
        "--coll ring | Invalid value for option '--coll': 'ring' is not OPERATION=ALGORITHM",
        "--coll sum=ring | Invalid value for option '--coll': 'sum=ring' names none of the operations barrier, bcast,"
            + " gather, scatter, allgather, alltoall, reduce, allreduce, reduce_scatter, scan, exscan",
        "--coll reduce=ring | Invalid value for option '--coll': 'reduce=ring' names none of the algorithms of reduce:"
            + " auto, binomial, rabenseifner, ordered",
        "--explain-coll bcast | Invalid value for option '--explain-coll': 'bcast' is not OPERATION:BYTES, such as"
            + " bcast:64KiB",
        "--explain-coll bcast:1MB | Invalid value for option '--explain-coll': 'bcast:1MB' has no length such as 100,"
            + " 64KiB, 1MiB or 1GiB",
        "--explain-coll bcast:99999999999GiB | Invalid value for option '--explain-coll': 'bcast:99999999999GiB' is"
            + " longer than any message",
        "--explain-coll barrier:8 | Invalid value for option '--explain-coll': 'barrier:8' has a length, and the choice"
            + " for barrier depends on none; ask for barrier alone",
        "--explain-coll gatherv:1MiB | Invalid value for option '--explain-coll': 'gatherv:1MiB' has a length, and the"
            + " choice for gatherv depends on none; ask for gatherv alone",
        "--transport ib | Invalid value for option '--transport': 'ib' is none of auto, shm, tcp",
        "--bind-to numa | Invalid value for option '--bind-to': 'numa' is none of none, core",
        "--map-by socket | Invalid value for option '--map-by': 'socket' is none of slot, node",
        "-n | Missing value for option '-n' (RANKS)",
        "--stats=yes | Unexpected word: 'yes'",
        "--frobnicate | Unknown option: '--frobnicate'",
        "-z | Unknown option: '-z'",
        "-H a,b Main | Unknown option: '-H'; ranks can only be started on this machine as yet; --simulate-hosts N"
            + " treats it as several",
        "--hostfile=f | Unknown option: '--hostfile=f'; ranks can only be started on this machine as yet;"
            + " --simulate-hosts N treats it as several",
        "--get-stack-traces | Unknown option: '--get-stack-traces'; --timeout shows the stacks anyway",
        "-stdin all | Unknown option: '-stdin'; rank 0 has the input",
        "--jdwp 1x | Invalid value for option '--jdwp': '1x' is not a port, 1 to 65535",
        "--output-filename | Missing value for option '--output-filename' (DIR[:nocopy])",
        "--mca btl tcp | Unknown option: '--mca'; settings are given as -Dmpj.NAME=VALUE, and --help-settings lists"
            + " them; --transport chooses a transport",
        "-dev niodev | Unknown option: '-dev'; --transport chooses a transport; mpjrun.sh understands -dev"})
    void shouldSayInOneLineWhatIsWrong(final String line, final String expected) {
        final BadInputException e = assertThrows(BadInputException.class, () -> parse(line));
        assertEquals(expected, e.getMessage());
        assertEquals(BadInputException.USAGE, e.exitCode());
    }

    @Test
    void shouldExplainEveryOptionWithinTheColumns() {
        final String help = Usage.text();
        for (final Option option : Option.values()) {
            assertTrue(help.contains(String.join(", ", option.names())), option.name());
            assertFalse(option.description().isEmpty(), option.name());
        }
        for (final String line : help.lines().toList()) {
            assertTrue(line.length() <= Usage.COLUMNS, line);
        }
    }
}
