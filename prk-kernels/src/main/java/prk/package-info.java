/**
 * Parallel Research Kernels, one class a kernel, written against {@code package mpi} alone.
 */
package prk;
