/* Twin of prk.P2pRma: p2p-rma <iterations> <columns> <lines> [group factor]. */
#include "p2p.h"

enum { CORNER = 0 };

static double *message;
static double *arrived; /* what others have written into this rank's window */
static MPI_Win window;
static MPI_Group left;  /* the rank to the left; for the first one, the last one */
static MPI_Group right; /* the rank to the right; for the last one, the first one */

static void begin(void) {
    MPI_Group all;
    message = allocate_doubles(group);
    MPI_Win_allocate(lines * (MPI_Aint) sizeof(double), sizeof(double), MPI_INFO_NULL, MPI_COMM_WORLD, &arrived,
        &window);
    MPI_Comm_group(MPI_COMM_WORLD, &all);
    MPI_Group_incl(all, 1, (int[]) {(me + last) % (last + 1)}, &left);
    MPI_Group_incl(all, 1, (int[]) {(me + 1) % (last + 1)}, &right);
    MPI_Group_free(&all);
}

/* Opens this rank's window to the rank to the left, and waits until that has written. */
static void await(void) {
    MPI_Win_post(left, MPI_MODE_NOSTORE, window);
    MPI_Win_wait(window);
}

/* Writes the first elements of the message to where the rank to the right expects them. */
static void write_right(long count, int target, long line) {
    MPI_Win_start(right, 0, window);
    MPI_Put(message, (int) count, MPI_DOUBLE, target, line, (int) count, MPI_DOUBLE, window);
    MPI_Win_complete(window);
}

static void advance(long line, long count) {
    if (me > 0) {
        await();
        take_from_left(arrived + line, line, count);
    }
    compute_lines(line, count);
    if (me < last) {
        give_to_right(message, line, count);
        write_right(count, me + 1, line);
    }
}

static void close_circle(void) {
    double corner = -top_right();
    if (last > 0 && me == last) {
        message[0] = corner;
        write_right(1, 0, CORNER);
    } else if (last > 0 && me == 0) {
        await();
        corner = arrived[CORNER];
    }
    if (me == 0) {
        grid[1] = corner;
    }
}

static void end(void) {
    MPI_Group_free(&left);
    MPI_Group_free(&right);
    MPI_Win_free(&window);
}

int main(int argc, char **argv) {
    return p2p(argc, argv, (struct passage) {begin, advance, close_circle, end});
}
