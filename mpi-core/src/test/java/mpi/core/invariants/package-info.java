/**
 * The engine's invariants on live jobs: one interface an invariant, so that a module with a transport runs them all by
 * naming them in one class.
 */
package mpi.core.invariants;
