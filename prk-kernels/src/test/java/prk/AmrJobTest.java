package prk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import mpi.Intracomm;
import mpi.core.kit.MpiTest;
import org.junit.jupiter.api.Test;

class AmrJobTest {
    private static final Consumer<AmrTile> UNTOUCHED = tile -> {};

    private final KernelOutput out = new KernelOutput();
    private final KernelOutput err = new KernelOutput();

    @MpiTest(ranks = {1, 2, 3, 4})
    void shouldValidate(final Intracomm world) {
        assertTrue(run(world, UNTOUCHED, "9 200 50 2 2 1 1 FINE_GRAIN"));

        out.assertRate(world, "MFlops/s");
        assertEquals(List.of(), err.lines());
    }

    @MpiTest(ranks = {3, 6})
    void shouldValidateWithEveryBalance(final Intracomm world) {
        for (final String grids : new String[] {"23 60 30 0 3 2 2", "17 60 23 1 2 2 1", "9 61 31 2 3 1 3",
            "9 40 11 3 1 1 2", "31 31 15 1 5 3 1"}) {
            assertTrue(run(world, UNTOUCHED, grids + " FINE_GRAIN"), grids);
            assertTrue(run(world, UNTOUCHED, grids + " FINE_GRAIN " + (world.getSize() + 1) / 2), grids);
            assertTrue(run(world, UNTOUCHED, grids + " NO_TALK"), grids);
            assertTrue(world.getSize() == 1 || run(world, UNTOUCHED, grids + " HIGH_WATER"), grids);
        }
        assertEquals(List.of(), err.lines());
    }

    @MpiTest(ranks = 4)
    void shouldNoticeAWrongElementOfTheBackground(final Intracomm world) {
        final boolean last = world.getRank() == world.getSize() - 1;
        final int[] tiles = new int[1];
        assertFalse(run(world, last ? tile -> {
            if (tiles[0]++ == 0) {
                tile.out(tile.box().y().first() + 4)[4] += 36;
            }
        } : UNTOUCHED, "1 40 20 1 1 1 1 FINE_GRAIN"));

        assertFalse(out.lines().contains("Solution validates"));
        assertEquals(world.getRank() == 0
            ? List.of("ERROR: the solution is wrong; mean of the background's output: reference value = 4.0, "
                + "computed value = " + (4 + 36 / 1296.0))
            : List.of(), err.lines());
    }

    @MpiTest(ranks = 2)
    void shouldNoticeAWrongInputOfARefinement(final Intracomm world) {
        final boolean last = world.getRank() == world.getSize() - 1;
        final int[] tiles = new int[1];
        assertFalse(run(world, last ? tile -> {
            if (++tiles[0] == 2) {
                tile.in(tile.box().y().first())[tile.index(tile.box().x().first())] -= 1;
            }
        } : UNTOUCHED, "8 40 20 1 1 1 1 HIGH_WATER"));

        if (world.getRank() == 0) {
            assertTrue(err.lines()
                .getFirst()
                .startsWith("ERROR: the solution is wrong; mean of the input of refinement "
                    + "1: reference value = 65.0, computed value = 64.99"),
                err.lines()::toString);
        }
    }

    @Test
    void shouldGiveEachPointToOneRank() throws UsageException {
        for (final String balance : new String[] {"FINE_GRAIN", "FINE_GRAIN 5", "NO_TALK", "HIGH_WATER"}) {
            final AmrSettings settings = read("1 61 23 2 1 1 1 " + balance, 12);
            final AmrLayout layout = new AmrLayout(settings, 12);
            final int[][] background = new int[61][61];
            for (int rank = 0; rank < 12; rank++) {
                count(layout.background(rank), background);
            }
            assertOnce(background);
            for (int refinement = 0; refinement < AmrLayout.REFINEMENTS; refinement++) {
                final int[][] refined = new int[89][89];
                for (int rank = 0; rank < 12; rank++) {
                    count(layout.refinement(refinement, rank), refined);
                }
                assertOnce(refined);
            }
        }
    }

