/* Twin of prk.P2p: p2p <iterations> <columns> <lines> [group factor]. */
#include "kernel.h"

#include <math.h>

enum { CORNER_TAG = 888 };

static int me;
static int last;
static long width; /* elements of this rank in a line */
static long lines;
static long stride;           /* before a line's elements there is the last one of the left neighbour */
static double *restrict grid; /* column i of line j is at 1 + i + stride * j */
static double *restrict message;

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

static void advance(long line, long count) {
    if (me > 0) {
        MPI_Recv(message, (int) count, MPI_DOUBLE, me - 1, (int) line, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        for (long j = 0; j < count; j++) {
            grid[stride * (line + j)] = message[j];
        }
    }
    long given = me == 0; /* the first column of the first rank */
    for (long j = 0; j < count; j++) {
        compute_line(1 + given + stride * (line + j), width - given);
    }
    if (me < last) {
        for (long j = 0; j < count; j++) {
            message[j] = grid[width + stride * (line + j)];
        }
        MPI_Send(message, (int) count, MPI_DOUBLE, me + 1, (int) line, MPI_COMM_WORLD);
    }
}

static void close_circle(void) {
    double corner = -grid[stride * lines - 1];
    if (last > 0 && me == last) {
        MPI_Send(&corner, 1, MPI_DOUBLE, 0, CORNER_TAG, MPI_COMM_WORLD);
    } else if (last > 0 && me == 0) {
        MPI_Recv(&corner, 1, MPI_DOUBLE, last, CORNER_TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    }
    if (me == 0) {
        grid[1] = corner;
    }
}

int main(int argc, char **argv) {
    int ranks;
    long first;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &me);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    last = ranks - 1;
    long iterations = argument(argc, argv, 1, "iterations", 1, 10);
    long columns = argument(argc, argv, 2, "columns", ranks + 1, 2000);
    lines = argument(argc, argv, 3, "lines", 2, 2000);
    long group = argument(argc, argv, 4, "group factor", 1, 1);
    group = group < lines ? group : lines - 1;
    part_of(columns, ranks, me, &first, &width);
    stride = 1 + width;

    grid = allocate_doubles(stride * lines);
    message = allocate_doubles(group);
    for (long i = 0; i < stride * lines; i++) {
        grid[i] = 0;
    }
    for (long i = -1; i < width; i++) {
        grid[1 + i] = (double) (first + i);
    }
    for (long j = 0; j < lines && me == 0; j++) {
        grid[1 + stride * j] = (double) j;
    }

    double start = 0;
    for (long iteration = 0; iteration <= iterations; iteration++) {
        if (iteration == 1) {
            MPI_Barrier(MPI_COMM_WORLD);
            start = MPI_Wtime();
        }
        for (long line = 1; line < lines; line += group) {
            advance(line, group < lines - line ? group : lines - line);
        }
        close_circle();
    }
    double seconds = over_ranks(MPI_Wtime() - start, MPI_MAX);

    double computed = over_ranks(me == last ? grid[stride * lines - 1] : 0, MPI_SUM);
    double reference = (double) (iterations + 1) * (double) (columns + lines - 2);
    int correct = fabs(computed - reference) <= 1e-8 * reference;
    double work = 1e-6 * 2 * (double) (columns - 1) * (double) (lines - 1);
    return conclude(me, correct, reference, computed, "MFlops/s", work, seconds, iterations);
}
