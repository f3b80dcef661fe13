/** Watches a running job: decides how it ends, notices that it hangs, and says what its ranks do. */
package mpjrun.watch;
