/**
 * The programs that the jobs of the tests run. Each is a user's program: it knows package {@code mpi} and the JDK.
 */
package jobs.program;
