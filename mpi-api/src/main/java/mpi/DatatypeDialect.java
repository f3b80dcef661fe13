package mpi;

/**
 * mpiJava's spelling of {@link Datatype}'s instance methods. Sizes and extents are in elements of the Java array that
 * holds the type: {@code MPI.INT2.Extent()} is 2.
 */
abstract sealed class DatatypeDialect permits Datatype {
    private Datatype self() {
        return (Datatype) this;
    }

    /**
     * mpiJava spelling of {@link Datatype#commit()}. What the capitalised factories make is ready without it.
     */
    public void Commit() {
        self().commit();
    }

    /**
     * mpiJava spelling of {@link Datatype#getExtent()}.
     *
     * @return the extent, in array elements
     */
    public int Extent() {
        return self().inElements(self().usable("type_get_extent").extent());
    }

    /**
     * mpiJava spelling of {@link Datatype#getSize()}.
     *
     * @return number of array elements an item takes in a message
     */
    public int Size() {
        return self().inElements(self().usable("type_size").size);
    }

    /**
     * mpiJava spelling of {@link Datatype#getLb()}.
     *
     * @return the lower bound, in array elements
     */
    public int Lb() {
        return self().inElements(self().usable("type_lb").lb);
    }

    /**
     * The upper bound: lower bound plus extent.
     *
     * @return the upper bound, in array elements
     */
    public int Ub() {
        return self().inElements(self().usable("type_ub").ub);
    }
}
