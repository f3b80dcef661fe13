package mpi.core.coll;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import mpi.core.coll.Cases.Case;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations across hosts against what they must give, wherever the ranks are. */
class TwoTierCollectivesTest {
    private static final int SAMPLE = 40;
    private static final int MANY_RANKS_SAMPLE = 50;

    static Stream<Forcing> placements() {
        return Placement.all().stream().map(Forcing::across);
    }

    private static List<Consumer<Case>> operations() {
        final List<Consumer<Case>> operations = new ArrayList<>();
        BlockCollectivesTest.rows().forEach(row -> operations.add(row.body()));
        operations.add(ReductionCollectivesTest::everyOperation);
        operations.add(c -> c.engine().barrier());
        return operations;
    }

    @ParameterizedTest
    @MethodSource("placements")
    void shouldGiveTheRightResults(final Forcing forcing) {
        for (int size = 1; size <= 9; size++) {
            for (final Consumer<Case> operation : operations()) {
                Cases.run(size, SAMPLE * size, forcing, operation);
                Cases.runLongest(size, forcing, operation);
            }
        }
    }

    @Tag("soak")
    @ParameterizedTest
    @MethodSource("placements")
    void shouldGiveTheRightResultsInEveryCase(final Forcing forcing) {
        for (final Consumer<Case> operation : operations()) {
            for (int size = 1; size <= 9; size++) {
                Cases.run(size, 1, forcing, operation);
            }
            for (final int size : new int[] {16, 33}) {
                Cases.run(size, MANY_RANKS_SAMPLE, forcing, operation);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("placements")
    void shouldKeepTheOrderOfRanksForOperationsThatDoNotCommute(final Forcing forcing) {
        for (final int size : new int[] {2, 3, 4, 5, 6, 7, 8, 9, 16, 33}) {
            ReductionCollectivesTest.keepTheOrderOfRanks(size, forcing);
        }
    }

    @ParameterizedTest
    @MethodSource("placements")
    void shouldGiveBitwiseEqualResultsEverywhere(final Forcing forcing) {
        for (final int size : new int[] {2, 3, 4, 5, 6, 7, 8, 9, 16, 33}) {
            ReductionCollectivesTest.giveBitwiseEqualResultsEverywhere(size, forcing);
        }
    }
}
