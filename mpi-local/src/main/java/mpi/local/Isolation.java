package mpi.local;

import java.lang.module.ModuleFinder;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which classes each rank has its own copies of: all but those of the JDK, whose loaders nobody can stand in for, and
 * of what runs tests, which must know the exceptions that tests throw.
 */
final class Isolation implements Predicate<String> {
    private static final List<String> TEST_RUNNERS = List.of("org.junit.", "org.opentest4j.", "org.apiguardian.",
        "org.jspecify.", "junit.", "org.hamcrest.", "org.testng.", "org.apache.maven.surefire.", "com.intellij.rt.");

    /** The one of each JVM. */
    static final Isolation OF_RANKS = new Isolation();

    private final Set<String> jdkPackages = ModuleFinder.ofSystem()
        .findAll()
        .stream()
        .flatMap(module -> module.descriptor().packages().stream())
        .collect(Collectors.toUnmodifiableSet());

    private Isolation() {}

    @Override
    public boolean test(final String className) {
        final int dot = className.lastIndexOf('.');
        return !className.startsWith("java.") && (dot < 0 || !jdkPackages.contains(className.substring(0, dot)))
            && TEST_RUNNERS.stream().noneMatch(className::startsWith);
    }
}
