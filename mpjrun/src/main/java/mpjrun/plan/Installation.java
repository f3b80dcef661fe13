package mpjrun.plan;

import java.util.List;

/**
 * Our jars, as a rank needs them on its class path.
 *
 * @param libraries the API, the engine, the transports and what these need: before the user's part
 * @param programs kernels and benchmarks and what these need: after it
 */
public record Installation(List<String> libraries, List<String> programs) {
    /**
     * The part that every class path begins with, which is what an AOT cache can hold for.
     *
     * @return the libraries alone
     */
    public Installation withoutPrograms() {
        return new Installation(libraries, List.of());
    }
}
