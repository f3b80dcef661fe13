/* Twin of prk.Nstream: nstream <iterations> <vector length> <offset>. */
#define _GNU_SOURCE
#include "kernel.h"

#include <math.h>
#include <sched.h>

/* Whether the ranks of any host outnumber the cores that these may use together; known to rank 0. */
static int are_cores_shared(void) {
    cpu_set_t mine;
    cpu_set_t together;
    MPI_Comm host;
    int ranks;
    CPU_ZERO(&mine);
    if (sched_getaffinity(0, sizeof(mine), &mine) != 0) {
        perror("sched_getaffinity");
        MPI_Abort(MPI_COMM_WORLD, 1);
    }
    MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &host);
    MPI_Comm_size(host, &ranks);
    MPI_Allreduce(&mine, &together, sizeof(mine), MPI_BYTE, MPI_BOR, host);
    MPI_Comm_free(&host);
    return over_ranks(ranks > CPU_COUNT(&together), MPI_MAX) > 0;
}

int main(int argc, char **argv) {
    int rank;
    int ranks;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    long iterations = argument(argc, argv, 1, "iterations", 1, 10);
    long length = argument(argc, argv, 2, "vector length", ranks, 20000000) / ranks;
    long offset = argument(argc, argv, 3, "offset", 0, 0);

    double *restrict a = allocate_doubles(length + offset);
    double *restrict b = allocate_doubles(length + offset);
    double *restrict c = allocate_doubles(length + offset);
    for (long i = 0; i < length + offset; i++) {
        a[i] = 0;
        b[i] = 2;
        c[i] = 2;
    }

    double arrival = 0;
    double start = 0;
    for (long iteration = 0; iteration <= iterations; iteration++) {
        if (iteration == 1) {
            arrival = MPI_Wtime();
            MPI_Barrier(MPI_COMM_WORLD);
            start = MPI_Wtime();
        }
        for (long i = 0; i < length; i++) {
            a[i] += b[i] + 3 * c[i];
        }
    }
    double own = MPI_Wtime() - start;
    MPI_Barrier(MPI_COMM_WORLD);
    double span = over_ranks(MPI_Wtime() - arrival, MPI_MIN);
    double seconds = over_ranks(own, MPI_MAX);

    double sum = 0;
    for (long i = 0; i < length; i++) {
        sum += fabs(a[i]);
    }
    double used = (double) length * ranks;
    double reference = 8 * used * (double) (iterations + 1);
    double computed = over_ranks(sum, MPI_SUM);
    int correct = fabs(computed - reference) <= 1e-8 * reference;
    int turns = are_cores_shared() && span > 1.25 * seconds && span - seconds > 100e-6;
    int code = conclude(rank, correct, reference, computed, "MB/s", 1e-6 * 32 * used, seconds, iterations);
    if (rank == 0 && code == 0 && turns) {
        double average = span / (double) iterations;
        printf("Remark: ranks took turns on the cores, and this rate counts each one's own time alone; until all were"
            " done: %f MB/s, avg time (s): %.9f\n", 1e-6 * 32 * used / average, average);
    }
    return code;
}
