/*
 * Twin of prk.Pic: pic <steps> <grid size> <particles> <k> <m> GEOMETRIC <attenuation factor>. The other starts are left
 * out: they place particles elsewhere and change nothing in how these move.
 */
#include "kernel.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { X, Y, SPEED_X, SPEED_Y, CHARGE, START_X, START_Y, K, M, ID, SIZE };
enum { DIRECTIONS = 8 };

struct particles {
    double *values;
    long count;
    long capacity;
};

static const uint64_t MULTIPLIER = 6364136223846793005;
static const uint64_t INCREMENT = 1442695040888963407;
static const uint64_t LCG_SEED = 27182818285;
static const int DIRECTION_X[DIRECTIONS] = {-1, 1, 0, 0, -1, 1, -1, 1};
static const int DIRECTION_Y[DIRECTIONS] = {0, 0, 1, -1, 1, 1, -1, -1};

static uint64_t state;
static int me;
static int grid_width; /* of the ranks */
static int grid_height;
static int my_x;
static int my_y;
static long grid_size;
static long first_column;
static long columns;
static long first_row;
static long rows;
static double *restrict charges;
static struct particles own;
static struct particles leaving[DIRECTIONS];
static struct particles arriving[DIRECTIONS];
static MPI_Datatype particle_type;

static void set_count(struct particles *particles, long count) {
    if (count > particles->capacity) {
        particles->capacity = 2 * count;
        particles->values = realloc(particles->values, sizeof(double) * SIZE * (size_t) particles->capacity);
        if (particles->values == NULL) {
            fprintf(stderr, "ERROR: no memory for %ld particles\n", particles->capacity);
            MPI_Abort(MPI_COMM_WORLD, 1);
        }
    }
    particles->count = count;
}

static void add_all(struct particles *to, const double *from, long count) {
    long before = to->count;
    set_count(to, before + count);
    if (count > 0) {
        memcpy(to->values + before * SIZE, from, sizeof(double) * SIZE * (size_t) count);
    }
}

static void jump_to(uint64_t index) {
    uint64_t multiplier = MULTIPLIER;
    uint64_t increment = INCREMENT;
    state = LCG_SEED;
    for (uint64_t rest = index; rest != 0; rest >>= 1) {
        if (rest & 1) {
            state = multiplier * state + increment;
        }
        increment *= multiplier + 1;
        multiplier *= multiplier;
    }
}

static uint64_t next(uint64_t bound) {
    state = MULTIPLIER * state + INCREMENT;
    return state % bound;
}

static long draw(double mean) {
    if (mean < 1) {
        next(UINT32_MAX);
        return next(UINT32_MAX) <= (uint64_t) (mean * UINT32_MAX);
    }
    double u0 = (double) next(UINT64_MAX) / 0x1p64;
    double u1 = (double) next(UINT64_MAX) / 0x1p64;
    double normal = sqrt(-2 * log(u0)) * cos(2 * 3.14159265358979323846 * u1);
    return (long) (normal * 0.15 * mean + mean + 0.5);
}

/* The force between unit charges, for each unit of a distance's part in one direction. */
static inline double pull(double x, double y) {
    double square = x * x + y * y;
    return 1 / (square * sqrt(square));
}

static void place(double wanted, double factor, double k, double m) {
    double charge = (2 * k + 1) / pull(0.5, 0.5); /* half a cell from two charges: twice the half of one's force */
    for (long x = first_column; x < first_column + columns; x++) {
        double n = (double) grid_size;
        double mean = wanted * ((1 - factor) / (1 - pow(factor, n))) / n * pow(factor, (double) x);
        jump_to(2 * (uint64_t) (first_row + x * grid_size));
        for (long y = first_row; y < first_row + rows; y++) {
            double particle[SIZE] = {[X] = (double) x + 0.5, [Y] = (double) y + 0.5, [SPEED_Y] = m,
                [CHARGE] = x % 2 == 0 ? charge : -charge, [START_X] = (double) x + 0.5, [START_Y] = (double) y + 0.5,
                [K] = k, [M] = m};
            for (long drawn = draw(mean); drawn > 0; drawn--) {
                add_all(&own, particle, 1);
            }
        }
    }
}

