package mpi.core.coll;

/**
 * The messages of an operation that begins with a {@link Preface}. Both parts have one tag, since one ends before the
 * other begins, but each is counted and told of as what it is.
 *
 * @param preface messages of the preface
 * @param operation messages of what follows it
 */
public record PrefacedPort(SchedulePort preface, SchedulePort operation) {}
