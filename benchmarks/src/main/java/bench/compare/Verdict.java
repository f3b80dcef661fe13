package bench.compare;

/** What becomes of a row. */
enum Verdict {
    /** The gate is met. */
    OK("ok"),
    /** The gate is not met. */
    MISSED("MISSED"),
    /** There is no gate. */
    NO_GATE("no gate"),
    /** The peer is not installed. */
    PEER_MISSING("peer missing"),
    /** A run failed or left no figure. */
    FAILED("FAILED");

    private final String text;

    Verdict(final String text) {
        this.text = text;
    }

    /** The verdict as a table shows it. */
    String text() {
        return text;
    }
}
