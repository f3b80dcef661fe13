/* Twin of prk.Dgemm: dgemm <iterations> <matrix order> <panel width, 0: no panels> <tiles: 1, no tiles: 0>. */
#include "kernel.h"

#include <math.h>
#include <string.h>

enum { TILE_ROWS = 512, UNROLLED = 4 };

static long order;
static long panel_width;
static int in_tiles;
static int grid_width;
static int grid_height;
static MPI_Comm row_ranks;
static MPI_Comm column_ranks;
static int my_x;
static int my_y;
static long first_row;
static long rows;
static long first_column;
static long columns;
static double *restrict a; /* column by column */
static double *restrict b;
static double *restrict c;
static double *restrict panel_a;
static double *restrict panel_b;

static long min(long left, long right) {
    return left < right ? left : right;
}

static MPI_Comm part(int first, int step, int count) {
    MPI_Group world;
    MPI_Group group;
    MPI_Comm comm;
    int *ranks = allocate_doubles(count);
    for (int i = 0; i < count; i++) {
        ranks[i] = first + i * step;
    }
    MPI_Comm_group(MPI_COMM_WORLD, &world);
    MPI_Group_incl(world, count, ranks, &group);
    MPI_Comm_create(MPI_COMM_WORLD, group, &comm);
    free(ranks);
    return comm;
}

static void pass_around(MPI_Comm ring, double *message, long length, int owner) {
    int me;
    int size;
    MPI_Comm_rank(ring, &me);
    MPI_Comm_size(ring, &size);
    int next = (me + 1) % size;
    if (me != owner) {
        MPI_Recv(message, (int) length, MPI_DOUBLE, (me - 1 + size) % size, owner, ring, MPI_STATUS_IGNORE);
    }
    if (next != owner) {
        MPI_Send(message, (int) length, MPI_DOUBLE, next, owner, ring);
    }
}

static void add_multiple(double *restrict to, const double *restrict from, double factor, long count) {
    for (long i = 0; i < count; i++) {
        to[i] += from[i] * factor;
    }
}

static void add_multiples(double *restrict to, const double *restrict from, const double *restrict factors,
    long count) {
    const double *restrict a1 = from + rows;
    const double *restrict a2 = from + 2 * rows;
    const double *restrict a3 = from + 3 * rows;
    double b0 = factors[0];
    double b1 = factors[1];
    double b2 = factors[2];
    double b3 = factors[3];
    for (long i = 0; i < count; i++) {
        to[i] += from[i] * b0 + a1[i] * b1 + (a2[i] * b2 + a3[i] * b3);
    }
}

static void add_panel(long width) {
    for (long from = 0; from < rows; from += in_tiles ? TILE_ROWS : rows) {
        long count = in_tiles ? min(TILE_ROWS, rows - from) : rows;
        for (long j = 0; j < columns; j++) {
            long k = 0;
            for (; in_tiles && k + UNROLLED <= width; k += UNROLLED) {
                add_multiples(c + j * rows + from, panel_a + k * rows + from, panel_b + j * width + k, count);
            }
            for (; k < width; k++) {
                add_multiple(c + j * rows + from, panel_a + k * rows + from, panel_b[j * width + k], count);
            }
        }
    }
}

static void add_product(void) {
    int owner_x = 0;
    int owner_y = 0;
    long width;
    for (long first = 0; first < order; first += width) {
        long start;
        long length;
        part_of(order, grid_width, owner_x, &start, &length);
        long columns_end = start + length;
        part_of(order, grid_height, owner_y, &start, &length);
        long rows_end = start + length;
        long end = min(first + panel_width, min(columns_end, rows_end));
        width = end - first;
        if (my_x == owner_x) {
            memcpy(panel_a, a + (first - first_column) * rows, sizeof(double) * (size_t) (width * rows));
        }
        pass_around(row_ranks, panel_a, width * rows, owner_x);
        for (long j = 0; my_y == owner_y && j < columns; j++) {
            memcpy(panel_b + j * width, b + j * rows + first - first_row, sizeof(double) * (size_t) width);
        }
        pass_around(column_ranks, panel_b, width * columns, owner_y);
        add_panel(width);
        owner_x += end == columns_end;
        owner_y += end == rows_end;
    }
}

int main(int argc, char **argv) {
    int me;
    int ranks;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &me);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    long iterations = argument(argc, argv, 1, "iterations", 1, 3);
    order = argument(argc, argv, 2, "matrix order", ranks, 1024);
    panel_width = argument(argc, argv, 3, "panel width", 0, 32);
    in_tiles = argument(argc, argv, 4, "tiles", 0, 1) == 1;
    panel_width = panel_width > 0 ? min(panel_width, order) : order;
    grid_height = (int) sqrt(ranks + 1.0);
    while (ranks % grid_height != 0) {
        grid_height--;
    }
    grid_width = ranks / grid_height;
    my_x = me % grid_width;
    my_y = me / grid_width;
    row_ranks = part(my_y * grid_width, 1, grid_width);
    column_ranks = part(my_x, grid_width, grid_height);
    part_of(order, grid_height, my_y, &first_row, &rows);
    part_of(order, grid_width, my_x, &first_column, &columns);
    a = allocate_doubles(rows * columns);
    b = allocate_doubles(rows * columns);
    c = allocate_doubles(rows * columns);
    panel_a = allocate_doubles(rows * panel_width);
    panel_b = allocate_doubles(columns * panel_width);
    for (long j = 0; j < columns; j++) {
        for (long i = 0; i < rows; i++) {
            a[j * rows + i] = (double) (first_column + j);
            b[j * rows + i] = (double) (first_column + j);
            c[j * rows + i] = 0;
        }
    }

    double start = 0;
    for (long iteration = 0; iteration <= iterations; iteration++) {
        if (iteration == 1) {
            MPI_Barrier(MPI_COMM_WORLD);
            start = MPI_Wtime();
        }
        add_product();
    }
    double seconds = over_ranks(MPI_Wtime() - start, MPI_MAX);

    double sum = 0;
    for (long i = 0; i < rows * columns; i++) {
        sum += c[i];
    }
    double n = (double) order;
    double reference = 0.25 * n * n * n * (n - 1) * (n - 1) * (double) (iterations + 1);
    double computed = over_ranks(sum, MPI_SUM);
    int correct = fabs(computed - reference) <= 1e-8 * reference;
    return conclude(me, correct, reference, computed, "MFlops/s", 2e-6 * n * n * n, seconds, iterations);
}
