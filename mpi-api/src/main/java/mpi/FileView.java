package mpi;

/**
 * Which part of a file a rank sees (MPI 4.1, section 14.3).
 */
public final class FileView {
    private final long disp;
    private final Datatype etype;
    private final Datatype filetype;
    private final String datarep;

    /**
     * Makes a view.
     *
     * @param disp where it starts, in bytes
     * @param etype the elementary datatype, the unit of offsets
     * @param filetype the datatype that the view repeats
     * @param datarep the data representation
     */
    public FileView(final long disp, final Datatype etype, final Datatype filetype, final String datarep) {
        this.disp = disp;
        this.etype = etype;
        this.filetype = filetype;
        this.datarep = datarep;
    }

    /**
     * Where the view starts.
     *
     * @return the displacement in bytes
     */
    public long getDisp() {
        return disp;
    }

    /**
     * The unit of offsets.
     *
     * @return the elementary datatype
     */
    public Datatype getEType() {
        return etype;
    }

    /**
     * What the view repeats.
     *
     * @return the datatype
     */
    public Datatype getFileType() {
        return filetype;
    }

    /**
     * How items stand in the file.
     *
     * @return the data representation
     */
    public String getDataRep() {
        return datarep;
    }
}
