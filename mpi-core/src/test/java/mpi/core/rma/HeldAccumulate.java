package mpi.core.rma;

import mpi.spi.WinEngine;

/** An accumulate that does not come to its end, as that of a rank which dies in it. */
public final class HeldAccumulate {
    private HeldAccumulate() {}

    /**
     * Takes the lock that accumulates take, and keeps it.
     *
     * @param window a window some of whose targets are served
     * @param target a rank whose words this one maps
     */
    public static void begin(final WinEngine window, final int target) {
        ((ServedWindow) window).mapped.beginAccumulate(target, "accumulate");
    }
}
