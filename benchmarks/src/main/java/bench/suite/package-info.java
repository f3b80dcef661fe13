/**
 * Suites: many benchmarks in one run, with one report. {@link bench.Prk} runs the kernels, {@link bench.Suite} the
 * messages and collectives.
 */
package bench.suite;
