package mpjrun.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import mpjrun.plan.Program;

/**
 * A program that is a jar: its manifest names the main class. A JVM started with {@code -jar} would take its class path
 * from nowhere else, so it is started with the main class, and the jar goes on a class path that has ours, too; a JVM
 * follows the manifest's Class-Path there as well.
 */
final class JarProgram {
    private JarProgram() {}

    static Program of(final Path jar, final List<String> arguments) throws BadInputException {
        if (!Files.isRegularFile(jar)) {
            throw BadInputException.failed("there is no jar " + jar);
        }
        return new Program(mainClass(jar), List.of(jar.toString()), arguments);
    }

    private static String mainClass(final Path path) throws BadInputException {
        try (JarFile jar = new JarFile(path.toFile())) {
            final Manifest manifest = jar.getManifest();
            final String name = manifest == null ? null
                : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
            if (name == null) {
                throw BadInputException.failed(path + " names no Main-Class in its manifest; run it by -cp "
                    + path.getFileName() + " and the name of the class");
            }
            return name.strip();
        } catch (final IOException e) {
            throw BadInputException.failed(path + " is no jar: " + e.getMessage());
        }
    }
}
