package mpjrun.plan;

import java.util.List;

/**
 * Our jars, as a rank needs them on its class path.
 *
 * @param libraries the API, the engine, the transports and what these need: before the user's part
 * @param programs kernels and benchmarks and what these need: after it
 */
public record Installation(List<String> libraries, List<String> programs) {}
