package mpjrun.cli;

import java.io.File;
import java.io.IOException;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import mpjrun.plan.Program;

/**
 * A program that is a module, {@code -m module} or {@code -m module/class}. Its module path is that of the flags of the
 * JVM; our API goes there, too, as the automatic module {@code mpj.api}.
 */
final class ModuleProgram {
    private static final Set<String> PATH_OPTIONS = Set.of("-p", "--module-path");

    private ModuleProgram() {}

    static Program of(final Words words, final List<String> classPath, final UnaryOperator<Path> absolute)
        throws BadInputException {
        final String written = words.program().getFirst();
        final int slash = written.indexOf('/');
        final String name = slash < 0 ? written : written.substring(0, slash);
        final String mainClass = slash < 0 ? "" : written.substring(slash + 1);
        final List<String> path = path(words.jvmFlags(), absolute);
        if (path.isEmpty()) {
            throw BadInputException.usage("-m " + written + ": --module-path tells where the module is");
        }
        final ModuleReference module = find(name, path);
        if (mainClass.isEmpty() && module.descriptor().mainClass().isEmpty()) {
            throw BadInputException.failed("module " + name + " names no main class; -m " + name + "/CLASS does");
        }
        if (!mainClass.isEmpty() && !has(module, mainClass)) {
            throw BadInputException.failed("there is no class " + mainClass + " in module " + name);
        }
        return new Program(mainClass, classPath, words.program().subList(1, words.program().size()),
            Optional.of(new Program.ProgramModule(name, path)));
    }

    private static ModuleReference find(final String name, final List<String> path) throws BadInputException {
        try {
            return ModuleFinder.of(path.stream().map(Path::of).toArray(Path[]::new))
                .find(name)
                .orElseThrow(() -> BadInputException.failed("there is no module " + name + " on the module path "
                    + String.join(File.pathSeparator, path)));
        } catch (final FindException e) {
            throw BadInputException.failed("the module path cannot be read: " + e.getMessage());
        }
    }

    private static boolean has(final ModuleReference module, final String mainClass) throws BadInputException {
        try (ModuleReader reader = module.open()) {
            return reader.find(mainClass.replace('.', '/') + ".class").isPresent();
        } catch (final IOException e) {
            throw BadInputException.failed("module " + module.descriptor().name() + " cannot be read: "
                + e.getMessage());
        }
    }

    /** The last one counts, as it does for a JVM. */
    private static List<String> path(final List<String> flags, final UnaryOperator<Path> absolute) {
        String path = "";
        for (int i = 0; i < flags.size(); i++) {
            final String flag = flags.get(i);
            if (PATH_OPTIONS.contains(flag)) {
                path = i + 1 < flags.size() ? flags.get(i + 1) : "";
            } else if (flag.startsWith("--module-path=")) {
                path = flag.substring(flag.indexOf('=') + 1);
            }
        }
        final List<String> entries = new ArrayList<>();
        for (final String entry : path.split(File.pathSeparator)) {
            if (!entry.isEmpty()) {
                entries.add(absolute.apply(Path.of(entry)).toString());
            }
        }
        return entries;
    }
}
