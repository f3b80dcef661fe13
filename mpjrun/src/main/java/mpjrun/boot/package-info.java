/** Makes processes of ranks, so that none outlives its launcher. */
package mpjrun.boot;
