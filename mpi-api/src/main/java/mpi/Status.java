package mpi;

import mpi.spi.Completion;
import mpi.spi.Faults;

/**
 * What became of an operation: who sent the message, with which tag, how long it is (MPI 4.1, section 3.2.5). The
 * public fields are mpiJava's, the getters Open MPI's; {@link #getCount} is exact, also where the fields cannot know
 * the type.
 */
public final class Status implements Freeable {
    /** Rank of the sender. */
    public int source;
    /** Tag of the message. */
    public int tag;
    /** Index of the request in the array given to {@code Waitany} or {@code Waitsome} and their siblings. */
    public int index;
    /** Number of items received, in the datatype of the receive; in bytes after a probe. */
    public int count;
    /** Number of array elements received; in bytes after a probe. */
    public int numEls;

    private long lengthBytes;
    private int objectCount;
    private boolean cancelled;
    private int error;

    /** Makes an empty status: any source, any tag, nothing received. */
    public Status() {
        this.source = MPI.ANY_SOURCE;
        this.tag = MPI.ANY_TAG;
        this.index = MPI.UNDEFINED;
    }

    /**
     * Makes the status of a receive or probe.
     *
     * @param completion what became of it
     * @param type datatype of the receive; {@code null} if not known
     */
    Status(final Completion completion, final Datatype type) {
        this.source = completion.source;
        this.tag = completion.tag;
        this.index = MPI.UNDEFINED;
        this.lengthBytes = completion.lengthBytes;
        this.objectCount = completion.objectCount;
        this.cancelled = completion.cancelled;
        this.error = completion.error == null ? MPI.SUCCESS : completion.error.getErrorClass();
        if (type == null) {
            this.count = (int) completion.lengthBytes;
            this.numEls = count;
        } else if (type.isObject) {
            this.numEls = completion.objectCount;
            this.count = (int) (numEls / type.itemBytes);
        } else {
            this.numEls = (int) (completion.lengthBytes / type.elementBytes);
            this.count = type.elementBytes == type.itemBytes
                ? numEls
                : (int) (completion.lengthBytes / type.itemBytes);
        }
    }

    /** The same status, with the index of its request. */
    Status at(final int requestIndex) {
        this.index = requestIndex;
        return this;
    }

    /**
     * Rank of the sender (MPI 4.1, section 3.2.5). Local.
     *
     * @return the rank; {@link MPI#PROC_NULL} for a receive from no process
     */
    public int getSource() {
        return source;
    }

    /**
     * Tag of the message (MPI 4.1, section 3.2.5). Local.
     *
     * @return the tag
     */
    public int getTag() {
        return tag;
    }

    /**
     * Error class of the operation (MPI 4.1, section 3.2.5). Local.
     *
     * @return {@link MPI#SUCCESS} or an error class
     */
    public int getError() {
        return error;
    }

    /**
     * Index of the request in the array given to {@code waitAnyStatus}, {@code waitSomeStatus} and their siblings.
     * Local.
     *
     * @return the index, or {@link MPI#UNDEFINED}
     */
    public int getIndex() {
        return index;
    }

    /**
     * Number of items in the message (MPI 4.1, section 3.2.5). Local.
     *
     * @param datatype datatype of the receive
     * @return the count, or {@link MPI#UNDEFINED} if the message is not a whole number of items, or they are more than
     *     an {@code int} can tell
     * @throws MPIException {@link MPI#ERR_TYPE} if the type is null
     */
    public int getCount(final Datatype datatype) {
        final long items = items(checked(datatype, "get_count"));
        return items > Integer.MAX_VALUE ? MPI.UNDEFINED : (int) items;
    }

    /**
     * mpiJava spelling of {@link #getCount(Datatype)}.
     *
     * @param datatype datatype of the receive
     * @return the count, or {@link MPI#UNDEFINED}
     */
    public int Get_count(final Datatype datatype) {
        return getCount(datatype);
    }

    /**
     * Number of basic elements in the message (MPI 4.1, section 5.1.11): two for each pair and each complex number.
     * Local.
     *
     * @param datatype datatype of the receive
     * @return the number, or {@link MPI#UNDEFINED} if the message ends within an element, or they are more than an
     *     {@code int} can tell
     * @throws MPIException {@link MPI#ERR_TYPE} if the type is null
     */
    public int getElements(final Datatype datatype) {
        final long elements = elements(datatype);
        return elements > Integer.MAX_VALUE ? MPI.UNDEFINED : (int) elements;
    }

