package jobs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordingFile;
import jobs.program.Blocked;
import jobs.program.EachCollective;
import jobs.program.Fatal;
import jobs.program.Words;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What options make of the processes of a job. */
class OptionsIT {
    private static final int FREE_PORT_TRIES = 100;

    @TempDir
    private Path directory;

    @BeforeEach
    void setUp() throws IOException {
        directory = directory.toRealPath();
    }

    private static JobCommand words(final String... options) {
        return JobCommand.mpjrun("-n", "2").add(options).program(Words.class, "a");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                .map(file -> directory.relativize(file).toString())
                .sorted()
                .toList();
        }
    }

    private String text(final String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }

    /** Two ports in a row that nobody has. */
    private static int freePorts() throws IOException {
        for (int i = 0; i < FREE_PORT_TRIES; i++) {
            try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket second =
                    new ServerSocket(first.getLocalPort() + 1, 1, InetAddress.getLoopbackAddress())) {
                return second.getLocalPort() - 1;
            } catch (final IOException e) {
                // the next one is taken
            }
        }
        throw new AssertionError("no two free ports");
    }

    @Test
    void shouldListenForADebuggerAtEachRank() throws Exception {
        final int port = freePorts();
        try (RunningJob job =
            JobCommand.mpjrun("-n", "2", "--jdwp", String.valueOf(port)).program(Blocked.class).start()) {
            job.await(1, "ready");
            final byte[] hello = "JDWP-Handshake".getBytes(StandardCharsets.US_ASCII);
            for (int rank = 0; rank < 2; rank++) {
                try (Socket debugger = new Socket(InetAddress.getLoopbackAddress(), port + rank)) {
                    debugger.getOutputStream().write(hello);
                    assertArrayEquals(hello, new DataInputStream(debugger.getInputStream()).readNBytes(hello.length));
                }
            }
            job.tell("");
            job.end()
                .expectErr(1, "^mpjrun: rank 0 listens for a debugger on 127\\.0\\.0\\.1:" + port + "$")
                .expectErr(1, "^mpjrun: rank 1 listens for a debugger on 127\\.0\\.0\\.1:" + (port + 1) + "$")
                .expectOut(0, "Listening")
                .expectCode(0);
        }
    }

    @Test
    void shouldRecordEachRankToItsEnd() throws Exception {
        words("--jfr", directory.resolve("a, b").toString()).run().expectCode(0).expectOut(4, "");
        assertEquals(List.of("a, b/rank.0.jfr", "a, b/rank.1.jfr"), files());
        for (final String file : files()) {
            assertFalse(RecordingFile.readAllEvents(directory.resolve(file)).isEmpty(), file);
        }
    }

    /** An exception ends one rank; the other is asked to end. */
    @Test
    void shouldRecordRanksThatAreEnded() throws Exception {
        JobCommand.mpjrun("-n", "2", "--jfr", directory.toString())
            .program(Fatal.class, "throw")
            .run()
            .expectCode(1);
        for (final String file : List.of("rank.0.jfr", "rank.1.jfr")) {
            assertFalse(RecordingFile.readAllEvents(directory.resolve(file)).isEmpty(), file);
        }
    }

    @Test
    void shouldWriteFilesOfEachRankAndTheScreen() throws Exception {
        words("--output-filename", directory.resolve("d").toString()).run()
            .expectOut(2, "^out [01]: a$")
            .expectErr(2, "^err [01]: a$")
            .expectCode(0);
        assertEquals(List.of("d/1/rank.0/stderr", "d/1/rank.0/stdout", "d/1/rank.1/stderr", "d/1/rank.1/stdout"),
            files());
        assertEquals("out 1: a\nproperty null\n", text("d/1/rank.1/stdout"));
        assertEquals("err 1: a\n", text("d/1/rank.1/stderr"));
    }

    @Test
    void shouldWriteFilesAloneAndMerged() throws Exception {
        Files.createDirectories(directory.resolve("rank.0"));
        Files.writeString(directory.resolve("rank.0/stdout"), "of an earlier job\n".repeat(9));
        words("--output-filename", directory + ":nojobid,nocopy", "--merge-stderr-to-stdout").run()
            .expectNoErr()
            .expectOut(0, "")
            .expectCode(0);
        assertEquals(List.of("rank.0/stdout", "rank.1/stdout"), files());
        assertEquals(List.of("err 0: a", "out 0: a", "property null"), text("rank.0/stdout").lines().sorted().toList());
    }

    @Test
    void shouldMergeOnTheScreen() throws Exception {
        words("--merge-stderr-to-stdout", "--tag-output").run()
            .expectNoErr()
            .expectOut(1, "^\\[1,1]<stderr>: err 1: a$")
            .expectOut(6, "")
            .expectCode(0);
    }

    @Test
    void shouldTellOnceOfAFileThatCannotBeWritten() throws Exception {
        Files.createDirectories(directory.resolve("1/rank.0"));
        Files.createSymbolicLink(directory.resolve("1/rank.0/stdout"), Path.of("/dev/full"));
        words("--output-filename", directory.toString()).run()
            .expectErr(1, "^mpjrun: cannot write " + directory + "/1/rank\\.0/stdout: ")
            .expectOut(2, "^out [01]: a$")
            .expectCode(0);
        assertEquals("out 1: a\nproperty null\n", text("1/rank.1/stdout"));
        Files.delete(directory.resolve("1/rank.0/stdout"));
    }

    @Test
    void shouldReadArgumentFiles() throws Exception {
        Files.writeString(directory.resolve("options"), "-n 2 # ranks\n\"-Dwords=two words\"\n");
        Files.writeString(directory.resolve("program"), "-cp " + JobCommand.programs() + " " + Words.class.getName()
            + " 'b c' @d");
        JobCommand.mpjrun("@" + directory.resolve("options"), "@" + directory.resolve("program"), "@@e")
            .run()
            .expectOut(2, "^out [01]: b c\\|@d\\|@@e$")
            .expectOut(2, "^property two words$")
            .expectCode(0);
    }

    @Test
    void shouldTellEachRankWhoItIs() throws Exception {
        JobCommand.mpjrun("-n", "2", "-Dwords=%r-%l-%hn-%%r")
            .program(Words.class, "x%r.%h", "%d of %rank", "50%")
            .run()
            .expectOut(1, "^out 0: x0\\..+\\|%d of %rank\\|50%$")
            .expectOut(1, "^out 1: x1\\..+\\|%d of %rank\\|50%$")
            .expectOut(1, "^property 1-1-%hn-%r$")
            .expectCode(0);
    }

    @Test
    void shouldTellWhatRanksAreBoundTo() throws Exception {
        words("--report-bindings", "--bind-to", "core").run()
            .expectErr(1, "^mpjrun: rank 0 is bound to CPU [0-9]+$")
            .expectErr(1, "^mpjrun: rank 1 is bound to CPU [0-9]+$");
        words("--report-bindings").run().expectErr(2, "^mpjrun: rank [01] is not bound$");
    }

    @Test
    void shouldSetVariablesAsMpichDoes() throws Exception {
        words("-genv", "JDK_JAVA_OPTIONS", "-Dwords=v").run().expectOut(2, "^property v$").expectCode(0);
    }

    @Test
    void shouldRunAModule() throws Exception {
        final Path source = Files.createDirectories(directory.resolve("src/greeting"));
        Files.writeString(source.resolveSibling("module-info.java"), "module greeting { requires mpj.api; }");
        Files.writeString(source.resolve("Greeting.java"), """
            package greeting;
            import mpi.MPI;
            record Box(int content) implements java.io.Serializable { }
            public class Greeting {
                public static void main(String[] arguments) {
                    MPI.Init(arguments);
                    Box[] box = {new Box(MPI.COMM_WORLD.Rank() == 0 ? 42 : 0)};
                    MPI.COMM_WORLD.Bcast(box, 0, 1, MPI.OBJECT, 0);
                    System.out.println(MPI.COMM_WORLD.Rank() + " " + Greeting.class.getModule() + " "
                        + MPI.class.getModule().getName() + " " + box[0].content() + " " + String.join(",", arguments));
                    MPI.Finalize();
                }
            }
            """);
        final Path modules = directory.resolve("modules");
        JobCommand.mpjavac("-p", JobCommand.api(), "-d", modules.toString(), source.resolveSibling("module-info.java")
            .toString(), source.resolve("Greeting.java").toString()).run().expectCode(0);
        for (final String transport : List.of("shm", "tcp")) {
            JobCommand.mpjrun("-n", "2", "--transport", transport, "--module-path", modules.toString(), "-m",
                "greeting/greeting.Greeting", "a", "-n")
                .run()
                .expectNoErr()
                .expectOut(1, "^0 module greeting mpj\\.api 42 a,-n$")
                .expectOut(1, "^1 module greeting mpj\\.api 42 a,-n$")
                .expectCode(0);
        }
        refuse(1, "there is no class greeting.Other in module greeting",
            "-p", modules.toString(), "-m", "greeting/greeting.Other");
        refuse(1, "module greeting names no main class; -m greeting/CLASS does", "-p", modules.toString(), "-m",
            "greeting");
        refuse(1, "there is no module other on the module path " + modules, "-p", modules.toString(), "-m", "other");
        refuse(2, "-m other: --module-path tells where the module is", "-m", "other");
    }

    private static void refuse(final int code, final String sentence, final String... words) throws Exception {
        JobCommand.mpjrun(words)
            .run()
            .expectErrHas("mpjrun: " + sentence)
            .expectErr(1, "")
            .expectOut(0, "")
            .expectCode(code);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--jdwp 0 | Invalid value for option '--jdwp': '0' is not a port, 1 to 65535",
        "--jdwp 65536 | Invalid value for option '--jdwp': '65536' is not a port, 1 to 65535",
        "--jdwp 65535 | --jdwp 65535: 2 ranks need as many ports, and the last port is 65535",
        "--jfr DIR/file/x | --jfr: cannot make the directory DIR/file/x: ",
        "--jfr DIR/file | --jfr: cannot make the directory DIR/file: ",
        "--jfr it's | --jfr it's: the JVM takes no such name with a quote in it",
        "--output-filename DIR/file | --output-filename: cannot make the directory DIR/file/1/rank.0: ",
        "--output-filename DIR:copy | --output-filename DIR:copy: 'copy' is none of nocopy, nojobid",
        "@DIR/none | there is no argument file DIR/none",
        "@DIR | cannot read the argument file DIR: ",
        "@DIR/itself | an argument file names the argument file @itself",
        "@DIR/java | --java is for the command line"})
    void shouldRefuseBeforeARankStarts(final String options, final String sentence) throws Exception {
        Files.createFile(directory.resolve("file"));
        Files.writeString(directory.resolve("itself"), "-Dx @itself");
        Files.writeString(directory.resolve("java"), "--java /jdk");
        final String[] given = options.replace("DIR", directory.toString()).split(" ");
        JobCommand.mpjrun("-n", "2")
            .add(given)
            .program(Words.class)
            .run()
            .expectErrHas("mpjrun: " + sentence.strip().replace("DIR", directory.toString()))
            .expectErr(1, "")
            .expectOut(0, "")
            .expectCode(2);
    }

    @Test
    void shouldRefuseAPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            words("--jdwp", String.valueOf(taken.getLocalPort())).run()
                .expectErrHas("mpjrun: --jdwp: rank 0 cannot listen on port " + taken.getLocalPort() + ": ")
                .expectOut(0, "")
                .expectCode(2);
        }
    }

    /** As docs/settings.md has it. */
    @Test
    void shouldLogWhatRunsInPlaceOfWhatIsForced() throws Exception {
        final Path settings = Files.writeString(directory.resolve("logging.properties"), """
            handlers = java.util.logging.ConsoleHandler
            java.util.logging.ConsoleHandler.level = FINE
            mpi.level = FINE
            """);
        JobCommand.mpjrun("-n", "3", "-Djava.util.logging.config.file=" + settings)
            .add("--coll", "bcast=scatter_doubling")
            .program(EachCollective.class, "bcast:8", "bcast:8")
            .run()
            .expectCode(0)
            .expectErr(3, "FINE: scatter_ring in place of what is forced: scatter_doubling is forced, but the number of"
                + " ranks is no power of two");
    }
}
