/*
 * Twin of bench.Bandwidth and, compiled with -DMESSAGE_RATE, of bench.MessageRate: windows of 64 messages, each answered
 * by 4 bytes; rate of the median window, added up over pairs of ranks.
 */
#include "common.h"

enum { WINDOW = 64, DISTINCT_BYTES = 1024 * 1024, REPLY_BYTES = 4, TAG = 1, REPLY_TAG = 2, VALUES = 3 };
enum { WARMUP_BYTES = 512 * 1024, MAX_WARMUP_WINDOWS = 20 };

/* The messages of a window. */
struct window {
    int size;
    int distinct; /* messages with memory of their own, while the window fits into DISTINCT_BYTES */
    char *buffers[WINDOW];
};

static int pairs;
static int sending;
static int peer;
static char value;
static char reply[REPLY_BYTES];
static MPI_Request requests[WINDOW];
static struct window windows[MAX_SIZES];
static double *micros; /* what the windows took, per message */

static void send_window(const struct window *window) {
    int size = window->size;
    int distinct = window->distinct;
    value++;
    for (int i = 0; i < WINDOW; i++) {
        if (i < distinct) {
            stamp(window->buffers[i], size, (char) (value + i));
        }
        MPI_Isend(window->buffers[i % distinct], size, MPI_BYTE, peer, TAG, MPI_COMM_WORLD, &requests[i]);
    }
    MPI_Waitall(WINDOW, requests, MPI_STATUSES_IGNORE);
    MPI_Recv(reply, REPLY_BYTES, MPI_BYTE, peer, REPLY_TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

static void receive_window(const struct window *window) {
    int size = window->size;
    int distinct = window->distinct;
    value++;
    for (int i = 0; i < WINDOW; i++) {
        MPI_Irecv(window->buffers[i % distinct], size, MPI_BYTE, peer, TAG, MPI_COMM_WORLD, &requests[i]);
    }
    MPI_Waitall(WINDOW, requests, MPI_STATUSES_IGNORE);
    for (int i = 0; i < distinct; i++) {
        check(window->buffers[i], size, (char) (value + i));
    }
    MPI_Send(reply, REPLY_BYTES, MPI_BYTE, peer, REPLY_TAG, MPI_COMM_WORLD);
}

static void exchange(const struct window *window, int count) {
    for (int i = 0; i < count; i++) {
        if (sending) {
            double begin = MPI_Wtime();
            send_window(window);
            micros[i] = (MPI_Wtime() - begin) * 1e6 / WINDOW;
        } else {
            receive_window(window);
        }
    }
}

static void round_of_all_sizes(const struct options *options) {
    for (int i = 0; i < options->size_count; i++) {
        exchange(&windows[i], clamp(WARMUP_BYTES / WINDOW / windows[i].size, 1, MAX_WARMUP_WINDOWS));
    }
}

/* Median, mean and p99 of the rates of this rank's windows. */
static void rates_of(int size, int count, double *rates) {
#ifdef MESSAGE_RATE
    (void) size;
    double amount = 1;
#else
    double amount = size;
#endif
    qsort(micros, (size_t) count, sizeof(double), compare_doubles);
    rates[0] = amount / percentile(micros, count, 50);
    rates[1] = amount / mean(micros, count);
    rates[2] = amount / percentile(micros, count, 99);
}

static void measure(const struct options *options, const struct window *window) {
    int count = iterations_of(options, window->size);
    double mine[VALUES] = {0};
    double sum[VALUES];
    MPI_Barrier(MPI_COMM_WORLD);
    exchange(window, untimed_iterations_of(options, window->size));
    exchange(window, count);
    if (sending) {
        rates_of(window->size, count, mine);
    }
    MPI_Reduce(mine, sum, VALUES, MPI_DOUBLE, MPI_SUM, 0, MPI_COMM_WORLD);
    if (world_rank() == 0) {
        print_row(window->size, sum[0], sum[1], sum[2]);
    }
}

static void allocate_windows(const struct options *options) {
    for (int i = 0; i < options->size_count; i++) {
        struct window *window = &windows[i];
        window->size = options->sizes[i];
        window->distinct = clamp(DISTINCT_BYTES / window->size, 1, WINDOW);
        for (int j = 0; j < window->distinct; j++) {
            window->buffers[j] = allocate((size_t) window->size);
        }
    }
    int most = options->iterations > MAX_WARMUP_WINDOWS ? options->iterations : MAX_WARMUP_WINDOWS;
    micros = (double *) allocate(sizeof(double) * (size_t) most);
}

static void free_windows(const struct options *options) {
    for (int i = 0; i < options->size_count; i++) {
        for (int j = 0; j < windows[i].distinct; j++) {
            free(windows[i].buffers[j]);
        }
    }
    free(micros);
}

int main(int argc, char **argv) {
    struct options options = start(&argc, &argv, 500);
    if (world_size() % 2 != 0) {
        fail("number of ranks is %d, expected an even number", world_size());
    }
    pairs = world_size() / 2;
    sending = world_rank() < pairs;
    peer = sending ? world_rank() + pairs : world_rank() - pairs;
    if (world_rank() == 0) {
#ifdef MESSAGE_RATE
        print_columns("Size (B)", "M msg/s");
#else
        print_columns("Size (B)", "MB/s");
#endif
    }
    allocate_windows(&options);
    MPI_Comm pair;
    MPI_Comm_split(MPI_COMM_WORLD, world_rank() % pairs, world_rank(), &pair);
    warm_up(&options, pair, round_of_all_sizes);
    for (int i = 0; i < options.size_count; i++) {
        measure(&options, &windows[i]);
    }
    MPI_Comm_free(&pair);
    free_windows(&options);
    MPI_Finalize();
    return 0;
}
