/* Twin of bench.Barrier: how long a barrier of all ranks takes; median of the averages of 100 batches at rank 0. */
#include "common.h"

enum { BATCHES = 100, WARMUP_BARRIERS = 100 };

static void barriers(int count) {
    for (int i = 0; i < count; i++) {
        MPI_Barrier(MPI_COMM_WORLD);
    }
}

static void round_of_all(const struct options *options) {
    (void) options;
    barriers(WARMUP_BARRIERS);
}

int main(int argc, char **argv) {
    struct options options = start(&argc, &argv, 10000);
    int batch = options.iterations / BATCHES;
    batch = batch < 1 ? 1 : batch;
    double micros[BATCHES];
    warm_up(&options, MPI_COMM_WORLD, round_of_all);
    barriers(untimed_iterations_of(&options, 0));
    for (int i = 0; i < BATCHES; i++) {
        double begin = MPI_Wtime();
        barriers(batch);
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
