package mpjrun.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mpjrun.doctor.ClassPathSearch;
import mpjrun.plan.Installation;
import mpjrun.plan.Program;

/**
 * Finds the program that a command line names, before any rank is started.
 */
final class ProgramFinder {
    private final Path directory;
    private final Map<String, String> environment;
    private final Installation installation;
    private final boolean isOnOwnClassPath;
    private final SourceProgram sources;

    /**
     * Takes where to look.
     *
     * @param directory what relative paths are relative to
     * @param environment environment variables
     * @param installation our jars
     * @param isOnOwnClassPath whether the program may be among them
     * @param sources compiles programs given as source
     */
    ProgramFinder(final Path directory, final Map<String, String> environment, final Installation installation,
        final boolean isOnOwnClassPath, final SourceProgram sources) {
        this.directory = directory;
        this.environment = environment;
        this.installation = installation;
        this.isOnOwnClassPath = isOnOwnClassPath;
        this.sources = sources;
    }

    Program find(final Words words, final Options options) throws BadInputException {
        if (words.program().isEmpty()) {
            throw BadInputException.usage(switch (words.kind()) {
                case JAR -> "-jar names no jar";
                case MODULE -> "-m names no module";
                case CLASS -> "no program is named";
            });
        }
        requireOneProgram(words.program());
        final String name = words.program().getFirst();
        final List<String> arguments = words.program().subList(1, words.program().size());
        final Program program;
        if (words.kind() == Words.Kind.MODULE) {
            return ModuleProgram.of(words, modulesClassPath(options), path -> directory.resolve(path).normalize());
        }
        if (words.kind() == Words.Kind.JAR) {
            program = JarProgram.of(absolute(name), arguments);
        } else if (name.endsWith(SourceFile.SUFFIX)) {
            program = sources.of(absolute(name), classPath(options), words.jvmFlags(), arguments);
        } else {
            program = new Program(name.replace('/', '.'), classPath(options), arguments);
        }
        requireMainClass(program, name);
        return program;
    }

    /** With other launchers a colon, and options behind it, begin another program; here it would be an argument. */
    private static void requireOneProgram(final List<String> program) throws BadInputException {
        for (int i = 1; i + 1 < program.size(); i++) {
            if (":".equals(program.get(i)) && Option.named(program.get(i + 1)) == Option.SIZE) {
                throw BadInputException.usage("a job has one program as yet, and ':' would begin another");
            }
        }
    }

    /** The user's part of the class path, absolute, because ranks may start in another directory. */
    List<String> classPath(final Options options) {
        final String inherited = environment.getOrDefault("CLASSPATH", "");
        final String path;
        if (options.start.classPath != null) {
            path = options.start.classPath;
        } else if (isOnOwnClassPath) {
            return List.of();
        } else {
            path = inherited.isEmpty() ? "." : inherited;
        }
        final List<String> entries = new ArrayList<>();
        for (final String entry : path.split(File.pathSeparator)) {
            // an empty entry is the current directory, to a JVM
            entries.add(absolute(entry).toString());
        }
        return List.copyOf(entries);
    }

    /** With modules, as with java, there is no class path by default. */
    private List<String> modulesClassPath(final Options options) {
        return options.start.classPath == null ? List.of() : classPath(options);
    }

    private Path absolute(final String path) {
        return directory.resolve(path).normalize();
    }

    private void requireMainClass(final Program program, final String written) throws BadInputException {
        // First where it most likely is: a look at all our jars takes time, and the ranks wait for it.
        if (has(program.classPath(), program) || has(installation.programs(), program)
            || has(installation.libraries(), program)) {
            return;
        }
        if (program.mainClass().endsWith(".jar")) {
            throw BadInputException.failed("a jar is run by -jar " + written);
        }
        final String path = isOnOwnClassPath && program.classPath().isEmpty() ? "of the launcher"
            : String.join(File.pathSeparator, program.classPath());
        throw BadInputException.failed("there is no class " + program.mainClass() + " on the class path " + path);
    }

    private static boolean has(final List<String> entries, final Program program) {
        return new ClassPathSearch(entries).find(program.mainClass()).isPresent();
    }
}
