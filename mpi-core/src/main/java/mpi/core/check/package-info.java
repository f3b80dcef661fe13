/**
 * Whether all ranks of a communicator call the same collective operation with arguments that fit: what each calls, and
 * the judgement of all of them (setting {@code mpj.check}).
 */
package mpi.core.check;
