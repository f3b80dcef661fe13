package mpjrun.cli;

/**
 * What {@code --help} prints.
 */
final class Usage {
    /** The longest line. */
    static final int COLUMNS = 100;
    /** Where the explanations begin. */
    private static final int TEXT_COLUMN = 34;

    private static final String HEADER = """
        Runs a Java program as the ranks of an MPI job on this machine.

        Usage: mpjrun [options] (Main | -jar X.jar | -m module/Main | Prog.java | java [options] Main)
                      [arguments]
               mpjrun prk [--help | options]       run the Parallel Research Kernels, write a report
               mpjrun bench [--help | options]     the same for messages and collective operations

        Options end at the program; all that follows belongs to it. @FILE is read as java reads it: the
        words in FILE, program and arguments among them if they are there, stand in its place.
        """;

    private static final String FOOTER = """

        Flags of the ranks' JVM are passed through: -X..., -D..., -ea, -javaagent:..., --add-opens ...,
        --module-path ..., --enable-preview. Without -Xmx the ranks share 70 % of the memory. In them and
        in the program's arguments %r stands for the rank, %h for the name of the host and %l for the rank
        on it, unless a letter follows; %%r stands for %r.

        Exit code: that of the first rank that fails, 128 + n after signal n, 110 after --timeout, 111 after
        a deadlock that --check has found, 2 if the command line is wrong. A rank whose error nobody handles
        ends with 1, or with the class of the error where MPI itself ends the job.

        Examples:
          mpjrun -n 4 Hello.java
          mpjrun -n 4 -cp target/classes -Xmx1g hello.Hello
          mpjrun -n 4 --simulate-hosts 2 --map-by node prk.Transpose 20 2000

        mpjavac is javac with the API of MPI on its class path.
        """;

    private Usage() {}

    static String text() {
        final StringBuilder text = new StringBuilder(HEADER);
        for (final Option.Section section : Option.Section.values()) {
            text.append('\n').append(section.heading()).append(":\n");
            for (final Option option : Option.values()) {
                if (option.section() == section) {
                    append(text, option);
                }
            }
        }
        return text.append(FOOTER).toString();
    }

    private static void append(final StringBuilder text, final Option option) {
        final StringBuilder line = new StringBuilder("  ").append(String.join(", ", option.names()));
        if (option.hasValue()) {
            line.append(' ').append(option.label());
        }
        if (line.length() >= TEXT_COLUMN) {
            text.append(line).append('\n');
            line.setLength(0);
        }
        pad(line);
        for (final String word : option.description().split(" ")) {
            if (line.length() + 1 + word.length() > COLUMNS) {
                text.append(line).append('\n');
                line.setLength(0);
                pad(line);
            }
            line.append(line.length() > TEXT_COLUMN ? " " : "").append(word);
        }
        text.append(line).append('\n');
    }

    private static void pad(final StringBuilder line) {
        line.repeat(' ', TEXT_COLUMN - line.length());
    }
}
