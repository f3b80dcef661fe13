/*
 * Twin of prk.Amr: amr <iterations> <grid size> <refinement size> <refinement level> <period> <duration>
 * <sub-iterations> FINE_GRAIN. The other balances are left out.
 */
#include "kernel.h"

#include <math.h>
#include <string.h>

enum { RADIUS = 2, REFINEMENTS = 4, FACES = 4, BOX_NUMBERS = 4 };

struct span {
    long first;
    long end;
};

struct box {
    struct span x;
    struct span y;
};

struct face {
    int neighbour; /* MPI_PROC_NULL at the edge of the grid */
    int sent_tag;
    int received_tag;
    struct box sent_box; /* positions in the input with its halo */
    struct box received_box;
    double *sent;
    double *received;
};

struct tile {
    MPI_Comm comm;
    struct box box;
    struct span inside_x; /* where the star does not reach beyond the grid */
    struct span inside_y;
    long stride;
    double across[2 * RADIUS + 1]; /* weights of the star's points from left to right */
    double upward[2 * RADIUS + 1]; /* and from below to above */
    double *in;
    double *out;
    struct face faces[FACES]; /* up, down, right, left */
};

static int me;
static int ranks;
static int grid_width; /* of the ranks, for all grids */
static int grid_height;
static long iterations;
static long grid_size;
static long patch_size;
static long level;
static long expansion;
static long refined_size;
static long period;
static long duration;
static long sub_iterations;
static struct tile background;
static struct tile refinements[REFINEMENTS];

static long min(long left, long right) {
    return left < right ? left : right;
}

static long max(long left, long right) {
    return left > right ? left : right;
}

static struct span span_of(long first, long length) {
    return (struct span) {first, first + length};
}

static long length_of(struct span span) {
    return max(0, span.end - span.first);
}

static long size_of(struct box box) {
    return length_of(box.x) * length_of(box.y);
}

static struct span intersection(struct span left, struct span right) {
    return (struct span) {max(left.first, right.first), min(left.end, right.end)};
}

static struct box box_intersection(struct box left, struct box right) {
    return (struct box) {intersection(left.x, right.x), intersection(left.y, right.y)};
}

static struct box own_box(long size) {
    struct box box;
    long length;
    part_of(size, grid_width, me % grid_width, &box.x.first, &length);
    box.x.end = box.x.first + length;
    part_of(size, grid_height, me / grid_width, &box.y.first, &length);
    box.y.end = box.y.first + length;
    return box;
}

static double *zeros(long count) {
    double *memory = allocate_doubles(count);
    memset(memory, 0, sizeof(double) * (size_t) count);
    return memory;
}

static struct face face(int neighbour, int tag, int opposite_tag, struct box sent, struct box received) {
    return (struct face) {neighbour, tag, opposite_tag, sent, received, zeros(size_of(sent)), zeros(size_of(received))};
}

static void make_tile(struct tile *tile, long size, double scale) {
    int x = me % grid_width;
    int y = me / grid_width;
    tile->box = own_box(size);
    long width = length_of(tile->box.x);
    long height = length_of(tile->box.y);
    if (width < RADIUS || height < RADIUS) {
        fprintf(stderr, "ERROR: the tile of rank %d is narrower than the stencil's radius\n", me);
        MPI_Abort(MPI_COMM_WORLD, 1);
    }
    struct span inside = {RADIUS, size - RADIUS};
    tile->inside_x = intersection(tile->box.x, inside);
    tile->inside_y = intersection(tile->box.y, inside);
    tile->stride = width + 2 * RADIUS;
    for (int k = 1; k <= RADIUS; k++) {
        tile->across[RADIUS + k] = tile->upward[RADIUS + k] = scale / (2 * k * RADIUS);
        tile->across[RADIUS - k] = tile->upward[RADIUS - k] = -scale / (2 * k * RADIUS);
    }
    tile->in = zeros(tile->stride * (height + 2 * RADIUS));
    tile->out = zeros(tile->stride * (height + 2 * RADIUS));
    struct span columns = span_of(RADIUS, width);
    struct span more_rows = span_of(RADIUS - 1, height + 2);
    tile->faces[0] = face(y < grid_height - 1 ? me + grid_width : MPI_PROC_NULL, 0, 1,
        (struct box) {columns, span_of(height, RADIUS)}, (struct box) {columns, span_of(height + RADIUS, RADIUS)});
    tile->faces[1] = face(y > 0 ? me - grid_width : MPI_PROC_NULL, 1, 0,
        (struct box) {columns, span_of(RADIUS, RADIUS)}, (struct box) {columns, span_of(0, RADIUS)});
    tile->faces[2] = face(x < grid_width - 1 ? me + 1 : MPI_PROC_NULL, 2, 3,
        (struct box) {span_of(width, RADIUS), more_rows}, (struct box) {span_of(width + RADIUS, RADIUS), more_rows});
    tile->faces[3] = face(x > 0 ? me - 1 : MPI_PROC_NULL, 3, 2,
        (struct box) {span_of(RADIUS, RADIUS), more_rows}, (struct box) {span_of(0, RADIUS), more_rows});
}

