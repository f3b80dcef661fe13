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

class PicJobTest {
    private static final String USAGE = PicSettings.USAGE;
    private static final Consumer<PicParticles> UNTOUCHED = particles -> {};

    private final KernelOutput out = new KernelOutput();
    private final KernelOutput err = new KernelOutput();

    @MpiTest(ranks = {1, 2, 3, 4})
    void shouldValidate(final Intracomm world) {
        assertTrue(run(world, UNTOUCHED, "10 1000 10000 1 2 GEOMETRIC 0.99"));

        out.assertRate(world, "Mparticles_moved/s");
        if (world.getRank() == 0) {
            assertEquals("Number of particles placed = 10087", out.lines().get(6));
        }
        assertEquals(List.of(), err.lines());
    }

    @MpiTest(ranks = {3, 6})
    void shouldValidateEveryStartWhereParticlesGoFar(final Intracomm world) {
        for (final String start : new String[] {"SINUSOIDAL", "LINEAR 1 3", "PATCH 3 9 0 30", "GEOMETRIC 0.9"}) {
            assertTrue(run(world, UNTOUCHED, "20 30 2000 4 10 " + start), start);
            assertTrue(run(world, UNTOUCHED, "3 32 9000 0 0 " + start), start);
        }
    }

    @MpiTest(ranks = 4)
    void shouldNoticeAParticleInAWrongPlaceOnTheLastRank(final Intracomm world) {
        final boolean last = world.getRank() == world.getSize() - 1;
        assertFalse(run(world, last ? particles -> particles.values()[PicParticles.Y] += 1e-3 : UNTOUCHED,
            "10 100 10000 1 2 SINUSOIDAL"));

        assertFalse(out.lines().contains("Solution validates"));
        assertEquals(world.getRank()
            == 0 ? List.of("ERROR: the solution is wrong; number of particles in wrong places: "
                + "reference value = 0.0, computed value = 1.0") : List.of(),
            err.lines());
    }

    @MpiTest(ranks = 4)
    void shouldNoticeALostParticle(final Intracomm world) {
        final boolean last = world.getRank() == world.getSize() - 1;
        final double[] lost = new double[1];
        assertFalse(run(world, last ? particles -> {
            lost[0] = particles.values()[PicParticles.ID];
            particles.remove(0);
        } : UNTOUCHED, "10 100 10000 1 2 PATCH 0 100 0 100"));

        if (world.getRank() == 0) {
            assertTrue(err.lines().getFirst().startsWith("ERROR: the solution is wrong; sum of the particles' ids: "),
                err.lines()::toString);
        }
        assertTrue(!last || lost[0] > 0);
    }

    @Test
    void shouldJumpToAnyNumberOfTheSequence() {
        final PicRandom stepping = new PicRandom();
        for (int index = 0; index < 100; index++) {
            final PicRandom jumping = new PicRandom();
            jumping.jumpTo(index);
            assertEquals(stepping.next(-1), jumping.next(-1), "number " + index);
        }
    }

    @Test
    void shouldDrawParticlesOfThatMean() {
        final PicRandom random = new PicRandom();
        for (final double mean : new double[] {0.01, 0.5, 1, 7.3, 1000}) {
            double sum = 0;
            for (int i = 0; i < 10_000; i++) {
                sum += random.draw(mean);
            }
            assertEquals(mean, sum / 10_000, 0.03 * Math.sqrt(mean) + 0.005 * mean, "mean of " + mean);
        }
    }

    @Test
    void shouldReadEveryStart() throws UsageException {
        assertEquals(new PicSettings(10, 100, 5, 1, 2, PicStart.Mode.SINUSOIDAL, List.of()),
            read("10 100 5 1 2 SINUSOIDAL", 4));
        for (final String start : new String[] {"GEOMETRIC 0.5", "LINEAR 0.5 1", "PATCH 1 2 3 4"}) {
            final PicSettings settings = read("10 100 5 1 2 " + start, 4);
            assertEquals(settings, PicSettings.of(settings.numbers()));
            assertEquals(start.split(" ").length - 1, settings.parameters().size());
        }
    }

    @Test
    void shouldRefuseWhatMakesNoSense() throws UsageException {
        assertWrong("steps is \"0\"", 1, "0 100 5 1 2 SINUSOIDAL");
        assertWrong("grid size 101 is not even", 1, "1 101 5 1 2 SINUSOIDAL");
        assertWrong("particles is \"0\"", 1, "1 100 0 1 2 SINUSOIDAL");
        assertWrong("k is 25: a particle would fly 51 cells a step, beyond the 50 of a neighbour's tile", 4,
            "1 100 5 25 2 SINUSOIDAL");
        assertWrong("m is 51: a particle would fly beyond the 50 cells of a neighbour's tile", 4,
            "1 100 5 24 51 SINUSOIDAL");
        assertEquals(50, read("1 100 5 24 50 SINUSOIDAL", 4).m());
        assertWrong("start is \"LINAER\", expected one of [GEOMETRIC, SINUSOIDAL, LINEAR, PATCH]", 1,
            "1 100 5 1 2 LINAER 1 2");
        assertWrong("attenuation factor is \"x\", expected a number", 1, "1 100 5 1 2 GEOMETRIC x");
        assertWrong("attenuation factor is 1.0, expected a number above 0", 1, "1 100 5 1 2 GEOMETRIC 1");
        assertWrong("offset 1.0 is less than 0 or than the slope, 2.0", 1, "1 100 5 1 2 LINEAR 2 1");
        assertWrong("patch is not inside the grid", 1, "1 100 5 1 2 PATCH 5 5 1 2");
        assertWrong("patch is not inside the grid", 1, "1 100 5 1 2 PATCH 5 6 1 101");
        assertWrong("found 5 arguments, expected 6 to 10", 1, "1 100 5 1 2");
    }

    private boolean run(final Intracomm world, final Consumer<PicParticles> beforeCheck, final String args) {
        return Pic.run(new Job(args.split(" "), world, 0, out.stream(), err.stream()), beforeCheck);
    }

    private static PicSettings read(final String args, final int ranks) throws UsageException {
        return PicSettings.read(args.split(" "), ranks);
    }

    private static void assertWrong(final String problem, final int ranks, final String args) {
        final String text = assertThrows(UsageException.class, () -> read(args, ranks)).getMessage();
        assertTrue(text.startsWith("ERROR: " + problem), text);
        assertTrue(text.endsWith(USAGE), text);
    }
}
