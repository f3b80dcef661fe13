package mpi.core.coll.select;

import mpi.MPI;
import mpi.core.runtime.Settings;
import mpi.spi.Faults;

/** What the setting of an operation forces, if anything. */
final class Forced {
    private final Operation operation;
    private final Algorithm algorithm;
    private final Choice choice;

    /** Throws ERR_ARG if the setting names no algorithm of the operation. */
    Forced(final Settings settings, final Operation operation) {
        this.operation = operation;
        algorithm = algorithm(settings, operation);
        choice = algorithm == null ? null : Choice.forced(operation, algorithm);
    }

    /** Null if nothing is forced; throws ERR_ARG if the setting names no algorithm of the operation. */
    static Algorithm algorithm(final Settings settings, final Operation operation) {
        final String name = settings.text(operation.setting());
        if (Operation.AUTO.equals(name)) {
            return null;
        }
        return operation.algorithm(name)
            .orElseThrow(() -> Faults.fault(MPI.ERR_ARG, "Init", "setting " + operation.setting().property() + " ("
                + operation.setting().variable() + ") is \"" + name + "\", expected one of " + operation.names()));
    }

    /** Null if nothing is forced. */
    Algorithm algorithm() {
        return algorithm;
    }

    /** What is forced. */
    Choice choice() {
        return choice;
    }

    /** What to run where a forced algorithm cannot do it. */
    Choice inPlaceOf(final Algorithm impossible, final Algorithm nextBest, final String reason) {
        return Choice.inPlaceOf(operation, impossible, nextBest, reason);
    }
}
