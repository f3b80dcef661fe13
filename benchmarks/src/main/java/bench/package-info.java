/**
 * Benchmarks of a whole job, in the manner of the OSU suite, and of single structures.
 */
package bench;