/* Where the point in this column and row of the grid is. */
static long at(const struct tile *tile, long x, long y) {
    return (y - tile->box.y.first + RADIUS) * tile->stride + x - tile->box.x.first + RADIUS;
}

static void copy_rows(double *to, long to_stride, const double *from, long from_stride, struct box box) {
    for (long y = 0; y < length_of(box.y); y++) {
        memcpy(to + y * to_stride, from + y * from_stride, sizeof(double) * (size_t) length_of(box.x));
    }
}

static void exchange(struct tile *tile, struct face *first) {
    MPI_Request requests[4];
    for (int i = 0; i < 2; i++) {
        struct face *face = &first[i];
        int exists = face->neighbour != MPI_PROC_NULL;
        struct box box = face->sent_box;
        MPI_Irecv(face->received, (int) size_of(face->received_box), MPI_DOUBLE, face->neighbour, face->received_tag,
            tile->comm, &requests[2 * i]);
        if (exists) {
            copy_rows(face->sent, length_of(box.x), tile->in + box.y.first * tile->stride + box.x.first, tile->stride,
                box);
        }
        MPI_Isend(face->sent, (int) size_of(box), MPI_DOUBLE, face->neighbour, face->sent_tag, tile->comm,
            &requests[2 * i + 1]);
    }
    for (int i = 0; i < 2; i++) {
        struct face *face = &first[i];
        struct box box = face->received_box;
        MPI_Wait(&requests[2 * i], MPI_STATUS_IGNORE);
        MPI_Wait(&requests[2 * i + 1], MPI_STATUS_IGNORE);
        if (face->neighbour != MPI_PROC_NULL) {
            copy_rows(tile->in + box.y.first * tile->stride + box.x.first, tile->stride, face->received,
                length_of(box.x), box);
        }
    }
}

static void exchange_all(struct tile *tile) {
    exchange(tile, &tile->faces[0]);
    exchange(tile, &tile->faces[2]);
}

static void compute(struct tile *tile) {
    long stride = tile->stride;
    /* Each point of the star has a weight of its own, whatever its value is: that is the work that is counted. */
    double across[2 * RADIUS + 1];
    double upward[2 * RADIUS + 1];
    memcpy(across, tile->across, sizeof(across));
    memcpy(upward, tile->upward, sizeof(upward));
    for (long y = tile->inside_y.first; y < tile->inside_y.end; y++) {
        const double *restrict row = tile->in + at(tile, tile->inside_x.first, y);
        double *restrict out = tile->out + at(tile, tile->inside_x.first, y);
        for (long i = 0; i < length_of(tile->inside_x); i++) {
            for (int k = -RADIUS; k <= RADIUS; k++) {
                out[i] += across[RADIUS + k] * row[i + k];
            }
            for (int k = 1; k <= RADIUS; k++) {
                out[i] += upward[RADIUS + k] * row[i + k * stride] + upward[RADIUS - k] * row[i - k * stride];
            }
        }
    }
    for (long y = tile->box.y.first; y < tile->box.y.end; y++) {
        double *restrict row = tile->in + at(tile, tile->box.x.first, y);
        for (long i = 0; i < length_of(tile->box.x); i++) {
            row[i] += 1;
        }
    }
}

static struct span patch_x(int number) {
    return span_of(number == 1 || number == 3 ? grid_size - patch_size : 0, patch_size);
}

static struct span patch_y(int number) {
    return span_of(number == 1 || number == 2 ? grid_size - patch_size : 0, patch_size);
}

/* The points of the background from which those of a refinement that this rank owns are interpolated. */
static struct span origin(struct span refined, struct span patch) {
    return (struct span) {patch.first + refined.first / expansion,
        patch.first + (refined.end - 1 + expansion - 1) / expansion + 1};
}

static void write_box(struct box box, long *numbers) {
    memcpy(numbers, (long[]) {box.x.first, box.x.end, box.y.first, box.y.end}, sizeof(long) * BOX_NUMBERS);
}

