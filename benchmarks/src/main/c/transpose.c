/* Twin of prk.Transpose: transpose <iterations> <matrix order> [tile size]. */
#include "transpose.h"

static double *packed;
static double *received;

static void begin(int argc, char **argv) {
    (void) argc;
    (void) argv;
    packed = allocate_doubles(block * block);
    received = allocate_doubles(block * block);
}

static void exchange_blocks(void) {
    int count = (int) (block * block);
    for (int phase = 1; phase < ranks; phase++) {
        int from = (me + phase) % ranks;
        int to = (me - phase + ranks) % ranks;
        MPI_Request requests[2];
        MPI_Irecv(received, count, MPI_DOUBLE, from, phase, MPI_COMM_WORLD, &requests[0]);
        pack_block(to, packed);
        MPI_Isend(packed, count, MPI_DOUBLE, to, phase, MPI_COMM_WORLD, &requests[1]);
        MPI_Wait(&requests[0], MPI_STATUS_IGNORE);
        MPI_Wait(&requests[1], MPI_STATUS_IGNORE);
        add_block(from, received);
    }
}

static void end(void) {
}

int main(int argc, char **argv) {
    return transpose(argc, argv, (struct exchange) {begin, exchange_blocks, end});
}
