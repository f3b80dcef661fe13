package mpi.core.boot;

/**
 * What a rank answered when it was asked what it is doing.
 *
 * @param rank world rank
 * @param pid number of its process
 * @param state what it is doing
 * @param stacks stacks of all its threads if they were asked for, else empty
 */
public record StateAnswer(int rank, long pid, RankState state, String stacks) {}
