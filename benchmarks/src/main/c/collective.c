/*
 * Twin of bench.Collective: how long a collective operation takes; median of the averages of 100 batches, each the
 * average over the ranks.
 */
#include "common.h"

enum { BATCHES = 100, WARMUP_BYTES = 256 * 1024, MAX_WARMUP_CALLS = 200, CACHE_LINE_DOUBLES = 8 };

struct operation {
    const char *name;
    void (*call)(int size);
    int sent_blocks;     /* of a size; 0: one for each rank */
    int received_blocks;
};

static int rank;
static int ranks;
static int value; /* all ranks count the calls alike */
static char *sent;
static char *received;
static void (*call)(int size);

static void stamp_block(int block, int size, int what) {
    stamp(sent + (size_t) block * size, size, (char) what);
}

static void check_block(int block, int size, int what) {
    check(received + (size_t) block * size, size, (char) what);
}

/* The summand of a rank is the value and its rank. Returns the number of elements. */
static int stamp_summands(int size) {
    int count = size < (int) sizeof(double) ? 1 : size / (int) sizeof(double);
    double *summands = (double *) sent;
    for (int i = 0; i < count; i += CACHE_LINE_DOUBLES) {
        summands[i] = (double) value + rank;
    }
    return count;
}

static void check_totals(int count) {
    const double *totals = (const double *) received;
    double total = (double) value * ranks + ranks * (ranks - 1) / 2;
    for (int i = 0; i < count; i += CACHE_LINE_DOUBLES) {
        if (totals[i] != total) {
            fail("element %d of %d is %f, expected %f", i, count, totals[i], total);
        }
    }
}

static void call_bcast(int size) {
    if (rank == 0) {
        stamp(received, size, (char) value);
    }
    MPI_Bcast(received, size, MPI_BYTE, 0, MPI_COMM_WORLD);
    if (rank != 0) {
        check(received, size, (char) value);
    }
}

static void call_reduce(int size) {
    int count = stamp_summands(size);
    MPI_Reduce(sent, received, count, MPI_DOUBLE, MPI_SUM, 0, MPI_COMM_WORLD);
    if (rank == 0) {
        check_totals(count);
    }
}

static void call_allreduce(int size) {
    int count = stamp_summands(size);
    MPI_Allreduce(sent, received, count, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
    check_totals(count);
}

static void call_iallreduce(int size) {
    int count = stamp_summands(size);
    MPI_Request request;
    MPI_Iallreduce(sent, received, count, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD, &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    check_totals(count);
}

static void call_allgather(int size) {
    stamp_block(0, size, value + rank);
    MPI_Allgather(sent, size, MPI_BYTE, received, size, MPI_BYTE, MPI_COMM_WORLD);
    for (int source = 0; source < ranks; source++) {
        check_block(source, size, value + source);
    }
}

static void call_alltoall(int size) {
    for (int target = 0; target < ranks; target++) {
        stamp_block(target, size, value + rank * ranks + target);
    }
    MPI_Alltoall(sent, size, MPI_BYTE, received, size, MPI_BYTE, MPI_COMM_WORLD);
    for (int source = 0; source < ranks; source++) {
        check_block(source, size, value + source * ranks + rank);
    }
}

static const struct operation OPERATIONS[] = {
    {"bcast", call_bcast, 1, 1},
    {"reduce", call_reduce, 1, 1},
    {"allreduce", call_allreduce, 1, 1},
    {"iallreduce", call_iallreduce, 1, 1},
    {"allgather", call_allgather, 1, 0},
    {"alltoall", call_alltoall, 0, 0},
};

static char *allocate_blocks(int blocks, int size) {
    size_t length = (size_t) (blocks == 0 ? ranks : blocks) * size;
    return allocate(length < sizeof(double) ? sizeof(double) : length);
}

static void prepare(const char *name, int longest) {
    for (size_t i = 0; i < sizeof(OPERATIONS) / sizeof(OPERATIONS[0]); i++) {
        if (strcmp(OPERATIONS[i].name, name) == 0) {
            call = OPERATIONS[i].call;
            sent = allocate_blocks(OPERATIONS[i].sent_blocks, longest);
            received = allocate_blocks(OPERATIONS[i].received_blocks, longest);
            return;
        }
    }
    fail("--operation is \"%s\", expected bcast, reduce, allreduce, iallreduce, allgather or alltoall", name);
}

static void calls(int count, int size) {
    for (int i = 0; i < count; i++) {
        value++;
        call(size);
    }
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
        MPI_Barrier(MPI_COMM_WORLD);
        double begin = MPI_Wtime();
        calls(batch, size);
        micros[i] = (MPI_Wtime() - begin) * 1e6 / batch / ranks;
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
