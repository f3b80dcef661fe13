package mpi;

/**
 * A version of the MPI standard (MPI 4.1, section 9.1.1).
 */
public final class Version {
    private final int version;
    private final int subVersion;

    Version(final int version, final int subVersion) {
        this.version = version;
        this.subVersion = subVersion;
    }

    /**
     * The version.
     *
     * @return for example 4
     */
    public int getVersion() {
        return version;
    }

    /**
     * The subversion.
     *
     * @return for example 1
     */
    public int getSubVersion() {
        return subVersion;
    }

    @Override
    public String toString() {
        return version + "." + subVersion;
    }
}
