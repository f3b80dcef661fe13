/* What the C twins of the Parallel Research Kernels share: arguments, the slowest rank's time, the verdict. */
#ifndef KERNEL_H
#define KERNEL_H

#include <limits.h>
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

static inline void *allocate_doubles(long count) {
    void *memory = malloc(sizeof(double) * (size_t) (count > 0 ? count : 1));
    if (memory == NULL) {
        fprintf(stderr, "ERROR: no memory for %ld elements\n", count);
        MPI_Abort(MPI_COMM_WORLD, 1);
    }
    return memory;
}

/* Argument i, or fallback where it is absent. */
static inline long argument(int argc, char **argv, int i, const char *name, long min, long fallback) {
    if (i >= argc) {
        return fallback;
    }
    char *end;
    long number = strtol(argv[i], &end, 10);
    if (end == argv[i] || *end != '\0' || number < min || number >= INT_MAX) {
        fprintf(stderr, "ERROR: %s is \"%s\", expected a whole number of at least %ld\n", name, argv[i], min);
        MPI_Abort(MPI_COMM_WORLD, 1);
    }
    return number;
}

static inline double over_ranks(double mine, MPI_Op operation) {
    double all = mine;
    MPI_Reduce(&mine, &all, 1, MPI_DOUBLE, operation, 0, MPI_COMM_WORLD);
    return all;
}

/* What one rank has of a row of things that ranks share: neighbours, as many as others have or one more. */
static inline void part_of(long total, int parts, int index, long *first, long *length) {
    long shorter = total / parts;
    long longer_parts = total % parts;
    *first = shorter * index + (index < longer_parts ? index : longer_parts);
    *length = shorter + (index < longer_parts);
}

/* Rank 0 judges and prints; work is that of an iteration. Returns what main returns, the same on every rank. */
static inline int conclude(int rank, int correct, double reference, double computed, const char *unit, double work,
    double seconds, long iterations) {
    MPI_Bcast(&correct, 1, MPI_INT, 0, MPI_COMM_WORLD);
    if (rank == 0 && correct) {
        double average = seconds / (double) iterations;
        printf("Solution validates\nRate (%s): %f Avg time (s): %.9f\n", unit, work / average, average);
    } else if (rank == 0) {
        fprintf(stderr, "ERROR: the solution is wrong; reference value = %f, computed value = %f\n", reference, computed);
    }
    MPI_Finalize();
    return correct ? 0 : 1;
}

#endif
