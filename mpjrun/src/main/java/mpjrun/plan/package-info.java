/**
 * From options and machine to what is to be started: a pure function.
 */
package mpjrun.plan;
