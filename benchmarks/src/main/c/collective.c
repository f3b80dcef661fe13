/*
 * Twin of bench.Collective: how long a collective operation takes. Each call is timed by itself, after a barrier that
 * is not timed; median of the averages of 100 batches, each the average over the ranks. All ranks are the root in turn.
 */
#include "common.h"

#include <stdint.h>
#include <time.h>

enum { BATCHES = 100, WARMUP_BYTES = 256 * 1024, MAX_WARMUP_CALLS = 200, CACHE_LINE_DOUBLES = 8 };

struct operation {
    const char *name;
    void (*stamp)(int size); /* writes what this rank contributes */
    void (*run)(int size);
    void (*check)(int size); /* of what this rank has received */
    int sent_blocks;         /* of a size; 0: one for each rank */
    int received_blocks;
};

static int rank;
static int ranks;
static int value; /* all ranks count the calls alike */
static char *sent;
static char *received;
static const struct operation *operation;

static int root_of_call(void) {
    return value % ranks;
}

static void stamp_block(int block, int size, int what) {
    stamp(sent + (size_t) block * size, size, (char) what);
}

static void check_block(int block, int size, int what) {
    check(received + (size_t) block * size, size, (char) what);
}

/* Number of doubles in so many bytes, at least one. */
static int doubles(int size) {
    return size < (int) sizeof(double) ? 1 : size / (int) sizeof(double);
}

/* The summand of a rank is the value and its rank. */
static void stamp_summands(int size) {
    int count = doubles(size);
    double *summands = (double *) sent;
    for (int i = 0; i < count; i += CACHE_LINE_DOUBLES) {
        summands[i] = (double) value + rank;
    }
}

static void check_totals(int size) {
    int count = doubles(size);
    const double *totals = (const double *) received;
    double total = (double) value * ranks + ranks * (ranks - 1) / 2;
    for (int i = 0; i < count; i += CACHE_LINE_DOUBLES) {
        if (totals[i] != total) {
            fail("element %d of %d is %f, expected %f", i, count, totals[i], total);
        }
    }
}

static void check_totals_of_root(int size) {
    if (rank == root_of_call()) {
        check_totals(size);
    }
}

static void stamp_vector(int size) {
    if (rank == root_of_call()) {
        stamp(received, size, (char) value);
    }
}

static void check_vector(int size) {
    if (rank != root_of_call()) {
        check(received, size, (char) value);
    }
}

static void stamp_gathered(int size) {
    stamp_block(0, size, value + rank);
}

static void check_gathered(int size) {
    for (int source = 0; source < ranks; source++) {
        check_block(source, size, value + source);
    }
}

static void stamp_exchanged(int size) {
    for (int target = 0; target < ranks; target++) {
        stamp_block(target, size, value + rank * ranks + target);
    }
}

static void check_exchanged(int size) {
    for (int source = 0; source < ranks; source++) {
        check_block(source, size, value + source * ranks + rank);
    }
}

static void run_bcast(int size) {
    MPI_Bcast(received, size, MPI_BYTE, root_of_call(), MPI_COMM_WORLD);
}

static void run_reduce(int size) {
    MPI_Reduce(sent, received, doubles(size), MPI_DOUBLE, MPI_SUM, root_of_call(), MPI_COMM_WORLD);
}

static void run_allreduce(int size) {
    MPI_Allreduce(sent, received, doubles(size), MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
}

static void run_allgather(int size) {
    MPI_Allgather(sent, size, MPI_BYTE, received, size, MPI_BYTE, MPI_COMM_WORLD);
}

static void run_alltoall(int size) {
    MPI_Alltoall(sent, size, MPI_BYTE, received, size, MPI_BYTE, MPI_COMM_WORLD);
}

static const struct operation OPERATIONS[] = {
    {"bcast", stamp_vector, run_bcast, check_vector, 1, 1},
    {"reduce", stamp_summands, run_reduce, check_totals_of_root, 1, 1},
    {"allreduce", stamp_summands, run_allreduce, check_totals, 1, 1},
    {"allgather", stamp_gathered, run_allgather, check_gathered, 1, 0},
    {"alltoall", stamp_exchanged, run_alltoall, check_exchanged, 0, 0},
};

static char *allocate_blocks(int blocks, int size) {
    size_t length = (size_t) (blocks == 0 ? ranks : blocks) * size;
    return allocate(length < sizeof(double) ? sizeof(double) : length);
}

static void prepare(const char *name, int longest) {
    for (size_t i = 0; i < sizeof(OPERATIONS) / sizeof(OPERATIONS[0]); i++) {
        if (strcmp(OPERATIONS[i].name, name) == 0) {
            operation = &OPERATIONS[i];
            sent = allocate_blocks(operation->sent_blocks, longest);
            received = allocate_blocks(operation->received_blocks, longest);
            return;
        }
    }
    fail("--operation is \"%s\", expected bcast, reduce, allreduce, allgather or alltoall", name);
}

/* The clock that System.nanoTime reads. */
static int64_t nano_time(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t) now.tv_sec * 1000000000 + now.tv_nsec;
}

/* Returns what the calls took this rank in ns, without what lies between them. */
static int64_t calls(int count, int size) {
    int64_t sum = 0;
    for (int i = 0; i < count; i++) {
        value++;
        operation->stamp(size);
        MPI_Barrier(MPI_COMM_WORLD);
        int64_t begin = nano_time();
        operation->run(size);
        sum += nano_time() - begin;
        operation->check(size);
    }
    return sum;
}

static void round_of_all_sizes(const struct options *options) {
    for (int i = 0; i < options->size_count; i++) {
        calls(clamp(WARMUP_BYTES / options->sizes[i], 1, MAX_WARMUP_CALLS), options->sizes[i]);
    }
}

static void measure(const struct options *options, int size) {
    int batch = iterations_of(options, size) / BATCHES;
    batch = batch < 1 ? 1 : batch;
    double micros[BATCHES];
    double averages[BATCHES];
    calls(untimed_iterations_of(options, size), size);
    for (int i = 0; i < BATCHES; i++) {
        micros[i] = calls(batch, size) * 1e-3 / batch / ranks;
    }
    MPI_Reduce(micros, averages, BATCHES, MPI_DOUBLE, MPI_SUM, 0, MPI_COMM_WORLD);
    if (rank == 0) {
        qsort(averages, BATCHES, sizeof(double), compare_doubles);
        print_row(size, percentile(averages, BATCHES, 50), mean(averages, BATCHES), percentile(averages, BATCHES, 99));
    }
}

int main(int argc, char **argv) {
    struct options options = start(&argc, &argv, 10000);
    rank = world_rank();
    ranks = world_size();
    int longest = 0;
    for (int i = 0; i < options.size_count; i++) {
        longest = options.sizes[i] > longest ? options.sizes[i] : longest;
    }
    prepare(options.operation, longest);
    if (rank == 0) {
        print_columns("Size (B)", "us");
    }
    warm_up(&options, MPI_COMM_WORLD, round_of_all_sizes);
    for (int i = 0; i < options.size_count; i++) {
        measure(&options, options.sizes[i]);
    }
    free(sent);
    free(received);
    MPI_Finalize();
    return 0;
}