    /**
     * mpiJava spelling of {@link #getElements(Datatype)}.
     *
     * @param datatype datatype of the receive
     * @return the number, or {@link MPI#UNDEFINED}
     */
    public int Get_elements(final Datatype datatype) {
        return getElements(datatype);
    }

    /**
     * Number of basic elements in the message, of any size (MPI 4.1, section 5.1.11). Local.
     *
     * @param datatype datatype of the receive
     * @return the number; its value is {@link MPI#UNDEFINED} if the message ends within an element
     * @throws MPIException {@link MPI#ERR_TYPE} if the type is null
     */
    public Count getElementsX(final Datatype datatype) {
        return new Count(elements(datatype));
    }

    /**
     * Sets the number of basic elements that {@link #getElements} and {@link #getCount} tell (MPI 4.1, section 12.3).
     * Local.
     *
     * @param datatype datatype of the elements
     * @param count number of basic elements
     * @throws MPIException {@link MPI#ERR_TYPE} if the type is null, {@link MPI#ERR_COUNT} if the count is negative
     */
    public void setElements(final Datatype datatype, final int count) {
        setElements(datatype, (long) count);
    }

    /**
     * Sets the number of basic elements, of any size (MPI 4.1, section 12.3). Local.
     *
     * @param datatype datatype of the elements
     * @param count number of basic elements
     * @throws MPIException {@link MPI#ERR_TYPE} if the type is null, {@link MPI#ERR_COUNT} if the count is negative
     */
    public void setElementsX(final Datatype datatype, final Count count) {
        if (count == null) {
            throw Faults.fault(MPI.ERR_ARG, "status_set_elements", "the count is null");
        }
        setElements(datatype, count.getCount());
    }

    private void setElements(final Datatype datatype, final long elements) {
        checked(datatype, "status_set_elements");
        if (elements < 0) {
            throw Faults.negativeCount("status_set_elements", elements);
        }
        final Typemap map = datatype.map;
        final long items = map.elements == 0 ? 0 : elements / map.elements;
        final long part = map.elements == 0 ? 0 : map.bytesOf(elements - items * map.elements);
        final long length = items * map.size + part;
        lengthBytes = datatype.isObject ? 0 : length;
        objectCount = datatype.isObject ? (int) Math.min(length, Integer.MAX_VALUE) : 0;
        numEls = (int) (datatype.isObject ? objectCount : lengthBytes / datatype.elementBytes);
        count = (int) items;
    }

    /**
     * Whether the operation was cancelled (MPI 4.1, section 3.8.4). Local.
     *
     * @return whether it was
     */
    public boolean isCancelled() {
        return cancelled;
    }

    /**
     * mpiJava spelling of {@link #isCancelled()}.
     *
     * @return whether the operation was cancelled
     */
    public boolean Test_cancelled() {
        return cancelled;
    }

    /**
     * Sets what {@link #isCancelled()} tells (MPI 4.1, section 12.3). Local.
     *
     * @param flag whether the operation counts as cancelled
     */
    public void setCancelled(final boolean flag) {
        this.cancelled = flag;
    }

    /** Does nothing; a status holds nothing. */
    @Override
    public void free() {
        // nothing to give back
    }

    private static Datatype checked(final Datatype datatype, final String operation) {
        if (datatype == null || datatype.isNull()) {
            throw Datatype.nullFault(operation, datatype);
        }
        return datatype;
    }

    /** The unit of a datatype: bytes, slots for objects. */
    private long length(final Datatype datatype) {
        return datatype.isObject ? objectCount : lengthBytes;
    }

    private long items(final Datatype datatype) {
        final long length = length(datatype);
        return length % datatype.itemBytes == 0 ? length / datatype.itemBytes : MPI.UNDEFINED;
    }

    private long elements(final Datatype datatype) {
        final Typemap map = checked(datatype, "get_elements").map;
        final long length = length(datatype);
        final long items = length / datatype.itemBytes;
        final long part = map.elementsIn(length - items * datatype.itemBytes);
        return part < 0 ? MPI.UNDEFINED : items * map.elements + part;
    }

    @Override
    public String toString() {
        return "Status[source " + source + ", tag " + tag + ", " + lengthBytes + " bytes"
            + (cancelled ? ", cancelled" : "") + (error == MPI.SUCCESS ? "" : ", " + Faults.className(error)) + "]";
    }
}
