package bench.job;

import bench.Footprint;
import bench.report.Numbers;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** A number in what a run leaves behind; one row of the table. */
public sealed interface Figure {

    /** Tells the figures of one run apart; empty where there is but one. */
    String key();

    /** The number, if the run has left one. */
    OptionalDouble read(Output output);

    /** The value behind a message length, in a line that starts with that length. */
    record Size(String key) implements Figure {
        private static final int KILO = 1024;

        @Override
        public OptionalDouble read(final Output output) {
            final String bytes = Long.toString(bytes());
            return output.lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length > 1 && words[0].equals(bytes))
                .flatMapToDouble(words -> Numbers.parse(words[1]).stream())
                .findFirst();
        }

        long bytes() {
            final long unit = key.endsWith("K") ? KILO : key.endsWith("M") ? KILO * KILO : 1;
            return unit * Long.parseLong(key.toUpperCase(Locale.ROOT).replaceAll("[KM]$", ""));
        }
    }

    /** The number after a prefix. */
    record Line(String key, String prefix) implements Figure {
        @Override
        public OptionalDouble read(final Output output) {
            return output.lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip().split("\\s+")[0])
                .flatMapToDouble(word -> Numbers.parse(word).stream())
                .findFirst();
        }
    }

    /** Milliseconds from start to end of the command. */
    record Elapsed() implements Figure {
        @Override
        public String key() {
            return "";
        }

        @Override
        public OptionalDouble read(final Output output) {
            return OptionalDouble.of(output.millis());
        }
    }

    /** By how much the free shared memory is less than before the run, in MB. */
    record SharedMemory(String key) implements Figure {
        @Override
        public OptionalDouble read(final Output output) {
            return new Line(key, Footprint.FREE).read(output)
                .stream()
                .map(free -> output.freeMegabytesBefore() - free)
                .findFirst();
        }
    }

    /** Message lengths, such as {@code 8}, {@code 64K}, {@code 4M}. */
    static Figure[] sizes(final String list) {
        return Stream.of(list.split(",")).map(Size::new).toArray(Figure[]::new);
    }
}
