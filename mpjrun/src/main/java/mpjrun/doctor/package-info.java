/**
 * Looks at the machine and at a program's class path before a job is started, so that what will not work is said in a
 * line and in time.
 */
package mpjrun.doctor;
