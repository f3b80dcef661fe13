package bench.compare;

import bench.job.Figure;
import bench.job.Library;
import bench.job.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which rows shall run.
 *
 * @param globs of row names, where {@code *} and {@code ?} stand for anything; none selects the whole run,
 *     which leaves out the collectives, the kernels, one-sided operations and switch points: these run when they are
 *     asked for
 * @param peers whose rows; those without a peer, and ours against ours, always belong
 */
record Selection(List<String> globs, Set<Library> peers) {
    /** What the names of rows begin with that only run when they are asked for. */
    private static final List<String> ON_REQUEST = List.of("coll-", "prk-", "rma-", "switch-");

    /** The contests with the rows that are selected. */
    List<Contest> of(final List<Contest> contests) {
        final List<Contest> selected = new ArrayList<>();
        for (final Contest contest : contests) {
            final List<Figure> figures =
                contest.task().figures().stream().filter(figure -> matches(contest.row(figure))).toList();
            if (!figures.isEmpty() && contest.peer().map(this::isWanted).orElse(true)) {
                selected.add(contest.only(figures));
            }
        }
        return selected;
    }

    private boolean isWanted(final Side peer) {
        return peer.library() == Library.OURS || peers.contains(peer.library());
    }

    private boolean matches(final String row) {
        return globs.isEmpty()
            ? ON_REQUEST.stream().noneMatch(row::startsWith)
            : globs.stream().anyMatch(glob -> pattern(glob).matcher(row).matches());
    }

    private static Pattern pattern(final String glob) {
        final StringBuilder pattern = new StringBuilder();
        for (final char letter : glob.toCharArray()) {
            pattern.append(switch (letter) {
                case '*' -> ".*";
                case '?' -> ".";
                default -> Pattern.quote(Character.toString(letter));
            });
        }
        return Pattern.compile(pattern.toString());
    }
}
