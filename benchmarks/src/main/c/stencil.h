/*
 * What the C twins of prk.Stencil and prk.StencilRma share: a rank's tile and its edges, as prk.StencilTile and
 * prk.StencilEdge have them, and the program around an exchange of edges.
 */
#ifndef STENCIL_H
#define STENCIL_H

#include "kernel.h"

#include <math.h>
#include <string.h>

enum { RADIUS = 2 };

static const double near_weight = 1.0 / (2 * 1 * RADIUS);
static const double far_weight = 1.0 / (2 * 2 * RADIUS);

/* What is exchanged with one neighbour: elements of this tile's rim, for copies of those beyond it. */
struct edge {
    int neighbour; /* or MPI_PROC_NULL where the grid ends */
    long rim;
    long beyond;
    long width;
    long length; /* of what is sent and received */
    double *sent;
    double *received;
};

static MPI_Comm grid;
static long order;
static long first_x;
static long first_y;
static long width;
static long height;
static long stride;          /* from one row of the input to the next */
static double *restrict in;  /* column x of row y of this rank's tile is at x + RADIUS + stride * (y + RADIUS) */
static double *restrict out; /* column x of row y is at x + width * y */
static struct edge vertical[2];   /* below and above */
static struct edge horizontal[2]; /* left and right */

static struct edge edge_of(int neighbour, long rim_x, long rim_y, long beyond_x, long beyond_y, long columns,
    long rows) {
    struct edge edge = {.neighbour = neighbour, .width = columns};
    edge.rim = rim_x + RADIUS + stride * (rim_y + RADIUS);
    edge.beyond = beyond_x + RADIUS + stride * (beyond_y + RADIUS);
    edge.length = neighbour == MPI_PROC_NULL ? 0 : columns * rows;
    edge.sent = allocate_doubles(edge.length);
    edge.received = allocate_doubles(edge.length);
    return edge;
}

static void pack(const struct edge *edge) {
    for (long from = 0, at = edge->rim; from < edge->length; from += edge->width, at += stride) {
        memcpy(&edge->sent[from], &in[at], sizeof(double) * (size_t) edge->width);
    }
}

static void unpack(const struct edge *edge, const double *received) {
    for (long from = 0, at = edge->beyond; from < edge->length; from += edge->width, at += stride) {
        memcpy(&in[at], &received[from], sizeof(double) * (size_t) edge->width);
    }
}

static long first_computed(long first) {
    return first < RADIUS ? RADIUS - first : 0;
}

static long end_computed(long first, long length) {
    return order - RADIUS - first < length ? order - RADIUS - first : length;
}

static void apply_stencil(void) {
    long x_begin = first_computed(first_x);
    long x_end = end_computed(first_x, width);
    for (long y = first_computed(first_y); y < end_computed(first_y, height); y++) {
        const double *row = &in[RADIUS + stride * (y + RADIUS)];
        double *result = &out[width * y];
        for (long x = x_begin; x < x_end; x++) {
            result[x] += near_weight * (row[x + 1] - row[x - 1] + row[x + stride] - row[x - stride])
                + far_weight * (row[x + 2] - row[x - 2] + row[x + 2 * stride] - row[x - 2 * stride]);
        }
    }
}

static void increment_input(void) {
    for (long y = 0; y < height; y++) {
        for (long x = 0; x < width; x++) {
            in[x + RADIUS + stride * (y + RADIUS)] += 1.0;
        }
    }
}

/* Begins an exchange of edges before the first iteration, runs it in each, and ends it after the last. */
struct exchange {
    void (*begin)(void);
    void (*run)(void);
    void (*end)(void);
};

/* What main does: reads iterations and grid order, computes, judges. */
static int stencil(int argc, char **argv, struct exchange exchange) {
    int ranks;
    int tiles[2] = {0, 0};
    int mine[2];
    int below;
    int above;
    int left;
    int right;
    MPI_Init(&argc, &argv);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    MPI_Dims_create(ranks, 2, tiles);
    long iterations = argument(argc, argv, 1, "iterations", 1, 20);
    order = argument(argc, argv, 2, "grid order", 2 * RADIUS + 1, 2000);
    if (order / tiles[0] < RADIUS) {
        fprintf(stderr, "ERROR: grid order %ld is too small for %d by %d ranks\n", order, tiles[1], tiles[0]);
        MPI_Abort(MPI_COMM_WORLD, 1);
    }

    int rank;
    MPI_Cart_create(MPI_COMM_WORLD, 2, tiles, (int[]) {0, 0}, 0, &grid);
    MPI_Comm_rank(grid, &rank);
    MPI_Cart_coords(grid, rank, 2, mine);
    MPI_Cart_shift(grid, 0, 1, &below, &above);
    MPI_Cart_shift(grid, 1, 1, &left, &right);
    part_of(order, tiles[0], mine[0], &first_y, &height);
    part_of(order, tiles[1], mine[1], &first_x, &width);
    stride = width + 2 * RADIUS;
    in = allocate_doubles(stride * (height + 2 * RADIUS));
    out = allocate_doubles(width * height);
    memset(in, 0, sizeof(double) * (size_t) (stride * (height + 2 * RADIUS)));
    for (long y = 0; y < height; y++) {
        for (long x = 0; x < width; x++) {
            in[x + RADIUS + stride * (y + RADIUS)] = (double) (first_x + x + first_y + y);
            out[x + width * y] = 0;
        }
    }
    vertical[0] = edge_of(below, 0, 0, 0, -RADIUS, width, RADIUS);
    vertical[1] = edge_of(above, 0, height - RADIUS, 0, height, width, RADIUS);
    horizontal[0] = edge_of(left, 0, 0, -RADIUS, 0, RADIUS, height);
    horizontal[1] = edge_of(right, width - RADIUS, 0, width, 0, RADIUS, height);
    exchange.begin();

    double start = 0;
    for (long iteration = 0; iteration <= iterations; iteration++) {
        if (iteration == 1) {
            MPI_Barrier(grid);
            start = MPI_Wtime();
        }
        exchange.run();
        apply_stencil();
        increment_input();
    }
    double seconds = over_ranks(MPI_Wtime() - start, MPI_MAX);
    exchange.end();

    double sum = 0;
    for (long i = 0; i < width * height; i++) {
        sum += fabs(out[i]);
    }
    double elements = (double) (order - 2 * RADIUS) * (double) (order - 2 * RADIUS);
    double computed = over_ranks(sum, MPI_SUM) / elements;
    double reference = 2 * (double) (iterations + 1);
    int correct = fabs(computed - reference) <= 1e-8;
    double work = 1e-6 * (2 * (4 * RADIUS + 1) + 1) * elements;
    return conclude(rank, correct, reference, computed, "MFlops/s", work, seconds, iterations);
}

#endif
