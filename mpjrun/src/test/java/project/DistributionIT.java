package project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a user unpacks. */
class DistributionIT {
    private static final Path HOME = Path.of(System.getProperty("mpj.home"));
    private static final Path SCRIPTS = Path.of("bin");

    /** Our jars and those they need at run time; a further one is a decision. */
    private static final Set<String> JARS = Set.of("mpi-api", "mpi-core", "mpi-local", "mpi-transport-shm",
        "mpi-transport-tcp", "mpjrun", "benchmarks", "prk-kernels", "agrona", "HdrHistogram", "netty-buffer",
        "netty-common",
        "netty-resolver", "netty-transport", "netty-transport-classes-epoll", "netty-transport-native-epoll",
        "netty-transport-native-unix-common", "picocli");

    private static final Set<String> OURS =
        Set.of("mpi-api", "mpi-core", "mpi-local", "mpi-transport-shm", "mpi-transport-tcp",
            "mpjrun", "benchmarks", "prk-kernels");

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static String artifact(Path jar) {
        return jar.getFileName().toString().replaceFirst("-[0-9]+\\.[0-9].*", "");
    }

    @Test
    void shouldHoldOurJarsAndWhatTheyNeed() throws IOException {
        Set<String> found = files(HOME.resolve("lib")).stream()
            .map(DistributionIT::artifact)
            .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(JARS), found);
    }

    @Test
    void shouldGiveEachOfOurJarsAModuleName() throws IOException {
        for (Path path : files(HOME.resolve("lib"))) {
            if (OURS.contains(artifact(path))) {
                try (JarFile jar = new JarFile(path.toFile())) {
                    String name = jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name");
                    assertNotNull(name, path.toString());
                    assertTrue(name.startsWith("mpj."), path + " is called " + name);
                }
            }
        }
    }

    @Test
    void shouldHoldTheScriptsOfTheTree() throws IOException {
        for (Path script : files(SCRIPTS)) {
            Path shipped = HOME.resolve("bin").resolve(script.getFileName());
            assertEquals(-1, Files.mismatch(script, shipped), shipped.toString());
            assertTrue(Files.isExecutable(shipped), shipped + " is not executable");
        }
    }

    @Test
    void shouldSayWhatItIsAndUnderWhichLicence() {
        for (String name : List.of("README.md", "LICENSE", "CHANGELOG.md")) {
            assertTrue(Files.isRegularFile(HOME.resolve(name)), name);
        }
    }

    @Test
    void shouldBePackedUnderOneDirectory() throws IOException, InterruptedException {
        Path archive = HOME.resolveSibling(HOME.getFileName() + ".tar.gz");
        Process tar = new ProcessBuilder("tar", "-tzf", archive.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
        List<String> names = tar.inputReader().lines().toList();
        assertEquals(0, tar.waitFor());
        String directory = HOME.getFileName() + "/";
        for (String name : names) {
            assertTrue(name.startsWith(directory), name);
        }
        for (Path jar : files(HOME.resolve("lib"))) {
            assertTrue(names.contains(directory + "lib/" + jar.getFileName()), jar + " is not in the archive");
        }
    }
}
