/*
 * Twin of bench.OneSided: how long a one-sided operation of rank 0 on memory of rank 1 takes with its flush; median of
 * the averages of 100 batches.
 */
#include "common.h"

#include <stdint.h>
#include <time.h>

enum { BATCHES = 100, WARMUP_BYTES = 256 * 1024, MAX_WARMUP_OPERATIONS = 1000, TARGET = 1 };

struct operation {
    const char *name;
    void (*stamp)(int size); /* prepares this rank's memory for what both ranks know by the value */
    void (*run)(int size);
    void (*check)(int size, long operations);
};

static int is_origin;
static char value;
static MPI_Win window;
static char *exposed; /* by the window */
static char *sent;
static char *received;
static int64_t expected_element;
static const struct operation *operation;

static void expect(double expected, double found) {
    if (found != expected) {
        fail("an element is %f, expected %f", found, expected);
    }
}

static void stamp_sent(int size) {
    stamp(sent, size, value);
}

static void run_put(int size) {
    MPI_Put(sent, size, MPI_BYTE, TARGET, 0, size, MPI_BYTE, window);
    MPI_Win_flush(TARGET, window);
}

static void check_exposed(int size, long operations) {
    (void) operations;
    if (!is_origin) {
        check(exposed, size, value);
    }
}

static void stamp_exposed(int size) {
    stamp(exposed, size, value);
}

static void run_get(int size) {
    MPI_Get(received, size, MPI_BYTE, TARGET, 0, size, MPI_BYTE, window);
    MPI_Win_flush(TARGET, window);
}

static void check_received(int size, long operations) {
    (void) operations;
    if (is_origin) {
        check(received, size, value);
    }
}

static void stamp_counter(int size) {
    (void) size;
    *(int64_t *) exposed = value;
    *(int64_t *) sent = 1;
}

static void run_fetch_and_op(int size) {
    (void) size;
    MPI_Fetch_and_op(sent, received, MPI_INT64_T, TARGET, 0, MPI_SUM, window);
    MPI_Win_flush(TARGET, window);
}

static void check_counter(int size, long operations) {
    (void) size;
    if (is_origin) {
        expect((double) (value + operations - 1), (double) *(int64_t *) received);
    } else {
        expect((double) (value + operations), (double) *(int64_t *) exposed);
    }
}

static void stamp_element(int size) {
    (void) size;
    *(int64_t *) exposed = value;
    *(int64_t *) sent = value;
}

/* Each swap is one: a new element for the one of the operation before. */
static void run_compare_and_swap(int size) {
    (void) size;
    expected_element = *(int64_t *) sent;
    *(int64_t *) sent = expected_element + 1;
    MPI_Compare_and_swap(sent, &expected_element, received, MPI_INT64_T, TARGET, 0, window);
    MPI_Win_flush(TARGET, window);
}

static void stamp_summands(int size) {
    for (int i = 0; i < size / (int) sizeof(double); i++) {
        ((double *) exposed)[i] = value;
        ((double *) sent)[i] = 1;
    }
}

static void run_accumulate(int size) {
    int count = size / (int) sizeof(double);
    MPI_Accumulate(sent, count, MPI_DOUBLE, TARGET, 0, count, MPI_DOUBLE, MPI_SUM, window);
    MPI_Win_flush(TARGET, window);
}

static void check_totals(int size, long operations) {
    for (int i = 0; i < size / (int) sizeof(double) && !is_origin; i++) {
        expect((double) (value + operations), ((double *) exposed)[i]);
    }
}

static const struct operation OPERATIONS[] = {
    {"put", stamp_sent, run_put, check_exposed},
    {"get", stamp_exposed, run_get, check_received},
    {"fetch-and-op", stamp_counter, run_fetch_and_op, check_counter},
    {"compare-and-swap", stamp_element, run_compare_and_swap, check_counter},
    {"accumulate", stamp_summands, run_accumulate, check_totals},
};

static void prepare(const char *name, int longest) {
    for (size_t i = 0; i < sizeof(OPERATIONS) / sizeof(OPERATIONS[0]); i++) {
        if (strcmp(OPERATIONS[i].name, name) == 0) {
            operation = &OPERATIONS[i];
            sent = allocate((size_t) longest);
            received = allocate((size_t) longest);
            MPI_Win_allocate(longest, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &exposed, &window);
            return;
        }
    }
    fail("--operation is \"%s\", expected put, get, fetch-and-op, compare-and-swap or accumulate", name);
}

/* The clock that System.nanoTime reads. */
static int64_t nano_time(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t) now.tv_sec * 1000000000 + now.tv_nsec;
}

static void operations(int count, int size) {
    for (int i = 0; i < count; i++) {
        operation->run(size);
    }
}

/* Times so many batches, behind operations that are not timed. */
static void batches(int count, int untimed, int batch, int size, double *nanos) {
    value++;
    operation->stamp(size);
    MPI_Barrier(MPI_COMM_WORLD);
    if (is_origin) {
        operations(untimed, size);
        for (int i = 0; i < count; i++) {
            int64_t begin = nano_time();
            operations(batch, size);
            nanos[i] = (double) (nano_time() - begin) / batch;
        }
    }
    MPI_Barrier(MPI_COMM_WORLD);
    operation->check(size, untimed + (long) count * batch);
}

static void round_of_all_sizes(const struct options *options) {
    double nanos;
    for (int i = 0; i < options->size_count; i++) {
        int size = options->sizes[i];
        batches(1, 0, clamp(WARMUP_BYTES / size, 1, MAX_WARMUP_OPERATIONS), size, &nanos);
    }
}

static void measure(const struct options *options, int size) {
    int batch = iterations_of(options, size) / BATCHES;
    batch = batch < 1 ? 1 : batch;
    double nanos[BATCHES];
    batches(BATCHES, untimed_iterations_of(options, size), batch, size, nanos);
    if (is_origin) {
        qsort(nanos, BATCHES, sizeof(double), compare_doubles);
        print_row(size, percentile(nanos, BATCHES, 50), mean(nanos, BATCHES), percentile(nanos, BATCHES, 99));
    }
}

int main(int argc, char **argv) {
    struct options options = start(&argc, &argv, 100000);
    if (world_size() != 2) {
        fail("number of ranks is %d, expected 2", world_size());
    }
    is_origin = world_rank() == 0;
    int longest = 0;
    for (int i = 0; i < options.size_count; i++) {
        longest = options.sizes[i] > longest ? options.sizes[i] : longest;
    }
    prepare(options.operation, longest);
    if (is_origin) {
        print_columns("Size (B)", "ns");
        MPI_Win_lock_all(0, window);
    }
    warm_up(&options, MPI_COMM_WORLD, round_of_all_sizes);
    for (int i = 0; i < options.size_count; i++) {
        measure(&options, options.sizes[i]);
    }
    if (is_origin) {
        MPI_Win_unlock_all(window);
    }
    MPI_Win_free(&window);
    free(sent);
    free(received);
    MPI_Finalize();
    return 0;
}
