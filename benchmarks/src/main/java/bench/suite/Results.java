package bench.suite;

import bench.report.Json;
import bench.report.JsonReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a suite has measured, and where.
 *
 * @param facts about machine and run
 * @param results in the order of the suite
 */
public record Results(Map<String, String> facts, List<Result> results) {

    /** Whether every program that could run did so and computed what it should. */
    public boolean areGood() {
        return results.stream().noneMatch(result -> result.status().isBad());
    }

    /** Whether something has to be said of samples that differ much. */
    boolean areNoisy() {
        return results.stream().anyMatch(Result::isNoisy);
    }

    /** The result of the same subject. */
    Optional<Result> of(final Result.Subject subject) {
        return results.stream().filter(result -> result.subject().equals(subject)).findFirst();
    }

    /** Everything, with all samples, for {@link #parse}. */
    public String json() {
        return Json.object(Map.of("machine", facts, "results", results.stream().map(Result::json).toList())) + "\n";
    }

    /** A line a sample. */
    public String csv() {
        final StringBuilder text = new StringBuilder("benchmark,size,ranks,library,unit,status,sample,value\n");
        for (final Result result : results) {
            final Result.Subject subject = result.subject();
            final String start = String.join(",", subject.benchmark(), subject.size(),
                Integer.toString(subject.ranks()), subject.library(), subject.unit(), result.status().text());
            if (result.samples().isEmpty()) {
                text.append(start).append(",,\n");
            }
            for (int i = 0; i < result.samples().size(); i++) {
                text.append(start).append(',').append(i + 1).append(',').append(result.samples().get(i)).append('\n');
            }
        }
        return text.toString();
    }

    /** Reads what {@link #json} has written; throws IllegalArgumentException where it is something else. */
    public static Results parse(final String json) {
        final Map<String, String> facts = new LinkedHashMap<>();
        if (JsonReader.read(json) instanceof final Map<?, ?> map
            && map.get("machine") instanceof final Map<?, ?> machine
            && map.get("results") instanceof final List<?> list) {
            machine.forEach((name, value) -> facts.put(name.toString(), value.toString()));
            return new Results(facts, list.stream().map(Results::result).toList());
        }
        throw new IllegalArgumentException("it has no machine and no results");
    }

    private static Result result(final Object value) {
        if (value instanceof final Map<?, ?> map) {
            return Result.of(map);
        }
        throw new IllegalArgumentException(value + " is no result");
    }
}
