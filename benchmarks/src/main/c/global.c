/* Twin of prk.Global: global <iterations> <text length>. */
#include "kernel.h"

static const char digits[] = "27638472638746283742712311207892";

static double sum_of_digits(const char *text, long length) {
    long sum = 0;
    for (long i = 0; i < length; i++) {
        sum += text[i] - '0';
    }
    return (double) sum;
}

int main(int argc, char **argv) {
    int rank;
    int ranks;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    long iterations = argument(argc, argv, 1, "iterations", 1, 20000);
    long length = argument(argc, argv, 2, "text length", ranks, 1024);
    if (length % ranks != 0) {
        fprintf(stderr, "ERROR: text length %ld is not a multiple of the number of ranks, %d\n", length, ranks);
        MPI_Abort(MPI_COMM_WORLD, 1);
    }
    long part_length = length / ranks;

    char *restrict part = malloc((size_t) part_length);
    char *restrict text = calloc((size_t) length, 1);
    if (part == NULL || text == NULL) {
        fprintf(stderr, "ERROR: no memory for %ld characters\n", length);
        MPI_Abort(MPI_COMM_WORLD, 1);
    }
    for (long i = 0; i < part_length; i++) {
        part[i] = digits[i % (long) (sizeof digits - 1)];
    }
    double reference = sum_of_digits(part, part_length) * ranks * ranks;
    MPI_Datatype part_type;
    MPI_Type_contiguous((int) part_length, MPI_CHAR, &part_type);
    MPI_Type_commit(&part_type);

    MPI_Barrier(MPI_COMM_WORLD);
    double start = MPI_Wtime();
    for (long iteration = 0; iteration < iterations; iteration++) {
        MPI_Allgather(part, 1, part_type, text, 1, part_type, MPI_COMM_WORLD);
        for (long i = 0; i < part_length; i++) {
            part[i] = text[rank + i * ranks];
        }
    }
    double seconds = over_ranks(MPI_Wtime() - start, MPI_MAX);

    MPI_Type_free(&part_type);
    double computed = over_ranks(sum_of_digits(text, length), MPI_SUM);
    return conclude(rank, computed == reference, reference, computed, "synch/s", 1, seconds, iterations);
}
