/* Twin of prk.P2p: p2p <iterations> <columns> <lines> [group factor]. */
#include "p2p.h"

enum { CORNER_TAG = 888 };

static double *message;

static void begin(void) {
    message = allocate_doubles(group);
}

static void advance(long line, long count) {
    if (me > 0) {
        MPI_Recv(message, (int) count, MPI_DOUBLE, me - 1, (int) line, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        take_from_left(message, line, count);
    }
    compute_lines(line, count);
    if (me < last) {
        give_to_right(message, line, count);
        MPI_Send(message, (int) count, MPI_DOUBLE, me + 1, (int) line, MPI_COMM_WORLD);
    }
}

static void close_circle(void) {
    double corner = -top_right();
    if (last > 0 && me == last) {
        MPI_Send(&corner, 1, MPI_DOUBLE, 0, CORNER_TAG, MPI_COMM_WORLD);
    } else if (last > 0 && me == 0) {
        MPI_Recv(&corner, 1, MPI_DOUBLE, last, CORNER_TAG, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    }
    if (me == 0) {
        grid[1] = corner;
    }
}

static void end(void) {
}

int main(int argc, char **argv) {
    return p2p(argc, argv, (struct passage) {begin, advance, close_circle, end});
}
