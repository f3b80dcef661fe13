/**
 * Where the bytes of a user's buffer lie, and how those that are not bytes in one place become a message (MPI 4.1,
 * chapter 5).
 */
package mpi.core.datatype;
