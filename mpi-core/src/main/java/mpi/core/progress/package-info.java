/**
 * The one loop that moves everything: its lock, and what it does when idle.
 */
package mpi.core.progress;