static int direction_of(int x, int y) {
    int direction = 0;
    while (DIRECTION_X[direction] != x || DIRECTION_Y[direction] != y) {
        direction++;
    }
    return direction;
}

static int part_with(long cell, int parts) {
    long shorter = grid_size / parts;
    long longer_parts = grid_size % parts;
    long cells_of_longer = longer_parts * (shorter + 1);
    return (int) (cell < cells_of_longer ? cell / (shorter + 1) : longer_parts + (cell - cells_of_longer) / shorter);
}

static int side(int tiles_away, int tiles) {
    int ahead = (tiles_away + tiles) % tiles;
    return ahead > 1 ? -1 : ahead;
}

static inline double wrap(double at) {
    return at < (double) grid_size ? at : at - (double) grid_size;
}

static inline void move_one(double *restrict particle) {
    double x = particle[X];
    double y = particle[Y];
    double left = x - (double) (int) x;
    double below = y - (double) (int) y;
    double right = 1 - left;
    double above = 1 - below;
    const double *restrict corner = charges + ((int) x - first_column) * (rows + 1) + (int) y - first_row;
    double bottom_left = corner[0] * pull(left, below);
    double top_left = corner[1] * pull(left, above);
    double bottom_right = corner[rows + 1] * pull(right, below);
    double top_right = corner[rows + 2] * pull(right, above);
    double acceleration_x = particle[CHARGE] * ((bottom_left + top_left) * left - (bottom_right + top_right) * right);
    double acceleration_y = particle[CHARGE] * ((bottom_left + bottom_right) * below - (top_left + top_right) * above);
    particle[X] = wrap(x + particle[SPEED_X] + 0.5 * acceleration_x);
    particle[Y] = wrap(y + particle[SPEED_Y] + 0.5 * acceleration_y);
    particle[SPEED_X] += acceleration_x;
    particle[SPEED_Y] += acceleration_y;
}

static void move_all(void) {
    for (long i = 0; i < own.count;) {
        double *particle = own.values + i * SIZE;
        move_one(particle);
        long x = (int) particle[X];
        long y = (int) particle[Y];
        if (x >= first_column && x < first_column + columns && y >= first_row && y < first_row + rows) {
            i++;
        } else {
            int direction = direction_of(side(part_with(x, grid_width) - my_x, grid_width),
                side(part_with(y, grid_height) - my_y, grid_height));
            add_all(&leaving[direction], particle, 1);
            own.count--;
            memmove(particle, own.values + own.count * SIZE, sizeof(double) * SIZE);
        }
    }
}

static void exchange(int direction, const void *sent, long sent_count, void *received, long received_count,
    MPI_Datatype type, MPI_Request *requests) {
    int x = (my_x + DIRECTION_X[direction] + grid_width) % grid_width;
    int y = (my_y + DIRECTION_Y[direction] + grid_height) % grid_height;
    int neighbour = y * grid_width + x;
    int opposite = direction_of(-DIRECTION_X[direction], -DIRECTION_Y[direction]);
    MPI_Isend(sent, (int) sent_count, type, neighbour, direction, MPI_COMM_WORLD, &requests[direction]);
    MPI_Irecv(received, (int) received_count, type, neighbour, opposite, MPI_COMM_WORLD,
        &requests[DIRECTIONS + direction]);
}

static void step(void) {
    int leaving_counts[DIRECTIONS];
    int arriving_counts[DIRECTIONS];
    MPI_Request requests[2 * DIRECTIONS];
    move_all();
    for (int direction = 0; direction < DIRECTIONS; direction++) {
        leaving_counts[direction] = (int) leaving[direction].count;
        exchange(direction, &leaving_counts[direction], 1, &arriving_counts[direction], 1, MPI_INT, requests);
    }
    MPI_Waitall(2 * DIRECTIONS, requests, MPI_STATUSES_IGNORE);
    for (int direction = 0; direction < DIRECTIONS; direction++) {
        set_count(&arriving[direction], arriving_counts[direction]);
        exchange(direction, leaving[direction].values, leaving[direction].count, arriving[direction].values,
            arriving[direction].count, particle_type, requests);
    }
    MPI_Waitall(2 * DIRECTIONS, requests, MPI_STATUSES_IGNORE);
    for (int direction = 0; direction < DIRECTIONS; direction++) {
        add_all(&own, arriving[direction].values, arriving[direction].count);
        leaving[direction].count = 0;
    }
}

