/**
 * Frames as they travel.
 */
package mpi.core.wire;
