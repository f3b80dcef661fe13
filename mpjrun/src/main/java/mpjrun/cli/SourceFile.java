package mpjrun.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What has to be known of a source file before it is compiled.
 *
 * @param path the file, absolute
 * @param packageName the package it declares; empty for the unnamed one
 * @param firstType the first type it declares; empty in a compact source file, whose class is named by the file
 */
record SourceFile(Path path, String packageName, Optional<String> firstType) {

    static final String SUFFIX = ".java";

    private static final Pattern COMMENT_OR_TEXT =
        Pattern.compile("//[^\\n]*|/\\*.*?\\*/|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"", Pattern.DOTALL);
    private static final Pattern PACKAGE = Pattern.compile("^\\s*(?:@\\w+\\s+)*package\\s+([\\w.]+)\\s*;");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|interface|enum|record)\\s+(\\w+)");

    /**
     * Reads a source file.
     *
     * @param path the file, absolute
     * @return what it says
     * @throws IOException if it cannot be read
     */
    static SourceFile read(final Path path) throws IOException {
        final String code = COMMENT_OR_TEXT.matcher(Files.readString(path)).replaceAll(" ");
        final Matcher packageClause = PACKAGE.matcher(code);
        final Matcher type = TYPE.matcher(code);
        return new SourceFile(path, packageClause.find() ? packageClause.group(1) : "",
            type.find() ? Optional.of(type.group(1)) : Optional.empty());
    }

    /**
     * The directory that holds the packages, where sibling sources are looked for.
     *
     * @return the directory; empty if the file does not lie where its package says
     */
    Optional<Path> root() {
        final Path directory = path.getParent();
        if (packageName.isEmpty()) {
            return Optional.of(directory);
        }
        final Path packages = Path.of(packageName.replace('.', '/'));
        if (!directory.endsWith(packages)) {
            return Optional.empty();
        }
        Path root = directory;
        for (int i = 0; i < packages.getNameCount(); i++) {
            root = root.getParent();
        }
        return Optional.of(root);
    }

    /** The class that is named by the file: the main class, if there is one of that name. */
    String classOfFile() {
        final String file = path.getFileName().toString();
        return qualified(file.substring(0, file.length() - SUFFIX.length()));
    }

    /** The main class of compiled classes: that of the file's name, else the first one in it. */
    String mainClass(final Path classes) {
        final boolean isNamedByFile = Files.exists(classes.resolve(classOfFile().replace('.', '/') + ".class"));
        return isNamedByFile ? classOfFile() : firstType.map(this::qualified).orElseGet(this::classOfFile);
    }

    private String qualified(final String simpleName) {
        return packageName.isEmpty() ? simpleName : packageName + "." + simpleName;
    }
}
