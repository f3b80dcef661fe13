package mpjrun.plan;

import java.util.List;

/**
 * What every rank runs.
 *
 * @param mainClass binary name of its main class
 * @param classPath the user's part of the class path, entries absolute
 * @param arguments what its main method is given
 */
public record Program(String mainClass, List<String> classPath, List<String> arguments) {}
