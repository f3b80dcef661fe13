package mpjrun.cli;

import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Layout;
import picocli.CommandLine.Help.TextTable;

/**
 * What {@code --help} prints. picocli's own groups of options would do for the headings, but forget the options of a
 * group
 * when one of them is repeated.
 */
final class Usage {
    /** The longest line. */
    static final int COLUMNS = 100;
    /** For the options, the explanations get the rest. */
    private static final int OPTION_COLUMNS = 30;

    private static final String HEADER = """
        Runs a Java program as the ranks of an MPI job on this machine.

        Usage: mpjrun [options] (Main | -jar X.jar | Prog.java | java [options] Main) [arguments]

        Options end at the program; all that follows belongs to it.
        """;

    private static final String FOOTER = """

        Flags of the ranks' JVM are passed through: -X..., -D..., -ea, -javaagent:..., --add-opens ...,
        --enable-preview. Without -Xmx the ranks share 70 % of the memory.

        Exit code: that of the first rank that fails, 128 + n after signal n, 110 after --timeout.

        Examples:
          mpjrun -n 4 Hello.java
          mpjrun -n 4 -cp target/classes -Xmx1g hello.Hello
          mpjrun -n 4 --simulate-hosts 2 --map-by node prk.Transpose 20 2000

        mpjavac is javac with the API of MPI on its class path.
        """;

    private Usage() {}

    static String text() {
        return HEADER + section("Ranks", new Options.Ranks()) + section("Program", new Options.Start())
            + section("Messages", new Options.Messages()) + section("Output and time", new Options.Watching())
            + section("Information, without running anything", new Options.Information()) + FOOTER;
    }

    private static String section(final String heading, final Object options) {
        final CommandLine commandLine = new CommandLine(options).setSeparator(" ");
        final Help help = commandLine.getHelp();
        // one width for all sections
        final TextTable table = TextTable.forDefaultColumns(help.colorScheme(), OPTION_COLUMNS, COLUMNS);
        final Layout layout = new Layout(help.colorScheme(), table, help.createDefaultOptionRenderer(),
            help.createDefaultParameterRenderer());
        layout.addOptions(commandLine.getCommandSpec().options(), help.parameterLabelRenderer());
        return System.lineSeparator() + heading + ":" + System.lineSeparator() + layout;
    }
}