    @Test
    void shouldGiveTheBackgroundItsShareOfRanks() throws UsageException {
        assertEquals(4, backgroundRanks("1 100 50 1 1 1 1 HIGH_WATER", 6));
        assertEquals(1, backgroundRanks("1 100 50 1 1 1 1 HIGH_WATER", 2));
        assertEquals(36, backgroundRanks("1 1000 100 2 1 1 1 HIGH_WATER", 45), "39 would be 3 by 13");
    }

    private static int backgroundRanks(final String args, final int ranks) throws UsageException {
        final RankGrid grid = new AmrLayout(read(args, ranks), ranks).backgroundGrid();
        return grid.width() * grid.height();
    }

    private static void count(final Box box, final int[][] owners) {
        for (int y = box.y().first(); y < box.y().end(); y++) {
            for (int x = box.x().first(); x < box.x().end(); x++) {
                owners[y][x]++;
            }
        }
    }

    private static void assertOnce(final int[][] owners) {
        for (final int[] row : owners) {
            for (final int owner : row) {
                assertEquals(1, owner);
            }
        }
    }

    @Test
    void shouldKnowWhatRefinementsHold() throws UsageException {
        final AmrSettings settings = read("9 100 20 1 2 1 3 FINE_GRAIN", 1);
        final AmrLayout layout = new AmrLayout(settings, 1);

        assertEquals(2 * 6, Amr.referenceOutput(settings, 0), "alive in iterations 0 and 8, 3 times each");
        assertEquals(2 * 3, Amr.referenceOutput(settings, 3), "alive in iteration 6");
        assertEquals(19 + 8 + 3, Amr.referenceInput(settings, layout.patch(0), 0));
        assertEquals(80 + 80 + 19 + 2 + 3, Amr.referenceInput(settings, layout.patch(1), 1));
        assertEquals(0, Amr.referenceInput(read("1 100 20 1 2 1 3 FINE_GRAIN", 1), layout.patch(1), 1));
    }

    @Test
    void shouldRefuseWhatMakesNoSense() throws UsageException {
        assertWrong("iterations is \"0\"", 1, "0 100 50 1 1 1 1 NO_TALK");
        assertWrong("grid size is \"4\"", 1, "1 4 4 1 1 1 1 NO_TALK");
        assertWrong("refinement size is \"101\"", 1, "1 100 101 1 1 1 1 NO_TALK");
        assertWrong("duration is \"3\", expected a whole number from 1 to 2", 1, "1 100 50 1 2 3 1 NO_TALK");
        assertWrong("balance is \"NONE\", expected one of [FINE_GRAIN, NO_TALK, HIGH_WATER]", 1,
            "1 100 50 1 1 1 1 NONE");
        assertWrong("HIGH_WATER needs more than one rank", 1, "1 100 50 1 1 1 1 HIGH_WATER");
        assertWrong("found 9 arguments, expected 8 with NO_TALK", 4, "1 100 50 1 1 1 1 NO_TALK 2");
        assertWrong("ranks of a refinement is \"5\", expected a whole number from 1 to 4", 4,
            "1 100 50 1 1 1 1 FINE_GRAIN 5");
        assertWrong("a refinement has 4 points in each direction, expected from 5", 1, "1 100 4 0 1 1 1 FINE_GRAIN");
        assertEquals(5, read("1 100 3 1 1 1 1 FINE_GRAIN", 1).refinedSize());
        assertWrong("found 7 arguments, expected 8 to 9", 1, "1 100 50 1 1 1 1");
    }

    private boolean run(final Intracomm world, final Consumer<AmrTile> beforeCheck, final String args) {
        return Amr.run(new Job(args.split(" "), world, 0, out.stream(), err.stream()), beforeCheck);
    }

    private static AmrSettings read(final String args, final int ranks) throws UsageException {
        return AmrSettings.read(args.split(" "), ranks);
    }

    private static void assertWrong(final String problem, final int ranks, final String args) {
        final String text = assertThrows(UsageException.class, () -> read(args, ranks)).getMessage();
        assertTrue(text.startsWith("ERROR: " + problem), text);
        assertTrue(text.endsWith(AmrSettings.USAGE), text);
    }
}
