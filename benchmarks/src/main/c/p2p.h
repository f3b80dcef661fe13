/*
 * What the C twins of prk.P2p and prk.P2pRma share: a rank's columns, as prk.P2pColumns has them, and the program
 * around what passes between ranks.
 */
#ifndef P2P_H
#define P2P_H

#include "kernel.h"

#include <math.h>

static int me;
static int last;
static long width; /* elements of this rank in a line */
static long lines;
static long stride;           /* before a line's elements there is the last one of the left neighbour */
static double *restrict grid; /* column i of line j is at 1 + i + stride * j */
static long group;            /* lines whose elements pass together */

static void compute_line(long first, long count) {
    double left = grid[first - 1];
    double left_below = grid[first - 1 - stride];
    for (long i = 0; i < count; i++) {
        double below = grid[first - stride + i];
        left += below - left_below;
        grid[first + i] = left;
        left_below = below;
    }
}

/* Computes this rank's part of so many lines; the first column of the first rank is given. */
static void compute_lines(long line, long count) {
    long given = me == 0;
    for (long j = 0; j < count; j++) {
        compute_line(1 + given + stride * (line + j), width - given);
    }
}

/* Takes the left neighbour's last elements of so many lines. */
static void take_from_left(const double *elements, long line, long count) {
    for (long j = 0; j < count; j++) {
        grid[stride * (line + j)] = elements[j];
    }
}

/* This rank's last elements of so many lines, for its right neighbour. */
static void give_to_right(double *elements, long line, long count) {
    for (long j = 0; j < count; j++) {
        elements[j] = grid[width + stride * (line + j)];
    }
}

static double top_right(void) {
    return grid[stride * lines - 1];
}

/* What passes between ranks. */
struct passage {
    void (*begin)(void);
    void (*advance)(long line, long count); /* computes lines between what comes from the left and goes to the right */
    void (*close_circle)(void);             /* the top right corner becomes, negated, the bottom left one */
    void (*end)(void);
};

/* What main does: reads iterations, columns, lines and group factor, computes, judges. */
static int p2p(int argc, char **argv, struct passage passage) {
    int ranks;
    long first;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &me);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    last = ranks - 1;
    long iterations = argument(argc, argv, 1, "iterations", 1, 10);
    long columns = argument(argc, argv, 2, "columns", ranks + 1, 2000);
    lines = argument(argc, argv, 3, "lines", 2, 2000);
    group = argument(argc, argv, 4, "group factor", 1, 1);
    group = group < lines ? group : lines - 1;
    part_of(columns, ranks, me, &first, &width);
    stride = 1 + width;

    grid = allocate_doubles(stride * lines);
    for (long i = 0; i < stride * lines; i++) {
        grid[i] = 0;
    }
    for (long i = -1; i < width; i++) {
        grid[1 + i] = (double) (first + i);
    }
    for (long j = 0; j < lines && me == 0; j++) {
        grid[1 + stride * j] = (double) j;
    }
    passage.begin();

    double start = 0;
    for (long iteration = 0; iteration <= iterations; iteration++) {
        if (iteration == 1) {
            MPI_Barrier(MPI_COMM_WORLD);
            start = MPI_Wtime();
        }
        for (long line = 1; line < lines; line += group) {
            passage.advance(line, group < lines - line ? group : lines - line);
        }
        passage.close_circle();
    }
    double seconds = over_ranks(MPI_Wtime() - start, MPI_MAX);
    passage.end();

    double computed = over_ranks(me == last ? grid[stride * lines - 1] : 0, MPI_SUM);
    double reference = (double) (iterations + 1) * (double) (columns + lines - 2);
    int correct = fabs(computed - reference) <= 1e-8 * reference;
    double work = 1e-6 * 2 * (double) (columns - 1) * (double) (lines - 1);
    return conclude(me, correct, reference, computed, "MFlops/s", work, seconds, iterations);
}

#endif
