/* Twin of prk.Random: random <updates per element, a power of 2> <log2 of the table's length>. */
#include "kernel.h"

#include <stdint.h>
#include <string.h>

enum { LOOKAHEAD = 1024, ROUNDS = 2 };

static const uint64_t POLYNOMIAL = 7;
static const uint64_t SEED = 834568137686317453;

static int me;
static int ranks;
static int log2_slice;
static uint64_t *restrict slice;
static uint64_t *restrict buckets;
static uint64_t *restrict received;
static int *bucket_starts;
static int *bucket_lengths;
static int *received_starts;
static int *received_lengths;

static int log2_of(uint64_t power_of_two) {
    return __builtin_ctzll(power_of_two);
}

static int is_power_of_two(uint64_t number) {
    return number != 0 && (number & (number - 1)) == 0;
}

static uint64_t next(uint64_t number) {
    return (number << 1) ^ ((uint64_t) ((int64_t) number >> 63) & POLYNOMIAL);
}

static uint64_t product(uint64_t left, uint64_t right) {
    uint64_t sum = 0;
    for (int bit = 0; bit < 64; bit++) {
        sum ^= -((right >> bit) & 1) & left;
        left = next(left);
    }
    return sum;
}

static uint64_t element(uint64_t index) {
    uint64_t power = 1;
    for (int bit = 62; bit >= 0; bit--) {
        power = product(power, power);
        power = (index >> bit) & 1 ? next(power) : power;
    }
    return power;
}

static int exchange(void) {
    MPI_Alltoall(bucket_lengths, 1, MPI_INT, received_lengths, 1, MPI_INT, MPI_COMM_WORLD);
    int total = 0;
    for (int rank = 0; rank < ranks; rank++) {
        received_starts[rank] = total;
        total += received_lengths[rank];
    }
    MPI_Alltoallv(buckets, bucket_lengths, bucket_starts, MPI_UINT64_T, received, received_lengths, received_starts,
        MPI_UINT64_T, MPI_COMM_WORLD);
    return total;
}

static void run_round(long steps, uint64_t updates) {
    static uint64_t streams[LOOKAHEAD];
    for (uint64_t j = 0; j < LOOKAHEAD; j++) {
        streams[j] = element(SEED + updates * (uint64_t) me + updates / LOOKAHEAD * j);
    }
    uint64_t mask = ((uint64_t) 1 << log2_slice) - 1;
    for (long step = 0; step < steps; step++) {
        for (int j = 0; j < LOOKAHEAD; j++) {
            streams[j] = next(streams[j]);
        }
        memset(bucket_lengths, 0, sizeof(int) * (size_t) ranks);
        for (int j = 0; j < LOOKAHEAD; j++) {
            int owner = (int) (streams[j] >> log2_slice) & (ranks - 1);
            buckets[owner * LOOKAHEAD + bucket_lengths[owner]++] = streams[j];
        }
        int count = exchange();
        for (int j = 0; j < count; j++) {
            slice[received[j] & mask] ^= received[j];
        }
    }
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &me);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    uint64_t ratio = (uint64_t) argument(argc, argv, 1, "updates per element", 1, 16);
    int log2_table = (int) argument(argc, argv, 2, "log2 of the table's length", 1, 22);
    if (!is_power_of_two(ratio) || !is_power_of_two((uint64_t) ranks) || log2_table < log2_of((uint64_t) ranks) ||
        log2_of(ratio) + log2_table < log2_of((uint64_t) ranks * ROUNDS * LOOKAHEAD)) {
        fprintf(stderr, "ERROR: updates per element and ranks must be powers of 2, and the table long enough\n");
        MPI_Abort(MPI_COMM_WORLD, 1);
    }
    log2_slice = log2_table - log2_of((uint64_t) ranks);
    uint64_t length = (uint64_t) 1 << log2_slice;
    uint64_t first = (uint64_t) me << log2_slice;
    slice = allocate_doubles((long) length);
    buckets = allocate_doubles((long) ranks * LOOKAHEAD);
    received = allocate_doubles((long) ranks * LOOKAHEAD);
    bucket_starts = allocate_doubles(ranks);
    bucket_lengths = allocate_doubles(ranks);
    received_starts = allocate_doubles(ranks);
    received_lengths = allocate_doubles(ranks);
    for (int rank = 0; rank < ranks; rank++) {
        bucket_starts[rank] = rank * LOOKAHEAD;
    }
    for (uint64_t i = 0; i < length; i++) {
        slice[i] = first + i;
    }

    uint64_t updates = ratio * length;
    MPI_Barrier(MPI_COMM_WORLD);
    double start = MPI_Wtime();
    for (int round = 0; round < ROUNDS; round++) {
        run_round((long) (updates / (ROUNDS * LOOKAHEAD)), updates);
    }
    double seconds = over_ranks(MPI_Wtime() - start, MPI_MAX);

    long wrong = 0;
    for (uint64_t i = 0; i < length; i++) {
        wrong += slice[i] != first + i;
    }
    double computed = over_ranks((double) wrong, MPI_SUM);
    double work = 1e-9 * (double) updates * ranks / ROUNDS;
    return conclude(me, computed == 0, 0, computed, "GUPS/s", work, seconds, ROUNDS);
}
