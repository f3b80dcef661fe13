package mpjrun.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import mpi.core.coll.select.Operation;

/**
 * What {@code --coll} says: the algorithm of a collective operation. Ranks are told by the environment variable of the
 * operation's setting.
 */
final class AlgorithmChoice {
    private AlgorithmChoice() {}

    /** The variable with its value, for example {@code MPJ_COLL_ALLREDUCE_ALGORITHM=ring}. */
    static String variable(final String option, final String text) throws BadInputException {
        final int equals = text.indexOf('=');
        if (equals < 0) {
            throw OptionParser.invalid(option, text, "is not OPERATION=ALGORITHM");
        }
        final Operation operation = operation(option, text, text.substring(0, equals));
        final String algorithm = text.substring(equals + 1);
        if (!Operation.AUTO.equals(algorithm) && operation.algorithm(algorithm).isEmpty()) {
            throw OptionParser.invalid(option, text, "names none of the algorithms of " + operation.text() + ": "
                + operation.names());
        }
        return operation.setting().variable() + "=" + algorithm;
    }

    private static Operation operation(final String option, final String text, final String name)
        throws BadInputException {
        return Operation.named(name)
            .orElseThrow(() -> OptionParser.invalid(option, text, "names none of the operations "
                + Arrays.stream(Operation.values()).map(Operation::text).collect(Collectors.joining(", "))));
    }
}
