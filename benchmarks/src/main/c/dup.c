/*
 * Twin of bench.Dup: how long it takes to duplicate the world and free the duplicate; median of the averages of 100
 * batches at rank 0.
 */
#include "common.h"

enum { BATCHES = 100, WARMUP_DUPLICATES = 100 };

static void duplicates(int count) {
    for (int i = 0; i < count; i++) {
        MPI_Comm duplicate;
        MPI_Comm_dup(MPI_COMM_WORLD, &duplicate);
        MPI_Comm_free(&duplicate);
    }
}

static void round_of_all(const struct options *options) {
    (void) options;
    duplicates(WARMUP_DUPLICATES);
}

int main(int argc, char **argv) {
    struct options options = start(&argc, &argv, 10000);
    int batch = options.iterations / BATCHES;
    batch = batch < 1 ? 1 : batch;
    double micros[BATCHES];
    warm_up(&options, MPI_COMM_WORLD, round_of_all);
    duplicates(untimed_iterations_of(&options, 0));
    for (int i = 0; i < BATCHES; i++) {
        double begin = MPI_Wtime();
        duplicates(batch);
        micros[i] = (MPI_Wtime() - begin) * 1e6 / batch;
    }
    if (world_rank() == 0) {
        qsort(micros, BATCHES, sizeof(double), compare_doubles);
        print_columns("Ranks", "us");
        print_row(world_size(), percentile(micros, BATCHES, 50), mean(micros, BATCHES), percentile(micros, BATCHES, 99));
    }
    MPI_Finalize();
    return 0;
}
