/**
 * The test kit: ranks as threads of one JVM, a transport between them, and the behavioural cases that every
 * transport and every way of starting a job must pass.
 */
package mpi.core.kit;
