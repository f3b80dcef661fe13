/**
 * Ranks as threads of one JVM, for IDEs and unit tests: {@link mpi.local.LocalWorld} runs a program or a lambda,
 * {@link mpi.local.MpiTest} a test method. The ranks of {@code mpjrun} are processes; what differs here is said at
 * {@link mpi.local.LocalWorld}.
 */
package mpi.local;
