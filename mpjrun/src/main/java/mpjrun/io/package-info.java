/** Carries the input and output of ranks. */
package mpjrun.io;
