/**
 * {@code benchmarks/compare}: runs our benchmarks and those of other MPI libraries in turn and judges the ratios.
 */
package bench.compare;
