package bench.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which libraries are installed, and their versions. */
public final class Peers {
    private final Map<Library, String> versions = new EnumMap<>(Library.class);

    /** Only ourselves. */
    public static Peers ours() {
        final Peers peers = new Peers();
        peers.put(Library.OURS, Optional.of(Optional.ofNullable(Peers.class.getPackage().getImplementationVersion())
            .orElse("this tree")));
        return peers;
    }

    /** Looks for all of them. */
    public static Peers find(final Places places, final Runner runner) throws InterruptedException {
        final Peers peers = ours();
        final Optional<String> openmpi = version(runner, "ompi_info", "mpicc.openmpi");
        peers.put(Library.OPENMPI, openmpi);
        peers.put(Library.MPICH, version(runner, "mpichversion", "mpicc.mpich"));
        if (Files.exists(Places.MPJEXPRESS_JAR)) {
            peers.put(Library.MPJEXPRESS, Optional.of(mpjExpressVersion()));
        }
        if (OpenmpiJava.nativeDirectory().isPresent() && Files.exists(places.openmpiJavaJar())) {
            peers.put(Library.OPENMPI_JAVA, openmpi);
        }
        if (OsuPrograms.areInstalled(places.osu())) {
            peers.put(Library.OSU, Optional.of("present"));
        }
        return peers;
    }

    /** Adds a library if it has a version. */
    public void put(final Library library, final Optional<String> version) {
        version.ifPresent(text -> versions.put(library, text));
    }

    public Optional<String> version(final Library library) {
        return Optional.ofNullable(versions.get(library));
    }

    public boolean has(final Library library) {
        return versions.containsKey(library);
    }

    /** The number in the first line of what one command says, if the other one works as well. */
    private static Optional<String> version(final Runner runner, final String command, final String compiler)
        throws InterruptedException {
        try {
            final Output output = runner.run(Command.of(List.of(command, "--version")));
            final Output compilation = runner.run(Command.of(List.of(compiler, "--version")));
            return output.exitCode() == 0 && compilation.exitCode() == 0
                ? output.lines().findFirst().map(line -> line.replaceAll("^\\D*", "").split("\\s")[0])
                : Optional.empty();
        } catch (final IOException e) {
            return Optional.empty(); // no such command
        }
    }

    private static String mpjExpressVersion() {
        try {
            final String file = Places.MPJEXPRESS_JAR.toRealPath().getFileName().toString();
            return file.replaceAll("^mpj-|\\.jar$", "");
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
