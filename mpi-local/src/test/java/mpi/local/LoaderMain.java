package mpi.local;

import java.lang.ref.WeakReference;
import mpi.MPI;

/** Leaves behind nothing but a weak reference to its class loader, in what all ranks share. */
final class LoaderMain {
    private LoaderMain() {}

    public static void main(final String[] args) {
        MPI.Init(args);
        System.getProperties()
            .put(args[0] + MPI.COMM_WORLD.getRank(), new WeakReference<>(LoaderMain.class.getClassLoader()));
        MPI.COMM_WORLD.barrier();
        if ("bad".equals(args[0])) {
            throw new IllegalStateException("a JDK class whose trace names classes of the rank");
        }
        MPI.Finalize();
    }
}
