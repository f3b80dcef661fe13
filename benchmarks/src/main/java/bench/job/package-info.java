/**
 * Jobs that other programs start: ours and those of other MPI libraries, what they run and what they leave behind.
 */
package bench.job;