static int is_at(double at, double expected) {
    return fabs(at - fmod(expected, (double) grid_size)) <= 1e-6;
}

int main(int argc, char **argv) {
    int ranks;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &me);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    long steps = argument(argc, argv, 1, "steps", 1, 50);
    grid_size = argument(argc, argv, 2, "grid size", 2, 1000);
    long wanted = argument(argc, argv, 3, "particles", 1, 400000);
    long k = argument(argc, argv, 4, "k", 0, 1);
    long m = argument(argc, argv, 5, "m", 0, 2);
    double factor = argc > 7 ? atof(argv[7]) : 0.99;
    grid_width = (int) sqrt(ranks + 1.0);
    while (ranks % grid_width != 0) {
        grid_width--;
    }
    grid_height = ranks / grid_width;
    if ((argc > 6 && strcmp(argv[6], "GEOMETRIC") != 0) || !(factor > 0) || factor == 1 || grid_size % 2 != 0 ||
        2 * k + 1 > grid_size / grid_width || m > grid_size / grid_height) {
        fprintf(stderr, "ERROR: expected GEOMETRIC, an attenuation factor above 0 that is not 1, an even grid size, and"
            " k and m that take particles no farther than to the neighbours\n");
        MPI_Abort(MPI_COMM_WORLD, 1);
    }
    my_x = me % grid_width;
    my_y = me / grid_width;
    part_of(grid_size, grid_width, my_x, &first_column, &columns);
    part_of(grid_size, grid_height, my_y, &first_row, &rows);
    charges = allocate_doubles((columns + 1) * (rows + 1));
    for (long i = 0; i < (columns + 1) * (rows + 1); i++) {
        charges[i] = (first_column + i / (rows + 1)) % 2 == 0 ? 1 : -1;
    }
    place((double) wanted, factor, (double) k, (double) m);
    MPI_Type_contiguous(SIZE, MPI_DOUBLE, &particle_type);
    MPI_Type_commit(&particle_type);
    long up_to_mine;
    MPI_Scan(&own.count, &up_to_mine, 1, MPI_LONG, MPI_SUM, MPI_COMM_WORLD);
    for (long i = 0; i < own.count; i++) {
        own.values[i * SIZE + ID] = (double) (up_to_mine - own.count + i + 1);
    }
    MPI_Bcast(&up_to_mine, 1, MPI_LONG, ranks - 1, MPI_COMM_WORLD);
    double total = (double) up_to_mine;

    double start = 0;
    for (long i = 0; i <= steps; i++) {
        if (i == 1) {
            MPI_Barrier(MPI_COMM_WORLD);
            start = MPI_Wtime();
        }
        step();
    }
    double seconds = over_ranks(MPI_Wtime() - start, MPI_MAX);

    double taken = (double) steps + 1;
    long misplaced = 0;
    double ids = 0;
    for (long i = 0; i < own.count; i++) {
        const double *particle = own.values + i * SIZE;
        misplaced += !is_at(particle[X], particle[START_X] + taken * (2 * particle[K] + 1)) ||
            !is_at(particle[Y], particle[START_Y] + taken * particle[M]);
        ids += particle[ID];
    }
    double wrong = over_ranks((double) misplaced, MPI_SUM);
    double sum = over_ranks(ids, MPI_SUM);
    double reference = 0.5 * total * (total + 1);
    int correct = wrong == 0 && sum == reference;
    return conclude(me, correct, wrong == 0 ? reference : 0, wrong == 0 ? sum : wrong, "Mparticles_moved/s",
        1e-6 * total, seconds, steps);
}
