/**
 * Jobs of real processes, started with the distribution's {@code mpjrun} as a user starts them.
 */
package jobs;