static struct box read_box(const long *numbers) {
    return (struct box) {{numbers[0], numbers[1]}, {numbers[2], numbers[3]}};
}

/* Asks all ranks what they have and need, and sends to each what it needs; returns the points this rank needs. */
static double *fetch(struct box needed) {
    long *boxes = allocate_doubles((long) ranks * 2 * BOX_NUMBERS);
    int *counts = allocate_doubles(4L * ranks);
    int *sent_counts = counts;
    int *sent_starts = counts + ranks;
    int *received_counts = counts + 2 * ranks;
    int *received_starts = counts + 3 * ranks;
    write_box(background.box, boxes + me * 2 * BOX_NUMBERS);
    write_box(needed, boxes + me * 2 * BOX_NUMBERS + BOX_NUMBERS);
    MPI_Allgather(MPI_IN_PLACE, 0, MPI_DATATYPE_NULL, boxes, 2 * BOX_NUMBERS, MPI_LONG, MPI_COMM_WORLD);
    int sent_total = 0;
    int received_total = 0;
    for (int rank = 0; rank < ranks; rank++) {
        const long *numbers = boxes + rank * 2 * BOX_NUMBERS;
        sent_starts[rank] = sent_total;
        received_starts[rank] = received_total;
        sent_counts[rank] = (int) size_of(box_intersection(read_box(numbers + BOX_NUMBERS), background.box));
        received_counts[rank] = (int) size_of(box_intersection(read_box(numbers), needed));
        sent_total += sent_counts[rank];
        received_total += received_counts[rank];
    }
    double *sent = allocate_doubles(sent_total);
    double *received = allocate_doubles(received_total);
    double *points = allocate_doubles(size_of(needed));
    for (int rank = 0; rank < ranks; rank++) {
        struct box box = box_intersection(read_box(boxes + rank * 2 * BOX_NUMBERS + BOX_NUMBERS), background.box);
        if (sent_counts[rank] > 0) {
            copy_rows(sent + sent_starts[rank], length_of(box.x),
                background.in + at(&background, box.x.first, box.y.first), background.stride, box);
        }
    }
    MPI_Alltoallv(sent, sent_counts, sent_starts, MPI_DOUBLE, received, received_counts, received_starts, MPI_DOUBLE,
        MPI_COMM_WORLD);
    for (int rank = 0; rank < ranks; rank++) {
        struct box box = box_intersection(read_box(boxes + rank * 2 * BOX_NUMBERS), needed);
        if (received_counts[rank] > 0) {
            copy_rows(points + (box.y.first - needed.y.first) * length_of(needed.x) + box.x.first - needed.x.first,
                length_of(needed.x), received + received_starts[rank], length_of(box.x), box);
        }
    }
    free(boxes);
    free(counts);
    free(sent);
    free(received);
    return points;
}

static void begin(struct tile *tile, int number) {
    struct span x_patch = patch_x(number);
    struct span y_patch = patch_y(number);
    struct box needed = {origin(tile->box.x, x_patch), origin(tile->box.y, y_patch)};
    double *points = fetch(needed);
    long width = length_of(tile->box.x);
    long coarse_width = length_of(needed.x);
    long coarse_height = length_of(needed.y);
    long first_column = needed.x.first - x_patch.first;
    long first_row = needed.y.first - y_patch.first;
    double *wide = allocate_doubles(width * coarse_height);
    for (long j = 0; j < coarse_height; j++) {
        for (long i = 0; i < width; i++) {
            long x = tile->box.x.first + i;
            long left = (x >> level) - first_column;
            long right = min(left + 1, coarse_width - 1);
            double part = (double) (x & (expansion - 1)) / (double) expansion;
            const double *row = points + j * coarse_width;
            wide[j * width + i] = row[left] * (1 - part) + row[right] * part;
        }
    }
    for (long y = tile->box.y.first; y < tile->box.y.end; y++) {
        const double *restrict below = wide + ((y >> level) - first_row) * width;
        const double *restrict above = wide + min((y >> level) - first_row + 1, coarse_height - 1) * width;
        double part = (double) (y & (expansion - 1)) / (double) expansion;
        double *restrict row = tile->in + at(tile, tile->box.x.first, y);
        for (long i = 0; i < width; i++) {
            row[i] = below[i] * (1 - part) + above[i] * part;
        }
    }
    free(points);
    free(wide);
}

static void step(long iteration) {
    int number = (int) (iteration / period % REFINEMENTS);
    struct tile *refinement = &refinements[number];
    exchange_all(&background);
    if (iteration % period == 0) {
        begin(refinement, number);
    }
    for (long i = 0; iteration % period < duration && i < sub_iterations; i++) {
        exchange_all(refinement);
        compute(refinement);
    }
    compute(&background);
}

