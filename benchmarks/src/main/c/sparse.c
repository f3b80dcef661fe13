/* Twin of prk.Sparse: sparse <iterations> <log2 of the grid's width> <radius of the star>. */
#include "kernel.h"

#include <math.h>

static int compare(const void *left, const void *right) {
    int a = *(const int *) left;
    int b = *(const int *) right;
    return (a > b) - (a < b);
}

static int reverse(unsigned bits, int count) {
    unsigned reversed = 0;
    for (int bit = 0; bit < count; bit++) {
        reversed |= ((bits >> bit) & 1) << (count - 1 - bit);
    }
    return (int) reversed;
}

int main(int argc, char **argv) {
    int rank;
    int ranks;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    long iterations = argument(argc, argv, 1, "iterations", 1, 10);
    int log2_width = (int) argument(argc, argv, 2, "log2 of the grid's width", 0, 10);
    int radius = (int) argument(argc, argv, 3, "radius", 0, 4);
    int width = 1 << log2_width;
    if (log2_width > 15 || width % ranks != 0 || 2 * radius + 1 > width) {
        fprintf(stderr, "ERROR: grid width %d does not suit %d ranks or a star of radius %d\n", width, ranks, radius);
        MPI_Abort(MPI_COMM_WORLD, 1);
    }
    int order = width * width;
    int row_count = order / ranks;
    int first_row = row_count * rank;
    int row_length = 4 * radius + 1;
    long elements = (long) row_count * row_length;
    int *restrict columns = allocate_doubles((elements + 1) / 2);
    double *restrict values = allocate_doubles(elements);
    double *restrict vector = allocate_doubles(order);
    double *restrict result = allocate_doubles(row_count);
    for (int row = 0; row < row_count; row++) {
        int x = (first_row + row) % width;
        int y = (first_row + row) / width;
        long first = (long) row * row_length;
        long at = first;
        columns[at++] = reverse((unsigned) (x + (y << log2_width)), 2 * log2_width);
        for (int distance = 1; distance <= radius; distance++) {
            int right = (x + distance) % width;
            int left = (x - distance + width) % width;
            int above = (y + distance) % width;
            int below = (y - distance + width) % width;
            columns[at++] = reverse((unsigned) (right + (y << log2_width)), 2 * log2_width);
            columns[at++] = reverse((unsigned) (left + (y << log2_width)), 2 * log2_width);
            columns[at++] = reverse((unsigned) (x + (above << log2_width)), 2 * log2_width);
            columns[at++] = reverse((unsigned) (x + (below << log2_width)), 2 * log2_width);
        }
        qsort(columns + first, (size_t) row_length, sizeof(int), compare);
        for (long i = first; i < at; i++) {
            values[i] = 1.0 / (columns[i] + 1.0);
        }
        result[row] = 0;
    }
    for (int i = 0; i < order; i++) {
        vector[i] = 0;
    }

    double start = 0;
    for (long iteration = 0; iteration <= iterations; iteration++) {
        if (iteration == 1) {
            MPI_Barrier(MPI_COMM_WORLD);
            start = MPI_Wtime();
        }
        for (int i = first_row; i < first_row + row_count; i++) {
            vector[i] += i + 1.0;
        }
        MPI_Allgather(MPI_IN_PLACE, row_count, MPI_DOUBLE, vector, row_count, MPI_DOUBLE, MPI_COMM_WORLD);
        for (int row = 0; row < row_count; row++) {
            long first = (long) row * row_length;
            double sum = 0;
            for (long i = first; i < first + row_length; i++) {
                sum += values[i] * vector[columns[i]];
            }
            result[row] += sum;
        }
    }
    double seconds = over_ranks(MPI_Wtime() - start, MPI_MAX);

    double count = (double) iterations;
    double row_reference = 0.5 * row_length * (count + 1) * (count + 2);
    double sum = 0;
    long wrong = 0;
    for (int row = 0; row < row_count; row++) {
        sum += result[row];
        wrong += !(fabs(result[row] - row_reference) <= 1e-8 * row_reference);
    }
    double computed = over_ranks(sum, MPI_SUM);
    int correct = over_ranks((double) wrong, MPI_SUM) == 0;
    return conclude(rank, correct, row_reference * order, computed, "MFlops/s", 2e-6 * row_length * order, seconds,
        iterations);
}
