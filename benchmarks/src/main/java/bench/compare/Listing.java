package bench.compare;

import bench.job.Figure;
import bench.job.Library;
import bench.job.Peers;
import java.util.EnumSet;
import java.util.List;

/** What {@code --list} prints. */
final class Listing {
    private Listing() {}

    static String of(final List<Contest> contests, final Peers peers) {
        final StringBuilder text = new StringBuilder();
        for (final Contest contest : contests) {
            for (final Figure figure : contest.task().figures()) {
                final String line =
                    String.format("%-45s %-8s %s", contest.row(figure), contest.task().unit(), contest.gate().text());
                text.append(line.stripTrailing()).append('\n');
            }
        }
        text.append('\n');
        for (final Library library : EnumSet.complementOf(EnumSet.of(Library.OURS))) {
            final String found = peers.version(library).orElse("not installed" + hint(library));
            text.append(String.format("%-14s%s%n", library.label(), found));
        }
        return text.toString();
    }

    private static String hint(final Library library) {
        return library.packages().isEmpty() ? " (--osu DIR)" : ": " + library.packages();
    }
}
