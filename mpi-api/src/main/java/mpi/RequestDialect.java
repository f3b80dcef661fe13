package mpi;

/**
 * mpiJava's spelling of {@link Request}'s instance methods: what Open MPI tells by a boolean and a status is one status
 * or {@code null} here. Errors are always thrown at the caller.
 */
abstract sealed class RequestDialect permits Request {
    private Request self() {
        return (Request) this;
    }

    /**
     * Blocks until the operation is complete, as {@link Request#waitStatus()}.
     *
     * @return what became of it; {@link MPI#EMPTY_STATUS} for a null request
     */
    public Status Wait() {
        return !self().isActive() ? MPI.EMPTY_STATUS : self().await(Dialect.CAPITALISED);
    }

    /**
     * Asks whether the operation is complete, as {@link Request#testStatus()}. Does not block.
     *
     * @return what became of it, or {@code null} if it is not complete; {@link MPI#EMPTY_STATUS} for a null request
     */
    public Status Test() {
        return !self().isActive() ? MPI.EMPTY_STATUS : self().test(Dialect.CAPITALISED);
    }

    /** mpiJava spelling of {@link Request#cancel()}. */
    public void Cancel() {
        self().cancel(Dialect.CAPITALISED);
    }

    /** mpiJava spelling of {@link Request#free()}. */
    public void Free() {
        self().free();
    }

    /**
     * mpiJava spelling of {@link Request#isNull()}.
     *
     * @return whether this is a null request
     */
    public boolean Is_null() {
        return self().isNull();
    }
}
