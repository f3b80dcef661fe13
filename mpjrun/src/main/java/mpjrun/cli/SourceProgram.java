package mpjrun.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mpjrun.plan.Installation;
import mpjrun.plan.Program;

/**
 * A program given as source: compiled before it runs, and put first on the user's part of the class path.
 */
final class SourceProgram {
    private final Installation installation;
    private final Optional<ClassCache> cache;
    private final PrintStream err;

    /**
     * Takes what all such programs share.
     *
     * @param installation our jars
     * @param cache where classes are kept, if they are
     * @param err takes what the compiler says
     */
    SourceProgram(final Installation installation, final Optional<ClassCache> cache, final PrintStream err) {
        this.installation = installation;
        this.cache = cache;
        this.err = err;
    }

    /**
     * Compiles a program.
     *
     * @param file the source, absolute
     * @param userPath the user's part of the class path
     * @param jvmFlags flags of the ranks' JVM
     * @param arguments what the program is given
     * @return the program
     * @throws BadInputException if there is no such file, or if it does not compile
     */
    Program of(final Path file, final List<String> userPath, final List<String> jvmFlags,
        final List<String> arguments) throws BadInputException {
        final SourceFile source = read(file);
        final List<String> compilePath = new ArrayList<>(installation.libraries());
        compilePath.addAll(userPath);
        compilePath.addAll(installation.programs());
        final Path classes = classesOf(new Compilation(source, compilePath, jvmFlags));
        final List<String> path = new ArrayList<>(List.of(classes.toString()));
        path.addAll(userPath);
        return new Program(source.mainClass(classes), path, arguments);
    }

    private static SourceFile read(final Path file) throws BadInputException {
        if (!Files.isRegularFile(file)) {
            throw BadInputException.failed("there is no file " + file);
        }
        try {
            return SourceFile.read(file);
        } catch (final CharacterCodingException e) {
            throw BadInputException.failed(file + " is not in UTF-8");
        } catch (final IOException e) {
            throw BadInputException.failed("cannot read " + file + ": " + e.getMessage());
        }
    }

    private Path classesOf(final Compilation compilation) throws BadInputException {
        if (cache.isPresent()) {
            try {
                final CacheEntry entry = cache.get().classesOf(compilation, err);
                AtExit.close(entry, err);
                return entry.directory();
            } catch (final IOException e) {
                err.println("mpjrun: compiling without the cache, which cannot be used: " + e);
            }
        }
        try {
            final Path temporary = Files.createTempDirectory("mpjrun-");
            AtExit.close(() -> FileTree.delete(temporary), err);
            compilation.run(temporary, err);
            return temporary;
        } catch (final IOException e) {
            throw BadInputException.failed("cannot compile " + compilation.source().path() + ": " + e);
        }
    }
}
