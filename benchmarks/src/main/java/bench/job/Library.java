package bench.job;

/** Whose programs run. */
public enum Library {
    /** This project. */
    OURS("mpj", ""),
    /** Open MPI, programs in C. */
    OPENMPI("openmpi", "openmpi-bin libopenmpi-dev"),
    /** MPICH, programs in C. */
    MPICH("mpich", "mpich libmpich-dev"),
    /** MPJ Express, programs in its dialect. */
    MPJEXPRESS("mpjexpress", "libmpj-java"),
    /** The Java bindings of Open MPI, of which Debian leaves out the classes. */
    OPENMPI_JAVA("openmpi-java", "openmpi-bin libopenmpi-dev, then benchmarks/install-peers"),
    /** The OSU micro-benchmarks, built with Open MPI. */
    OSU("osu", "");

    private final String label;
    private final String packages;

    Library(final String label, final String packages) {
        this.label = label;
        this.packages = packages;
    }

    /** The name in rows and options. */
    public String label() {
        return label;
    }

    /** The Debian packages to install where it is missing. */
    public String packages() {
        return packages;
    }

    /** Whether {@code --require} can do without it. */
    public boolean isOptional() {
        return this == OSU;
    }
}
