/**
 * JMH benchmarks of single structures on a message's way; {@code docs/benchmarks/README.md} says how to run them.
 */
package bench.jmh;
