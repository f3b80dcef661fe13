/*
 * Twin of bench.Bandwidth and, compiled with -DMESSAGE_RATE, of bench.MessageRate: windows of 64 messages, each answered
 * by 4 bytes; rate of the median window, added up over pairs of ranks.
 */
#include "common.h"

enum { WINDOW = 64, DISTINCT_BYTES = 1024 * 1024, REPLY_BYTES = 4, TAG = 1, REPLY_TAG = 2, VALUES = 3 };

static int pairs;
static int sending;
static int peer;
static char value;
static char reply[REPLY_BYTES];
static MPI_Request requests[WINDOW];

/* Messages of a window have memory of their own while a window fits into DISTINCT_BYTES. */
static int distinct_messages(int size) {
    int messages = DISTINCT_BYTES / size;
    return messages < 1 ? 1 : messages > WINDOW ? WINDOW : messages;
}

static void send_window(char **buffers, int distinct, int size) {
    value++;
    for (int i = 0; i < WINDOW; i++) {
        if (i < distinct) {
            stamp(buffers[i], size, (char) (value + i));
        }
        MPI_Isend(buffers[i % distinct], size, MPI_BYTE, peer, TAG, MPI_COMM_WORLD, &requests[i]);
    }
    MPI_Waitall(WINDOW, requests, MPI_STATUSES_IGNORE);
    MPI_Recv(reply, REPLY_BYTES, MPI_BYTE, peer, REPLY_TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

static void receive_window(char **buffers, int distinct, int size) {
    value++;
    for (int i = 0; i < WINDOW; i++) {
        MPI_Irecv(buffers[i % distinct], size, MPI_BYTE, peer, TAG, MPI_COMM_WORLD, &requests[i]);
    }
    MPI_Waitall(WINDOW, requests, MPI_STATUSES_IGNORE);
    for (int i = 0; i < distinct; i++) {
        check(buffers[i], size, (char) (value + i));
    }
    MPI_Send(reply, REPLY_BYTES, MPI_BYTE, peer, REPLY_TAG, MPI_COMM_WORLD);
}

/* Median, mean and p99 of the rates of this rank's windows; zeros if it receives. */
static void run_windows(const struct options *options, char **buffers, int size, double *rates) {
    int distinct = distinct_messages(size);
    int warmup = warmup_of(options, size);
    int windows = iterations_of(options, size);
    double *micros = malloc(sizeof(double) * (size_t) windows);
    for (int i = 0; i < warmup + windows; i++) {
        if (!sending) {
            receive_window(buffers, distinct, size);
        } else {
            double begin = MPI_Wtime();
            send_window(buffers, distinct, size);
            if (i >= warmup) {
                micros[i - warmup] = (MPI_Wtime() - begin) * 1e6 / WINDOW;
            }
        }
    }
    if (sending) {
#ifdef MESSAGE_RATE
        double amount = 1;
#else
        double amount = size;
#endif
        qsort(micros, (size_t) windows, sizeof(double), compare_doubles);
        rates[0] = amount / percentile(micros, windows, 50);
        rates[1] = amount / mean(micros, windows);
        rates[2] = amount / percentile(micros, windows, 99);
    }
    free(micros);
}

static void measure(const struct options *options, int size) {
    char *buffers[WINDOW];
    int distinct = distinct_messages(size);
    for (int i = 0; i < distinct; i++) {
        buffers[i] = allocate((size_t) size);
    }
    double mine[VALUES] = {0};
    double sum[VALUES];
    MPI_Barrier(MPI_COMM_WORLD);
    run_windows(options, buffers, size, mine);
    MPI_Reduce(mine, sum, VALUES, MPI_DOUBLE, MPI_SUM, 0, MPI_COMM_WORLD);
    if (world_rank() == 0) {
        print_row(size, sum[0], sum[1], sum[2]);
    }
    for (int i = 0; i < distinct; i++) {
        free(buffers[i]);
    }
}

int main(int argc, char **argv) {
    struct options options = start(&argc, &argv, 500, 500, 128 * 1024 * 1024);
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
    for (int i = 0; i < options.size_count; i++) {
        measure(&options, options.sizes[i]);
    }
    MPI_Finalize();
    return 0;
}
