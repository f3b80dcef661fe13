/*
 * What the C twins of the Java benchmarks share: options, memory, statistics, output. Each twin does what the Java
 * program of the same name does, with the same number of messages and the same statistic, and prints the same lines.
 */
#ifndef COMMON_H
#define COMMON_H

#include <mpi.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    CACHE_LINE_BYTES = 64,
    LARGE_BYTES = 8 * 1024, /* longer messages: a tenth of the iterations */
    MAX_SIZES = 64,
    WARMUP_MILLIS = 1500
};

struct options {
    const char *operation; /* which one, of programs that measure several */
    int sizes[MAX_SIZES];
    int size_count;
    int iterations;
    int warmup_millis; /* 0: nothing untimed at all */
};

/* Ends the job: every error is fatal. */
static inline void fail(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    MPI_Abort(MPI_COMM_WORLD, 1);
    exit(1);
}

/* A whole number of at least min; K and M are 1024 and 1024 squared where a unit is allowed. */
static inline int parse_number(const char *name, const char *text, int min, int with_unit) {
    char *end;
    long number = strtol(text, &end, 10);
    if (with_unit && (*end == 'K' || *end == 'M')) {
        number *= *end == 'K' ? 1024 : 1024 * 1024;
        end++;
    }
    if (end == text || (*end != '\0' && *end != ',') || number < min || number > 1 << 30) {
        fail("%s is \"%s\", expected a whole number of at least %d", name, text, min);
    }
    return (int) number;
}

static inline void parse_sizes(struct options *options, const char *text) {
    options->size_count = 0;
    while (text != NULL) {
        if (options->size_count == MAX_SIZES) {
            fail("--sizes has more than %d sizes", MAX_SIZES);
        }
        options->sizes[options->size_count++] = parse_number("--sizes", text, 1, 1);
        text = strchr(text, ',');
        text = text == NULL ? NULL : text + 1;
    }
}

/* Initializes MPI and reads [--sizes BYTES,...] [--iterations N] [--warmup MILLIS] [--operation NAME]. */
static inline struct options start(int *argc, char ***argv, int iterations) {
    struct options options = {.operation = "allreduce", .sizes = {8}, .size_count = 1, .iterations = iterations,
        .warmup_millis = WARMUP_MILLIS};
    MPI_Init(argc, argv); /* MPI_ERRORS_ARE_FATAL is the error handler */
    for (int i = 1; i < *argc; i += 2) {
        const char *name = (*argv)[i];
        const char *value = i + 1 < *argc ? (*argv)[i + 1] : "";
        if (strcmp(name, "--sizes") == 0) {
            parse_sizes(&options, value);
        } else if (strcmp(name, "--iterations") == 0) {
            options.iterations = parse_number(name, value, 1, 0);
        } else if (strcmp(name, "--warmup") == 0) {
            options.warmup_millis = parse_number(name, value, 0, 0);
        } else if (strcmp(name, "--operation") == 0) {
            options.operation = value;
        } else {
            fail("unknown option %s; options: [--sizes BYTES,...] [--iterations N] [--warmup MILLIS]"
                " [--operation NAME]", name);
        }
    }
    return options;
}

static inline int world_rank(void) {
    int rank;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    return rank;
}

static inline int world_size(void) {
    int size;
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    return size;
}

static inline int iterations_of(const struct options *options, int size) {
    int iterations = size > LARGE_BYTES ? options->iterations / 10 : options->iterations;
    return iterations < 1 ? 1 : iterations;
}

/* Right before the timed ones. */
static inline int untimed_iterations_of(const struct options *options, int size) {
    return options->warmup_millis == 0 ? 0 : iterations_of(options, size) / 10;
}

static inline int clamp(int value, int min, int max) {
    return value < min ? min : value > max ? max : value;
}

/* Runs rounds until their time is over at rank 0 of those who take them: at least one, but none in no time. */
static inline void warm_up(const struct options *options, MPI_Comm ranks, void (*round)(const struct options *)) {
    double begin = MPI_Wtime();
    char another = options->warmup_millis > 0;
    while (another) {
        MPI_Barrier(ranks);
        round(options);
        another = (MPI_Wtime() - begin) * 1e3 < options->warmup_millis;
        MPI_Bcast(&another, 1, MPI_BYTE, 0, ranks);
    }
}

/* Zeroed memory that starts at a page. */
static inline char *allocate(size_t length) {
    void *memory;
    if (posix_memalign(&memory, (size_t) sysconf(_SC_PAGESIZE), length) != 0) {
        fail("no memory for %zu bytes", length);
    }
    memset(memory, 0, length);
    return memory;
}

/* Writes value to the first byte of each cache line. */
static inline void stamp(char *bytes, int length, char value) {
    for (int i = 0; i < length; i += CACHE_LINE_BYTES) {
        bytes[i] = value;
    }
}

/* Fails unless the first byte of each cache line is value. */
static inline void check(const char *bytes, int length, char value) {
    for (int i = 0; i < length; i += CACHE_LINE_BYTES) {
        if (bytes[i] != value) {
            fail("byte %d of a message of %d bytes is %d, expected %d", i, length, bytes[i], value);
        }
    }
}

static inline int compare_doubles(const void *left, const void *right) {
    double a = *(const double *) left;
    double b = *(const double *) right;
    return (a > b) - (a < b);
}

/* The smallest of the sorted samples that this percentage of them does not exceed. */
static inline double percentile(const double *sorted, int count, int percentage) {
    int rank = (count * percentage + 99) / 100;
    return sorted[rank < 1 ? 0 : rank - 1];
}

static inline double mean(const double *samples, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
        sum += samples[i];
    }
    return sum / count;
}

static inline void print_columns(const char *first, const char *unit) {
    printf("# %8s %9s (%s) %11s (%s) %12s (%s)\n", first, "Median", unit, "Mean", unit, "p99", unit);
}

static inline void print_row(int first, double median, double mean, double p99) {
    printf("%-10d %15.3f %15.3f %15.3f\n", first, median, mean, p99);
    fflush(stdout);
}

#endif
