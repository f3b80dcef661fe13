package bench.compare;

import bench.job.Figure;
import bench.job.Library;
import bench.job.Peers;
import bench.job.Side;
import bench.job.Task;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Two programs that run in turn. Each figure of theirs is a row.
 *
 * @param name what is compared, without the peer
 * @param task what both run
 * @param ours our side
 * @param peer the other side, if there is one
 * @param gate what every row must reach
 */
record Contest(String name, Task task, Side ours, Optional<Side> peer, Gate gate) {

    static Contest of(final String name, final Task task, final Side ours, final Side peer, final Gate gate) {
        return new Contest(name, task, ours, Optional.of(peer), gate);
    }

    /** No peer: our own values are judged. */
    static Contest alone(final String name, final Task task, final Gate gate) {
        return new Contest(name, task, Side.of(Library.OURS, ""), Optional.empty(), gate);
    }

    /** Whether there is everything it needs. */
    boolean canRun(final Peers peers) {
        return peers.has(ours.library()) && peer.map(side -> peers.has(side.library())).orElse(true);
    }

    /** Whose programs run. */
    Set<Library> libraries() {
        final Set<Library> libraries = EnumSet.of(ours.library());
        peer.ifPresent(side -> libraries.add(side.library()));
        return libraries;
    }

    /** The name of a row. */
    String row(final Figure figure) {
        final String versus = peer.map(side -> "/" + side.library().label()).orElse("");
        return name + versus + (figure.key().isEmpty() ? "" : "/" + figure.key());
    }

    /** Starting costs more the first time: of files that nobody has read lately and of what is kept from then on. */
    boolean needsFirstRun() {
        return task.figures().contains(new Figure.Elapsed());
    }

    /** How often it runs: once where nothing varies. */
    int runs(final int pairs) {
        return peer.isPresent() ? pairs : 1;
    }

    /** The same with some of its rows. */
    Contest only(final List<Figure> figures) {
        return new Contest(name, task.only(figures), ours, peer, gate);
    }
}
