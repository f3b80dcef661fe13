/** Runs a planned job: starts its ranks, waits for how each ends, and makes one ending of all. */
package mpjrun.launch;
