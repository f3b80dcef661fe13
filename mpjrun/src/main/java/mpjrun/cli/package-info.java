/**
 * The command line: options, the program they are for, and what is said where something is wrong with them.
 */
package mpjrun.cli;
