/* Twin of prk.TransposeRma: transpose-rma <iterations> <matrix order> [tile size [synchronisation]]. */
#include "transpose.h"

static int is_locked;
static double *packed; /* a block a phase: nobody may write to it before the put is complete */
static double *arrived;
static MPI_Win window;

static void begin(int argc, char **argv) {
    long length = (ranks - 1) * block * block;
    is_locked = argument(argc, argv, 4, "synchronisation", 0, 0) == 1;
    packed = allocate_doubles(length);
    MPI_Win_allocate(length * (MPI_Aint) sizeof(double), sizeof(double), MPI_INFO_NULL, MPI_COMM_WORLD, &arrived,
        &window);
    if (is_locked) {
        MPI_Win_lock_all(MPI_MODE_NOCHECK, window);
    }
}

static void exchange_blocks(void) {
    int count = (int) (block * block);
    if (is_locked) {
        MPI_Barrier(MPI_COMM_WORLD); /* all have added what they got before */
    } else {
        MPI_Win_fence(MPI_MODE_NOSTORE | MPI_MODE_NOPRECEDE, window);
    }
    for (int phase = 1; phase < ranks; phase++) {
        int to = (me - phase + ranks) % ranks;
        long place = (phase - 1) * block * block;
        pack_block(to, packed + place);
        MPI_Put(packed + place, count, MPI_DOUBLE, to, place, count, MPI_DOUBLE, window);
        if (is_locked) {
            MPI_Win_flush_local(to, window);
        }
    }
    if (is_locked) {
        MPI_Win_flush_all(window);
        MPI_Barrier(MPI_COMM_WORLD);
        MPI_Win_sync(window);
    } else {
        MPI_Win_fence(MPI_MODE_NOSTORE, window);
    }
    for (int phase = 1; phase < ranks; phase++) {
        add_block((me + phase) % ranks, arrived + (phase - 1) * block * block);
    }
}

static void end(void) {
    if (is_locked) {
        MPI_Win_unlock_all(window);
    }
    MPI_Win_free(&window);
}

int main(int argc, char **argv) {
    return transpose(argc, argv, (struct exchange) {begin, exchange_blocks, end});
}
