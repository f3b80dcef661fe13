/* Twin of prk.StencilRma: stencil-rma <iterations> <grid order>. */
#include "stencil.h"

/* Two opposite edges, and the window for what lies beyond them, one part behind the other. */
struct border {
    const struct edge *edges;
    int length; /* of a part */
    double *arrived;
    MPI_Win window;
};

static struct border borders[2];

static struct border border_of(const struct edge edges[2], long length) {
    struct border border = {.edges = edges, .length = (int) length};
    MPI_Win_allocate(2 * length * (MPI_Aint) sizeof(double), sizeof(double), MPI_INFO_NULL, grid, &border.arrived,
        &border.window);
    return border;
}

static void begin(void) {
    borders[0] = border_of(vertical, RADIUS * width);
    borders[1] = border_of(horizontal, RADIUS * height);
}

static void exchange(const struct border *border) {
    MPI_Win_fence(0, border->window);
    for (int i = 0; i < 2; i++) {
        const struct edge *edge = &border->edges[i];
        int count = (int) edge->length;
        pack(edge);
        /* For the neighbour below, this rank is the one above. */
        MPI_Put(edge->sent, count, MPI_DOUBLE, edge->neighbour, (1 - i) * border->length, count, MPI_DOUBLE,
            border->window);
    }
    MPI_Win_fence(0, border->window);
    unpack(&border->edges[0], border->arrived);
    unpack(&border->edges[1], border->arrived + border->length);
}

static void exchange_edges(void) {
    exchange(&borders[0]);
    exchange(&borders[1]);
}

static void end(void) {
    MPI_Win_free(&borders[0].window);
    MPI_Win_free(&borders[1].window);
}

int main(int argc, char **argv) {
    return stencil(argc, argv, (struct exchange) {begin, exchange_edges, end});
}
