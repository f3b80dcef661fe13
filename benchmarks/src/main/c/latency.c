/* Twin of bench.Latency: half of a ping-pong between 2 ranks; median of the averages of 100 batches. */
#include "common.h"

enum { BATCHES = 100, WARMUP_BYTES = 256 * 1024, MAX_WARMUP_MESSAGES = 1000, TAG = 1 };

static int peer;
static char value;
static char *sent;
static char *received;

static void send_message(int size) {
    stamp(sent, size, ++value);
    MPI_Send(sent, size, MPI_BYTE, peer, TAG, MPI_COMM_WORLD);
}

/* The peer counts on from what it received, so its message bears the next value. */
static void receive_message(int size) {
    MPI_Recv(received, size, MPI_BYTE, peer, TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    check(received, size, ++value);
}

static void ping(int count, int size) {
    for (int i = 0; i < count; i++) {
        send_message(size);
        receive_message(size);
    }
}

static void pong(int count, int size) {
    for (int i = 0; i < count; i++) {
        receive_message(size);
        send_message(size);
    }
}

static void exchange(int count, int size) {
    if (peer == 1) {
        ping(count, size);
    } else {
        pong(count, size);
    }
}

static void round_of_all_sizes(const struct options *options) {
    for (int i = 0; i < options->size_count; i++) {
        exchange(clamp(WARMUP_BYTES / options->sizes[i], 1, MAX_WARMUP_MESSAGES), options->sizes[i]);
    }
}

static void measure(const struct options *options, int size) {
    int batch = iterations_of(options, size) / BATCHES;
    batch = batch < 1 ? 1 : batch;
    MPI_Barrier(MPI_COMM_WORLD);
    double micros[BATCHES];
    exchange(untimed_iterations_of(options, size), size);
    for (int i = 0; i < BATCHES; i++) {
        double begin = MPI_Wtime();
        exchange(batch, size);
        micros[i] = (MPI_Wtime() - begin) * 1e6 / (2.0 * batch);
    }
    if (peer == 1) {
        qsort(micros, BATCHES, sizeof(double), compare_doubles);
        print_row(size, percentile(micros, BATCHES, 50), mean(micros, BATCHES), percentile(micros, BATCHES, 99));
    }
}

int main(int argc, char **argv) {
    struct options options = start(&argc, &argv, 10000);
    if (world_size() != 2) {
        fail("number of ranks is %d, expected 2", world_size());
    }
    peer = 1 - world_rank();
    int longest = 0;
    for (int i = 0; i < options.size_count; i++) {
        longest = options.sizes[i] > longest ? options.sizes[i] : longest;
    }
    sent = allocate((size_t) longest);
    received = allocate((size_t) longest);
    if (peer == 1) {
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
