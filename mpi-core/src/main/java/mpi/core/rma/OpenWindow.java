package mpi.core.rma;

import mpi.spi.WinEngine;

/** A window as long as its rank's {@link Windows} know it. */
interface OpenWindow extends WinEngine {
    /** Ends what the program and other ranks may do with memory which will not be there for long. */
    void close();
}
