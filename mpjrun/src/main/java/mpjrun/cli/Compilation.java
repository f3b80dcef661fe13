package mpjrun.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * What is to be compiled, and against what. The compiler is that of the JDK this launcher runs on, which is the one
 * that runs the ranks, too.
 *
 * @param source the program
 * @param classPath what it is compiled against
 * @param jvmFlags flags of the JVM that will run it, some of which a compiler has to know
 */
record Compilation(SourceFile source, List<String> classPath, List<String> jvmFlags) {

    private static final Set<String> SHARED_FLAGS =
        Set.of("--add-modules", "--add-exports", "--add-reads", "--limit-modules", "--module-path", "-p");
    private static final String CLASS = ".class";

    /**
     * Compiles the program and the sibling sources that it uses.
     *
     * @param classes where the classes go
     * @param err takes what the compiler says
     * @throws BadInputException if it does not compile, or if there is no compiler
     */
    void run(final Path classes, final PrintStream err) throws BadInputException {
        final ToolProvider javac = ToolProvider.findFirst("javac")
            .orElseThrow(() -> BadInputException.failed(source.path().getFileName() + " has to be compiled, and "
                + System.getProperty("java.home") + " is a run-time environment without javac"));
        final List<String> arguments = new ArrayList<>(options());
        arguments.addAll(List.of("-d", classes.toString(), "-cp", String.join(File.pathSeparator, classPath)));
        arguments.add(source.path().toString());
        if (javac.run(err, err, arguments.toArray(String[]::new)) != 0) {
            throw BadInputException.failed(source.path().getFileName() + " does not compile");
        }
    }

    /** All that decides on the classes besides sources and class path. */
    List<String> options() {
        final List<String> options = new ArrayList<>(List.of("-encoding", "UTF-8", "-proc:none", "-implicit:class"));
        // without siblings an empty source path: else sources are looked for on the class path
        options.addAll(List.of("-sourcepath", source.root().map(Path::toString).orElse("")));
        for (int i = 0; i < jvmFlags.size(); i++) {
            final String flag = jvmFlags.get(i);
            if ("--enable-preview".equals(flag)) {
                options.addAll(List.of(flag, "--source", String.valueOf(Runtime.version().feature())));
            } else if (SHARED_FLAGS.contains(flag) && i + 1 < jvmFlags.size()) {
                options.addAll(List.of(flag, jvmFlags.get(i + 1)));
            } else if (flag.indexOf('=') > 0 && SHARED_FLAGS.contains(flag.substring(0, flag.indexOf('=')))) {
                options.add(flag);
            }
        }
        return options;
    }

    /**
     * The sources that went into compiled classes: the compiler finds a sibling by the name of its class, so each of
     * them left a class of its file's name.
     *
     * @param classes where the classes are
     * @return the files, the program itself among them, in a fixed order
     * @throws IOException if the directory cannot be read
     */
    List<Path> usedSources(final Path classes) throws IOException {
        final Set<Path> used = new TreeSet<>();
        used.add(source.path());
        if (source.root().isPresent()) {
            try (Stream<Path> files = Files.walk(classes)) {
                files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith(CLASS))
                    .map(name -> name.substring(0, name.length() - CLASS.length()) + SourceFile.SUFFIX)
                    .map(source.root().get()::resolve)
                    .filter(Files::isRegularFile)
                    .forEach(used::add);
            }
        }
        return List.copyOf(used);
    }
}
