/*
 * How far the first two cores that this process may use lie from each other: prints the nanoseconds that a cache line
 * takes from one to the other, a median. No MPI.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { BATCHES = 21, ROUND_TRIPS = 2000, LINE_BYTES = 128, CORES = 2 };

static _Atomic long *line;
static int cores[CORES];

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void find_cores(void) {
    cpu_set_t allowed;
    int found = 0;
    if (sched_getaffinity(0, sizeof(allowed), &allowed) != 0) {
        die("sched_getaffinity");
    }
    for (int core = 0; core < CPU_SETSIZE && found < CORES; core++) {
        if (CPU_ISSET(core, &allowed)) {
            cores[found++] = core;
        }
    }
    if (found < CORES) {
        fprintf(stderr, "there is one core\n");
        exit(2);
    }
}

static void bind_to(int core) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(core, &set);
    if (sched_setaffinity(0, sizeof(set), &set) != 0) {
        die("sched_setaffinity");
    }
}

static double nanos(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double) time.tv_sec * 1e9 + (double) time.tv_nsec;
}

static void await_value(long value) {
    while (atomic_load_explicit(line, memory_order_acquire) != value) {
    }
}

/* Answers each odd number with the next even one. */
static void *answer(void *unused) {
    (void) unused;
    bind_to(cores[1]);
    for (long value = 1; value < 2L * BATCHES * ROUND_TRIPS; value += 2) {
        await_value(value);
        atomic_store_explicit(line, value + 1, memory_order_release);
    }
    return NULL;
}

static int compare(const void *left, const void *right) {
    double a = *(const double *) left;
    double b = *(const double *) right;
    return (a > b) - (a < b);
}

int main(void) {
    pthread_t other;
    double each[BATCHES];
    long value = 1;
    find_cores();
    line = aligned_alloc(LINE_BYTES, LINE_BYTES);
    if (line == NULL) {
        die("aligned_alloc");
    }
    atomic_init(line, 0);
    if (pthread_create(&other, NULL, answer, NULL) != 0) {
        die("pthread_create");
    }
    bind_to(cores[0]);
    for (int batch = 0; batch < BATCHES; batch++) {
        double start = nanos();
        for (int i = 0; i < ROUND_TRIPS; i++, value += 2) {
            atomic_store_explicit(line, value, memory_order_release);
            await_value(value + 1);
        }
        each[batch] = (nanos() - start) / (2.0 * ROUND_TRIPS);
    }
    pthread_join(other, NULL);
    qsort(each, BATCHES, sizeof(each[0]), compare);
    printf("%.1f\n", each[BATCHES / 2]);
    return 0;
}
