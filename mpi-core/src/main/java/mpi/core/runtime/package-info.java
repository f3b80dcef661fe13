/**
 * A rank's life and its settings.
 */
package mpi.core.runtime;
