/**
 * The launcher of jobs: it plans, starts ranks, carries their output, watches them and ends them.
 */
package mpjrun;
