/*
 * Twin of bench.Vector: half of a ping-pong of a column of a matrix, received as an array or as a column; median of the
 * averages of 100 batches.
 */
#include "common.h"

enum { BATCHES = 100, WARMUP_MESSAGES = 100, ORDER = 1000, TAG = 1 };

static int peer;
static int value;
static double *sent;
static double *received;
static MPI_Datatype column;

static void send_column(void) {
    value++;
    sent[value % ORDER * ORDER] = value;
    MPI_Send(sent, 1, column, peer, TAG, MPI_COMM_WORLD);
}

/* The peer counts on from what it received, so its message bears the next value. */
static void receive_column(int to_column) {
    double found;
    value++;
    if (to_column) {
        MPI_Recv(received, 1, column, peer, TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        found = received[value % ORDER * ORDER];
    } else {
        MPI_Recv(received, ORDER, MPI_DOUBLE, peer, TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        found = received[value % ORDER];
    }
    if (found != value) {
        fail("element %d is %f, expected %d", value % ORDER, found, value);
    }
}

static void exchange(int count, int to_column) {
    for (int i = 0; i < count; i++) {
        if (peer == 1) {
            send_column();
            receive_column(to_column);
        } else {
            receive_column(to_column);
            send_column();
        }
    }
}

static void round_of_both(const struct options *options) {
    (void) options;
    exchange(WARMUP_MESSAGES, 0);
    exchange(WARMUP_MESSAGES, 1);
}

static void measure(const struct options *options, const char *to, int to_column) {
    int batch = options->iterations / BATCHES;
    batch = batch < 1 ? 1 : batch;
    double micros[BATCHES];
    MPI_Barrier(MPI_COMM_WORLD);
    exchange(untimed_iterations_of(options, 0), to_column);
    for (int i = 0; i < BATCHES; i++) {
        double begin = MPI_Wtime();
        exchange(batch, to_column);
        micros[i] = (MPI_Wtime() - begin) * 1e6 / (2.0 * batch);
    }
    if (peer == 1) {
        qsort(micros, BATCHES, sizeof(double), compare_doubles);
        printf("Column to %s (us): %.3f\n", to, percentile(micros, BATCHES, 50));
        fflush(stdout);
    }
}

static double *allocate_matrix(void) {
    double *matrix = (double *) allocate(sizeof(double) * ORDER * ORDER);
    for (int i = 0; i < ORDER * ORDER; i++) {
        matrix[i] = -1;
    }
    return matrix;
}

int main(int argc, char **argv) {
    struct options options = start(&argc, &argv, 10000);
    if (world_size() != 2) {
        fail("number of ranks is %d, expected 2", world_size());
    }
    peer = 1 - world_rank();
    sent = allocate_matrix();
    received = allocate_matrix();
    MPI_Type_vector(ORDER, 1, ORDER, MPI_DOUBLE, &column);
    MPI_Type_commit(&column);
    warm_up(&options, MPI_COMM_WORLD, round_of_both);
    measure(&options, "array", 0);
    measure(&options, "column", 1);
    MPI_Type_free(&column);
    free(sent);
    free(received);
    MPI_Finalize();
    return 0;
}
