/* Twin of prk.Stencil: stencil <iterations> <grid order>. */
#include "stencil.h"

enum { TAG = 0 };

static void begin(void) {
}

static void exchange(const struct edge edges[2]) {
    MPI_Request requests[4];
    for (int i = 0; i < 2; i++) {
        const struct edge *edge = &edges[i];
        int count = (int) edge->length;
        MPI_Irecv(edge->received, count, MPI_DOUBLE, edge->neighbour, TAG, grid, &requests[2 * i]);
        pack(edge);
        MPI_Isend(edge->sent, count, MPI_DOUBLE, edge->neighbour, TAG, grid, &requests[2 * i + 1]);
    }
    MPI_Waitall(4, requests, MPI_STATUSES_IGNORE);
    unpack(&edges[0], edges[0].received);
    unpack(&edges[1], edges[1].received);
}

static void exchange_edges(void) {
    exchange(vertical);
    exchange(horizontal);
}

static void end(void) {
}

int main(int argc, char **argv) {
    return stencil(argc, argv, (struct exchange) {begin, exchange_edges, end});
}
