package mpjrun.launch;

import mpjrun.watch.ExitStatus;

/** The signals that ask a launcher to end its job. */
enum LauncherSignal {
    /** The terminal has gone. */
    HUP(1),
    /** Ctrl-C. */
    INT(2),
    /** From a batch system, for instance. */
    TERM(15);

    private final int number;

    LauncherSignal(final int number) {
        this.number = number;
    }

    /** Exit code of a job that this signal ended, as a shell has it. */
    int exitCode() {
        return ExitStatus.ofSignal(number).code();
    }
}
