/*
 * What the C twins of prk.Transpose and prk.TransposeRma share: a rank's columns of both matrices, as
 * prk.TransposeColumns has them, and the program around an exchange of blocks.
 */
#ifndef TRANSPOSE_H
#define TRANSPOSE_H

#include "kernel.h"

#include <math.h>

static int me;
static int ranks;
static long order;
static long block; /* rows and columns of a block */
static long tile;
static double *restrict a; /* this rank's columns; the element in row i of column j is at i + order * j */
static double *restrict b;

static long min(long left, long right) {
    return left < right ? left : right;
}

static double start_value(long row, long column) {
    return (double) order * (double) column + (double) row;
}

static void transpose_own_block(void) {
    long first = me * block;
    for (long it = 0; it < block; it += tile) {
        for (long jt = 0; jt < block; jt += tile) {
            for (long i = it; i < min(it + tile, block); i++) {
                for (long j = jt; j < min(jt + tile, block); j++) {
                    long at = first + i + order * j;
                    b[first + j + order * i] += a[at];
                    a[at] += 1.0;
                }
            }
        }
    }
}

/* Writes the transpose of the block that a rank needs. */
static void pack_block(int to, double *restrict packed) {
    long first = to * block;
    for (long it = 0; it < block; it += tile) {
        for (long jt = 0; jt < block; jt += tile) {
            for (long i = it; i < min(it + tile, block); i++) {
                for (long j = jt; j < min(jt + tile, block); j++) {
                    long at = first + i + order * j;
                    packed[j + block * i] = a[at];
                    a[at] += 1.0;
                }
            }
        }
    }
}

/* Adds what a rank has packed. */
static void add_block(int from, const double *restrict received) {
    long first = from * block;
    for (long j = 0; j < block; j++) {
        for (long i = 0; i < block; i++) {
            b[first + i + order * j] += received[i + block * j];
        }
    }
}

static double own_error(long iterations) {
    double error = 0;
    double count = (double) iterations;
    for (long j = 0; j < block; j++) {
        for (long i = 0; i < order; i++) {
            double expected = start_value(me * block + j, i) * (count + 1) + 0.5 * count * (count + 1);
            error += fabs(b[i + order * j] - expected);
        }
    }
    return error;
}

/* Begins an exchange of blocks before the first iteration, runs it in each, and ends it after the last. */
struct exchange {
    void (*begin)(int argc, char **argv);
    void (*run)(void);
    void (*end)(void);
};

/* What main does: reads iterations, matrix order and tile size, computes, judges. */
static int transpose(int argc, char **argv, struct exchange exchange) {
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &me);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    long iterations = argument(argc, argv, 1, "iterations", 1, 20);
    order = argument(argc, argv, 2, "matrix order", ranks, 2000);
    block = order / ranks;
    tile = argument(argc, argv, 3, "tile size", 0, 32);
    tile = tile > 0 ? min(tile, block) : block;
    if (order % ranks != 0) {
        fprintf(stderr, "ERROR: matrix order %ld is not a multiple of the number of ranks, %d\n", order, ranks);
        MPI_Abort(MPI_COMM_WORLD, 1);
    }

    a = allocate_doubles(order * block);
    b = allocate_doubles(order * block);
    for (long j = 0; j < block; j++) {
        for (long i = 0; i < order; i++) {
            a[i + order * j] = start_value(i, me * block + j);
            b[i + order * j] = 0;
        }
    }
    exchange.begin(argc, argv);

    double start = 0;
    for (long iteration = 0; iteration <= iterations; iteration++) {
        if (iteration == 1) {
            MPI_Barrier(MPI_COMM_WORLD);
            start = MPI_Wtime();
        }
        transpose_own_block();
        exchange.run();
    }
    double seconds = over_ranks(MPI_Wtime() - start, MPI_MAX);
    exchange.end();
    double error = over_ranks(own_error(iterations), MPI_SUM);
    double work = 1e-6 * 16 * (double) order * (double) order;
    return conclude(me, error < 1e-8, 0, error, "MB/s", work, seconds, iterations);
}

#endif
