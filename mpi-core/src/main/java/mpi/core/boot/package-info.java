/**
 * Who am I, who are the others: a rank's place in its job, and its line to the launcher.
 */
package mpi.core.boot;
