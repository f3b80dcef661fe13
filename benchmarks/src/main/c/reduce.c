/* Twin of prk.Reduce: reduce <iterations> <vector length>. */
#include "kernel.h"

#include <math.h>

int main(int argc, char **argv) {
    int rank;
    int ranks;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    long iterations = argument(argc, argv, 1, "iterations", 1, 20);
    long length = argument(argc, argv, 2, "vector length", 1, 2000000);

    double *restrict vector = allocate_doubles(length);
    double *restrict ones = allocate_doubles(length);
    for (long i = 0; i < length; i++) {
        vector[i] = 1;
        ones[i] = 1;
    }

    double start = 0;
    for (long iteration = 0; iteration <= iterations; iteration++) {
        if (iteration == 1) {
            MPI_Barrier(MPI_COMM_WORLD);
            start = MPI_Wtime();
        }
        for (long i = 0; i < length; i++) {
            vector[i] += ones[i];
        }
        MPI_Reduce(rank == 0 ? MPI_IN_PLACE : vector, rank == 0 ? vector : NULL, (int) length, MPI_DOUBLE, MPI_SUM, 0,
            MPI_COMM_WORLD);
    }
    double seconds = over_ranks(MPI_Wtime() - start, MPI_MAX);

    double count = (double) iterations;
    double reference = count + 2 + 0.5 * (count + 1) * (count + 4) * (ranks - 1);
    long worst = 0;
    for (long i = 1; i < length; i++) {
        worst = fabs(vector[i] - reference) > fabs(vector[worst] - reference) ? i : worst;
    }
    double computed = vector[worst];
    int correct = fabs(computed - reference) < 1e-8;
    double work = 1e-6 * (2.0 * ranks - 1) * (double) length;
    return conclude(rank, correct, reference, computed, "MFlops/s", work, seconds, iterations);
}