static double mean(const struct tile *tile, const double *values, struct span x, struct span y, double points) {
    double sum = 0;
    for (long j = y.first; j < y.end; j++) {
        for (long i = x.first; i < x.end; i++) {
            sum += fabs(values[at(tile, i, j)]);
        }
    }
    return over_ranks(sum, MPI_SUM) / points;
}

static double interior(double size) {
    return (size - 2 * RADIUS) * (size - 2 * RADIUS);
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &me);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    iterations = argument(argc, argv, 1, "iterations", 1, 100);
    grid_size = argument(argc, argv, 2, "grid size", 2 * RADIUS + 1, 1000);
    patch_size = argument(argc, argv, 3, "refinement size", 2, 100);
    level = argument(argc, argv, 4, "refinement level", 0, 2);
    period = argument(argc, argv, 5, "period", 1, 2);
    duration = argument(argc, argv, 6, "duration", 1, 1);
    sub_iterations = argument(argc, argv, 7, "sub-iterations", 1, 1);
    expansion = 1L << level;
    refined_size = (patch_size - 1) * expansion + 1;
    if ((argc > 8 && strcmp(argv[8], "FINE_GRAIN") != 0) || patch_size > grid_size || duration > period || level > 20) {
        fprintf(stderr, "ERROR: expected FINE_GRAIN, a refinement inside the grid, a duration within the period\n");
        MPI_Abort(MPI_COMM_WORLD, 1);
    }
    grid_width = (int) sqrt(ranks + 1.0);
    while (ranks % grid_width != 0) {
        grid_width--;
    }
    grid_height = ranks / grid_width;
    make_tile(&background, grid_size, 1);
    MPI_Comm_dup(MPI_COMM_WORLD, &background.comm);
    for (int number = 0; number < REFINEMENTS; number++) {
        make_tile(&refinements[number], refined_size, (double) expansion);
        MPI_Comm_split(MPI_COMM_WORLD, 0, me, &refinements[number].comm);
    }
    for (long y = background.box.y.first; y < background.box.y.end; y++) {
        for (long x = background.box.x.first; x < background.box.x.end; x++) {
            background.in[at(&background, x, y)] = (double) (x + y);
        }
    }

    double start = 0;
    for (long iteration = 0; iteration <= iterations; iteration++) {
        if (iteration == 1) {
            MPI_Barrier(MPI_COMM_WORLD);
            start = MPI_Wtime();
        }
        step(iteration);
    }
    double seconds = over_ranks(MPI_Wtime() - start, MPI_MAX);

    double expected[2 * (1 + REFINEMENTS)] = {2 * (double) (iterations + 1), (double) (grid_size + iterations)};
    double n = (double) refined_size;
    double flops_per_point = 2 * (4 * RADIUS + 1) + 1;
    double flops = flops_per_point * interior((double) grid_size) * (double) iterations;
    for (long iteration = 0; iteration <= iterations; iteration++) {
        int number = (int) (iteration / period % REFINEMENTS);
        double *output = &expected[2 + 2 * number];
        double *input = output + 1;
        if (iteration % period == 0) {
            *input = (double) (patch_x(number).first + patch_y(number).first + patch_size - 1 + iteration);
            flops += iteration > 0 && level > 0 ? 3 * n * (n + (double) patch_size) : 0;
        }
        if (iteration % period < duration) {
            *output += 2 * (double) sub_iterations;
            *input += (double) sub_iterations;
            flops += iteration > 0 ? flops_per_point * interior(n) * (double) sub_iterations : 0;
        }
    }
    int correct = 1;
    double reference = 0;
    double computed = 0;
    for (int grid = 0; grid <= REFINEMENTS; grid++) {
        const struct tile *tile = grid == 0 ? &background : &refinements[grid - 1];
        double size = grid == 0 ? (double) grid_size : n;
        double output = mean(tile, tile->out, tile->inside_x, tile->inside_y, interior(size));
        double input = mean(tile, tile->in, tile->box.x, tile->box.y, size * size);
        for (int i = 0; i < 2; i++) {
            double found = i == 0 ? output : input;
            if (correct && !(fabs(found - expected[2 * grid + i]) <= 1e-8)) {
                correct = 0;
                reference = expected[2 * grid + i];
                computed = found;
            }
        }
    }
    double work = 1e-6 * flops / (double) iterations;
    return conclude(me, correct, reference, computed, "MFlops/s", work, seconds, iterations);
}
