/**
 * Which algorithm a collective operation runs by: a rule an operation, all switch points of which are settings.
 */
package mpi.core.coll.select;
